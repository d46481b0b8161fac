package muster.findings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static muster.tenancy.Permission.FINDINGS_READ;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.ShortList;
import org.jspecify.annotations.Nullable;

/** /o/{org}/coverage: unknown is not zero, so it has a page of its own. */
public final class CoveragePages {
    private static final ShortList<Coverage.Reason> LIST =
            ShortList.of(Coverage.Reason::why).text("why", Coverage.Reason::why);

    private final Desk desk;
    private final Coverage coverage;
    private final Messages messages;

    public CoveragePages(Desk desk, Database database, Messages messages) {
        this.desk = desk;
        this.coverage = new Coverage(database);
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(FINDINGS_READ, this::coverage).listing());
    }

    /**
     * How much can be told, and why not the rest.
     *
     * @param q what the reasons are searched for
     * @param next where the list goes on, null at its end
     */
    public record Covered(
            Coverage.Checked checked,
            String q,
            muster.web.Page<Coverage.Reason> page,
            @Nullable String next,
            List<Link> crumbs,
            String path)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("software", checked.software());
            json.put("checked", checked.checked());
            json.put("cannot_tell", checked.cannotTell());
            json.putAll(page.json());
            return json;
        }
    }

    Reply coverage(Request request) {
        var page = coverage.withExamples(LIST.page(request, coverage.reasons()));
        var q = request.query("q").orElse("");
        var path = request.path("/coverage");
        return new Covered(
                coverage.ofOrganization(),
                q,
                page,
                page.hasNext() ? path + next(request, String.valueOf(page.nextCursor())) : null,
                List.of(
                        new Link(messages.text("findings.title"), request.path("/findings")),
                        new Link(messages.text("findings.coverage.title"), "")),
                path);
    }

    private static String next(Request request, String cursor) {
        var parameters = new LinkedHashMap<>(request.queries());
        parameters.keySet().retainAll(List.of("q", "why", "sort", "limit"));
        parameters.put("cursor", cursor);
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }
}
