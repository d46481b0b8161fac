package muster.findings;

import static muster.tenancy.Permission.FINDINGS_READ;

import java.util.LinkedHashMap;
import java.util.List;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/coverage: unknown is not zero, so it has a page of its own. */
public final class CoveragePages {
    private final Desk desk;
    private final Coverage coverage;
    private final Messages messages;

    public CoveragePages(Desk desk, Database database, Messages messages) {
        this.desk = desk;
        this.coverage = new Coverage(database);
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(FINDINGS_READ, this::coverage));
    }

    /** How much can be told, and why not the rest. */
    public record Covered(
            Coverage.Checked checked, List<Coverage.Reason> reasons, List<Link> crumbs, String home)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("software", checked.software());
            json.put("checked", checked.checked());
            json.put("cannot_tell", checked.cannotTell());
            json.put("items", reasons);
            json.put("next_cursor", null);
            return json;
        }
    }

    Reply coverage(Request request) {
        return new Covered(
                coverage.ofOrganization(),
                coverage.reasons(),
                List.of(
                        new Link(messages.text("findings.title"), request.path("/findings")),
                        new Link(messages.text("findings.coverage.title"), "")),
                request.path(""));
    }
}
