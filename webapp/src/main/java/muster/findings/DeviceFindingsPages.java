package muster.findings;

import static muster.tenancy.Permission.FINDINGS_READ;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Parts.Todo;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/devices/{id}/findings: the device's tab, mounted among the devices. */
public final class DeviceFindingsPages {
    private static final int REMEDIES_SHOWN = 10;

    private final Desk desk;
    private final Database database;
    private final Findings findings;
    private final Coverage coverage;
    private final FindingExport export;
    private final Messages words;
    private final Clock clock;

    /** What the page's top says of the device. */
    public record Head(
            UUID id,
            String hostname,
            String type,
            @Nullable String system,
            long open,
            long software) {}

    public DeviceFindingsPages(Desk desk, Database database, Messages words, Clock clock) {
        this.desk = desk;
        this.database = database;
        this.findings = new Findings(database);
        this.coverage = new Coverage(database);
        this.export = new FindingExport(database, findings);
        this.words = words;
        this.clock = clock;
    }

    public void routing(Routes routes) {
        routes.get("/{id}/findings", desk.member(FINDINGS_READ, this::device));
    }

    /**
     * What is wrong with one device, what ends it, and what nobody can tell.
     *
     * @param looked false until its software was matched for the first time
     */
    public record Device(
            Head head,
            List<Link> crumbs,
            List<Choice> tabs,
            FindingList list,
            boolean looked,
            Coverage.Checked checked,
            List<Coverage.Reason> reasons,
            List<Todo> todos,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return FindingsPages.json(list, checked, reasons);
        }

        @Override
        public int status() {
            return list.problem() == null ? 200 : 400;
        }
    }

    Reply device(Request request) {
        var id = request.id("id");
        var head = head(id).orElseThrow(Problem::notFound);
        var path = request.path("/devices/" + id + "/findings");
        var parameters = new HashMap<>(request.queries());
        parameters.put("device", id.toString());
        try {
            var asked = findings.ask(parameters, clock);
            return export.of(request, asked)
                    .orElseGet(() ->
                            page(
                                    request,
                                    head,
                                    FindingList.of(
                                            path,
                                            asked.query(),
                                            findings.matching(asked),
                                            null,
                                            parameters,
                                            words)));
        } catch (Query.Malformed malformed) {
            var problem = String.valueOf(malformed.getMessage());
            if (request.isApi()) {
                throw Problem.badRequest(problem);
            }
            return page(request, head, FindingList.unreadable(path, parameters, problem));
        }
    }

    private Device page(Request request, Head head, FindingList list) {
        var checked = coverage.of(head.id());
        return new Device(
                head,
                List.of(
                        new Link(words.text("findings.devices"), request.path("/devices")),
                        new Link(head.hostname(), "")),
                tabs(request, head),
                list,
                checked.isPresent(),
                checked.orElse(Coverage.Checked.NOTHING),
                coverage.reasonsOn(head.id()),
                todos(request, head),
                request.path(""));
    }

    private List<Choice> tabs(Request request, Head head) {
        var device = request.path("/devices/" + head.id());
        return List.of(
                Choice.of(words.text("findings.tab.overview"), device, false),
                new Choice(
                        words.text("findings.tab.software"),
                        device + "/software",
                        false,
                        head.software()),
                new Choice(
                        words.text("findings.tab.findings"),
                        device + "/findings",
                        true,
                        head.open()),
                Choice.of(words.text("findings.tab.timeline"), device + "/timeline", false));
    }

    private Optional<Head> head(UUID id) {
        return database.first(
                Sql.of(
                        """
                        select id, hostname, type, concat_ws(' ', os_name, os_version) as system,
                            findings_open, software_count
                        from devices where id = ?
                        """,
                        id),
                row ->
                        new Head(
                                row.uuid("id"),
                                row.text("hostname"),
                                row.text("type"),
                                row.textOrNull("system"),
                                row.number("findings_open"),
                                row.number("software_count")));
    }

    private List<Todo> todos(Request request, Head head) {
        return database.list(
                Sql.of(
                        """
                        select package, fixed_version, findings, exploited, critical
                        from device_remedies where device_id = ?
                        order by exploited desc, critical desc, high desc, findings desc, package
                        limit ?
                        """,
                        head.id(),
                        REMEDIES_SHOWN),
                row ->
                        new Todo(
                                words.text("findings.todo.upgrade"),
                                row.text("package"),
                                words.text("findings.todo.to", row.text("fixed_version")),
                                words.text(
                                        "findings.todo.closes",
                                        row.number("findings"),
                                        row.number("critical")),
                                row.number("exploited"),
                                request.path("/devices/" + head.id() + "/findings")
                                        + "?q="
                                        + Terms.encoded("package", row.text("package"))
                                        + "+fixable%3Atrue"));
    }
}
