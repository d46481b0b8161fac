package muster.organizations;

import static muster.tenancy.Permission.AUDIT_READ;

import java.time.Instant;
import java.util.List;
import muster.audit.Audit;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/audit and /api/v1/orgs/{org}/audit */
public final class AuditPages {
    private final Desk desk;
    private final Audit audit;
    private final Messages messages;

    public AuditPages(Desk desk, Audit audit, Messages messages) {
        this.desk = desk;
        this.audit = audit;
        this.messages = messages;
    }

    /** The page; {@code older} is the page before this one in time. */
    public record AuditList(
            List<Parts.Choice> tabs, List<Audit.Entry> entries, @Nullable String older)
            implements Reply.Page {}

    /** An entry as programs see it. */
    private record Item(
            long id,
            Instant at,
            String actor,
            String label,
            String verb,
            String subject,
            String detail,
            String previous,
            String hash) {}

    private record Found(List<Audit.Entry> entries, @Nullable String next) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(AUDIT_READ, this::page));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(AUDIT_READ, this::list));
    }

    private Reply page(Request request) {
        var found = found(request);
        var here = request.path("/settings/audit");
        var older = found.next() == null ? null : here + "?cursor=" + found.next();
        return new AuditList(SettingsTabs.of(request, messages, "/audit"), found.entries(), older);
    }

    private Reply list(Request request) {
        var found = found(request);
        return Reply.Json.ok(
                new Items(found.entries().stream().map(AuditPages::item).toList(), found.next()));
    }

    private Found found(Request request) {
        var limit = Limit.of(request);
        var entries = audit.before(cursor(request), limit + 1);
        return entries.size() > limit
                ? new Found(
                        entries.subList(0, limit),
                        String.valueOf(entries.get(limit - 1).sequence()))
                : new Found(entries, null);
    }

    private static long cursor(Request request) {
        var text = request.query("cursor").orElse(String.valueOf(Long.MAX_VALUE));
        if (!text.matches("\\d{1,19}")) {
            throw Problem.badRequest("cursor: take the one of the page before");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw Problem.badRequest("cursor: take the one of the page before");
        }
    }

    private static Item item(Audit.Entry one) {
        return new Item(
                one.sequence(),
                one.at(),
                one.actor(),
                one.label(),
                one.verb(),
                one.subject(),
                one.detail(),
                one.previous(),
                one.hash());
    }
}
