package muster.findings;

import static muster.tenancy.Permission.FINDINGS_READ;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts.Choice;
import muster.web.Parts.Heading;
import muster.web.Parts.Link;
import muster.web.Parts.Order;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/vulnerabilities */
public final class VulnerabilitiesPages {
    private final Desk desk;
    private final Vulnerabilities vulnerabilities;
    private final Findings findings;
    private final Messages words;
    private final Clock clock;

    public VulnerabilitiesPages(Desk desk, Database database, Messages words, Clock clock) {
        this.desk = desk;
        this.vulnerabilities = new Vulnerabilities(database);
        this.findings = new Findings(database);
        this.words = words;
        this.clock = clock;
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(FINDINGS_READ, this::vulnerabilities))
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

    /**
     * The vulnerabilities that are on devices of the organization.
     *
     * @param here the page with everything that narrows it
     * @param next the page after it, null on the last
     */
    public record VulnerabilityList(
            String path,
            String here,
            String q,
            @Nullable String problem,
            boolean narrowed,
            List<Choice> facets,
            List<Heading> headings,
            List<Vulnerabilities.Found> items,
            @Nullable String nextCursor,
            @Nullable String next,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("items", items.stream().map(Vulnerabilities.Found::json).toList());
            json.put("next_cursor", nextCursor);
            return json;
        }

        @Override
        public int status() {
            return problem == null ? 200 : 400;
        }
    }

    Reply vulnerabilities(Request request) {
        var path = request.path("/vulnerabilities");
        var parameters = request.queries();
        try {
            var query = vulnerabilities.ask(parameters, clock);
            return index(request, path, query, vulnerabilities.matching(query));
        } catch (Query.Malformed malformed) {
            var problem = String.valueOf(malformed.getMessage());
            if (request.isApi()) {
                throw Problem.badRequest(problem);
            }
            return new VulnerabilityList(
                    path,
                    path,
                    parameters.getOrDefault("q", ""),
                    problem,
                    true,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    request.path(""));
        }
    }

    private VulnerabilityList index(
            Request request, String path, Query query, Page<Vulnerabilities.Found> page) {
        var links = query.links();
        var next = page.nextCursor();
        return new VulnerabilityList(
                path,
                path + links.first(),
                query.text(),
                null,
                query.isNarrowed(),
                List.of(
                        facet(path, query, "exploited", "kev:true"),
                        facet(path, query, "critical", "severity:critical"),
                        facet(path, query, "high", "severity:high")),
                List.of(
                        sortable(path, query, "urgency"),
                        Heading.of(words.text("findings.column.vulnerability")),
                        Heading.of(words.text("findings.column.summary")),
                        sortable(path, query, "devices"),
                        Heading.of(words.text("findings.column.first_seen"))),
                page.items(),
                next,
                next == null ? null : path + links.next(next),
                request.path(""));
    }

    private Choice facet(String path, Query query, String word, String term) {
        var links = query.links();
        var on = links.chips().stream().filter(chip -> chip.text().equals(term)).findFirst();
        return Choice.of(
                words.text("findings.facet." + word),
                path + on.map(chip -> chip.without()).orElse(links.narrowed(term)),
                on.isPresent());
    }

    private Heading sortable(String path, Query query, String field) {
        var links = query.links();
        var order =
                switch (links.order(field)) {
                    case "ascending" -> Order.ASCENDING;
                    case "descending" -> Order.DESCENDING;
                    default -> Order.NONE;
                };
        return new Heading(
                words.text("findings.column." + field),
                path + links.sorted(field),
                order,
                field.equals("devices"));
    }

    Reply vulnerability(Request request) {
        var id = request.parameter("id");
        var published = vulnerabilities.find(id).orElseThrow(Problem::notFound);
        var asked = findings.ask(Map.of("vulnerability", id), clock);
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
                                words.text("findings.vulnerabilities.title"),
                                request.path("/vulnerabilities")),
                        new Link(id, "")),
                request.path(""));
    }
}
