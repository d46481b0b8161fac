package muster.scans;

import static muster.tenancy.Permission.COLLECTORS_WRITE;
import static muster.tenancy.Permission.DEVICES_READ;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import muster.database.Database;
import muster.enrollment.CollectTabs;
import muster.scans.Differences.Difference;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/scans */
public final class ScanPages {
    private static final String TAB = "scans";
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "scanner",
                    "site",
                    "state",
                    "started_at",
                    "reported_at",
                    "finished_at",
                    "targets",
                    "asked",
                    "answered",
                    "wrong_credential",
                    "time_out",
                    "unsupported",
                    "error");

    private final Desk desk;
    private final Database database;
    private final Scans scans;
    private final Answers answers;
    private final Differences differences;
    private final Messages messages;

    public ScanPages(Desk desk, Database database, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.scans = new Scans(database);
        this.answers = new Answers(database);
        this.differences = new Differences(database);
        this.messages = messages;
    }

    /**
     * The list.
     *
     * @param home the organization's path
     * @param add how to get the first scanner, null for those who may not
     */
    public record Index(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            List<Parts.Choice> facets,
            muster.web.Page<Scan> scans,
            String home,
            Parts.@Nullable Link add)
            implements Reply.Page {
        @Override
        public Object json() {
            return scans;
        }
    }

    /**
     * A scan and its targets.
     *
     * @param before the scan of this site before it, null where it is the first that is kept
     * @param differences to that one, at most {@value Differences#SHOWN_MAX}
     */
    public record Show(
            List<Parts.Link> crumbs,
            Scan scan,
            Query query,
            @Nullable String problem,
            List<Parts.Choice> facets,
            muster.web.Page<Answer> answers,
            Parts.@Nullable Link before,
            List<Difference> differences,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("scan", scan);
            json.put("before", before == null ? null : before.href());
            json.put("differences", differences);
            return json;
        }
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(DEVICES_READ, this::index).listing().asking("format"))
                .get("/{id}", desk.member(DEVICES_READ, this::show).listing().asking("format"));
        routes.endpoints()
                .get(
                        "/{id}/targets",
                        desk.member(DEVICES_READ, this::targets).listing().asking("format"));
    }

    private Reply index(Request request) {
        var asked = Asked.of(request, Scans.FIELDS);
        var query = asked.query();
        var now = request.now();
        return Exports.of(request)
                .<Reply>map(export ->
                        export.file(
                                "scans",
                                COLUMNS,
                                (of, receiver) -> scans.each(of, now, receiver),
                                query,
                                database,
                                ScanPages::cells))
                .orElseGet(() ->
                        new Index(
                                CollectTabs.of(request, messages, TAB),
                                query,
                                asked.problem(),
                                List.of(
                                        facet(query, "state", "running"),
                                        facet(query, "state", "stopped")),
                                scans.matching(query, now),
                                request.path(""),
                                add(request)));
    }

    private Parts.Choice facet(Query query, String field, String word) {
        return query.links()
                .choice(messages.text("scans." + field + "." + word), field + ":" + word);
    }

    private Parts.@Nullable Link add(Request request) {
        return request.may(COLLECTORS_WRITE)
                ? new Parts.Link(messages.text("scans.add"), request.path("/enroll?way=scanner"))
                : null;
    }

    private static @Nullable Object[] cells(Scan one) {
        return new @Nullable Object[] {
            one.id(),
            one.scanner(),
            one.site(),
            one.state(),
            one.startedAt(),
            one.reportedAt(),
            one.finishedAt(),
            one.targets(),
            one.asked(),
            one.answered(),
            one.wrongCredential(),
            one.timeOut(),
            one.unsupported(),
            one.error()
        };
    }

    private Reply show(Request request) {
        var scan = found(request);
        var asked = Asked.of(request, Answers.FIELDS);
        var query = asked.query();
        return exported(request, scan, query)
                .orElseGet(() -> {
                    var before = scans.before(scan, request.now());
                    return new Show(
                            List.of(
                                    new Parts.Link(
                                            messages.text("scans.title"), request.path("/scans")),
                                    new Parts.Link(scan.site(), path(request, scan))),
                            scan,
                            query,
                            asked.problem(),
                            Answers.RESULTS.stream()
                                    .map(word -> facet(query, "result", word))
                                    .toList(),
                            answers.matching(scan.id(), query),
                            before.map(one -> new Parts.Link(one.site(), path(request, one)))
                                    .orElse(null),
                            before.map(one -> differences.between(one.id(), scan.id()))
                                    .orElse(List.of()),
                            request.path(""));
                });
    }

    private Reply targets(Request request) {
        var scan = found(request);
        var query = Asked.of(request, Answers.FIELDS).query();
        return exported(request, scan, query)
                .orElseGet(() -> Reply.Json.ok(answers.matching(scan.id(), query)));
    }

    private Optional<Reply> exported(Request request, Scan scan, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "scan",
                                Answers.COLUMNS,
                                (of, receiver) -> answers.each(scan.id(), of, receiver),
                                query,
                                database,
                                Answer::cells));
    }

    private Scan found(Request request) {
        Instant now = request.now();
        return scans.find(request.id("id"), now).orElseThrow(Problem::notFound);
    }

    private static String path(Request request, Scan scan) {
        return request.path("/scans/" + scan.id());
    }
}
