package muster.findings;

import static muster.tenancy.Permission.FINDINGS_READ;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.database.Database;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/vulnerabilities */
public final class VulnerabilitiesPages {
    private static final List<String> COLUMNS =
            List.of("id", "severity", "kev", "due", "devices", "first_seen", "summary");

    private final Desk desk;
    private final Vulnerabilities vulnerabilities;
    private final Findings findings;
    private final Messages messages;
    private final Database database;

    public VulnerabilitiesPages(Desk desk, Database database, Messages messages) {
        this.desk = desk;
        this.vulnerabilities = new Vulnerabilities(database);
        this.findings = new Findings(database);
        this.messages = messages;
        this.database = database;
    }

    public void routing(Routes routes) {
        routes.get(
                        "/",
                        desk.member(FINDINGS_READ, this::vulnerabilities)
                                .listing()
                                .asking("format"))
                .get("/{id}", desk.member(FINDINGS_READ, this::vulnerability));
    }

    /** One vulnerability: what is published, and where the organization has it. */
    public record Vulnerability(
            Vulnerabilities.Published published,
            long devices,
            List<Finding> findings,
            @Nullable String more,
            List<Link> crumbs,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("id", published.id());
            json.put("summary", published.summary());
            json.put("severity", published.severity());
            json.put("cvss", published.vector());
            json.put("aliases", published.aliases());
            json.put("published_at", published.publishedAt());
            json.put("modified_at", published.modifiedAt());
            json.put("kev", published.exploitation() != null);
            json.put("exploitation", published.exploitation());
            json.put("advisories", published.advisories());
            json.put("affected", published.ranges());
            json.put("devices", devices);
            json.put("findings", findings.stream().map(Finding::json).toList());
            return json;
        }
    }

    /** The vulnerabilities that are on devices of the organization. */
    public record VulnerabilityList(
            Query query,
            @Nullable String problem,
            List<Choice> facets,
            muster.web.Page<Vulnerabilities.Found> page,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return page.map(Vulnerabilities.Found::json);
        }
    }

    Reply vulnerabilities(Request request) {
        var asked =
                Asked.of(request, parameters -> vulnerabilities.ask(parameters, clock(request)));
        return Exports.of(request)
                .map(export -> (Reply) file(export, asked.query()))
                .orElseGet(() -> list(request, asked.query(), asked.problem()));
    }

    private VulnerabilityList list(Request request, Query query, @Nullable String problem) {
        return new VulnerabilityList(
                query,
                problem,
                List.of(
                        facet(query, "exploited", "kev:true"),
                        facet(query, "critical", "severity:critical"),
                        facet(query, "high", "severity:high")),
                vulnerabilities.matching(query),
                request.path(""));
    }

    private Choice facet(Query query, String word, String term) {
        return query.links().choice(messages.text("findings.facet." + word), term);
    }

    private Reply.File file(Exports export, Query query) {
        return export.file(
                "vulnerabilities",
                COLUMNS,
                (asked, receiver) ->
                        vulnerabilities.each(asked, found -> receiver.accept(found.json())),
                query,
                database,
                VulnerabilitiesPages::cells);
    }

    private static @Nullable Object[] cells(Map<String, @Nullable Object> found) {
        return COLUMNS.stream().map(found::get).toArray();
    }

    private static Clock clock(Request request) {
        return Clock.fixed(request.now(), ZoneOffset.UTC);
    }

    Reply vulnerability(Request request) {
        var id = request.parameter("id");
        var published = vulnerabilities.find(id).orElseThrow(Problem::notFound);
        var asked = findings.ask(Map.of("vulnerability", id), clock(request));
        var page = findings.matching(asked);
        return new Vulnerability(
                published,
                vulnerabilities.devices(id),
                page.items(),
                page.nextCursor() == null
                        ? null
                        : request.path("/findings") + "?q=" + Terms.encoded("vulnerability", id),
                List.of(
                        new Link(
                                messages.text("findings.vulnerabilities.title"),
                                request.path("/vulnerabilities")),
                        new Link(id, "")),
                request.path(""));
    }
}
