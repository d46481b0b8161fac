package muster.organizations;

import static muster.tenancy.Permission.AUDIT_READ;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.audit.Cef;
import muster.audit.Entry;
import muster.audit.Head;
import muster.audit.Verification;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Query;
import muster.web.QueryLinks;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/audit and /api/v1/orgs/{org}/audit */
public final class AuditPages {
    // An entry has a number, no UUID; within an organization the number alone is an order.
    static final Fields FIELDS =
            Fields.of(
                            "e.org_id",
                            "-id",
                            Field.number("id", "e.sequence").sorted(),
                            Field.time("at", "e.at"),
                            Field.text("actor", "lower(e.actor) collate \"C\""),
                            Field.text("label", "lower(e.label) collate \"C\""),
                            Field.text("verb", "lower(e.verb) collate \"C\""),
                            Field.text("subject", "lower(e.subject) collate \"C\""),
                            Field.text("address", "e.address collate \"C\""))
                    .searchedIn("e.label || ' ' || e.verb || ' ' || e.subject || ' ' || e.detail");

    private static final Sql FROM = Sql.of("from audit_entries e where true");
    private static final String CEF = "cef";
    private static final String HEAD_MALFORMED = "organizations.audit.head.malformed";

    /** What people look for, and how it is asked. */
    private static final List<List<String>> FACETS =
            List.of(
                    List.of("week", "at:>-7d"),
                    List.of("logins", "verb:login*"),
                    List.of("rights", "verb:member.*"),
                    List.of("keys", "verb:key.*"));

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "at",
                    "actor",
                    "label",
                    "verb",
                    "subject",
                    "detail",
                    "address",
                    "before",
                    "after",
                    "previous",
                    "hash");

    private final Desk desk;
    private final Database database;
    private final Audit audit;
    private final Messages messages;

    public AuditPages(Desk desk, Database database, Audit audit, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.audit = audit;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param problem why the query could not be read
     * @param head the end of the chain, null where nothing was done yet
     * @param former the head that somebody kept and typed
     * @param verified what came of reading the whole record, null where nobody asked
     */
    public record AuditList(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            List<Parts.Choice> facets,
            muster.web.Page<Entry> entries,
            @Nullable String head,
            Parts.Field former,
            @Nullable Verified verified)
            implements Reply.Page {}

    /** What came of reading the whole record. */
    public record Verified(boolean holds, String text) {}

    /** The same for programs. */
    private record Read(
            boolean holds,
            long sequence,
            String hash,
            long keyedFrom,
            @Nullable String flaw,
            @Nullable Long entry) {
        static Read of(Verification one) {
            var flaw = one.flaw();
            return new Read(
                    one.holds(),
                    one.head().sequence(),
                    one.head().hash(),
                    one.keyedFrom(),
                    flaw == null ? null : flaw.kind().word(),
                    flaw == null ? null : flaw.entry());
        }
    }

    public void pages(Routes routes) {
        routes.get("/", desk.member(AUDIT_READ, this::page))
                .get("/head", desk.member(AUDIT_READ, this::download));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(AUDIT_READ, this::list).listing().asking("format"))
                .get("/head", desk.member(AUDIT_READ, _ -> Reply.Json.ok(head())))
                .get("/verification", desk.member(AUDIT_READ, this::verify).asking("head"));
    }

    private Reply page(Request request) {
        var asked = Asked.of(request, FIELDS);
        var query = asked.query();
        return exported(request, query).orElseGet(() -> page(request, asked));
    }

    private Reply page(Request request, Asked asked) {
        var typed = request.query("head").orElse("");
        var former = Head.of(typed);
        var malformed = former.isEmpty() && !typed.isBlank();
        var query = asked.query();
        return new AuditList(
                SettingsTabs.of(request, messages, "/audit"),
                query,
                asked.problem(),
                facets(query.links()),
                entries(query),
                audit.head().map(Head::toString).orElse(null),
                new Parts.Field(typed, malformed ? messages.text(HEAD_MALFORMED) : null),
                request.query("verify").isPresent() && !malformed
                        ? verified(audit.verify(former))
                        : null);
    }

    private Verified verified(Verification one) {
        var flaw = one.flaw();
        if (flaw != null) {
            var word = "organizations.audit.flaw." + flaw.kind().word();
            return new Verified(false, messages.text(word, flaw.entry()));
        }
        var held = messages.text("organizations.audit.holds", one.head().sequence());
        return new Verified(
                true,
                one.keyedFrom() > 1
                        ? held + " " + messages.text("organizations.audit.keyed", one.keyedFrom())
                        : held);
    }

    private List<Parts.Choice> facets(QueryLinks links) {
        return FACETS.stream()
                .map(one ->
                        links.choice(
                                messages.text("organizations.audit." + one.getFirst()),
                                one.getLast()))
                .toList();
    }

    private Reply list(Request request) {
        var query = Asked.of(request, FIELDS).query();
        return exported(request, query).orElseGet(() -> Reply.Json.ok(entries(query)));
    }

    private Reply verify(Request request) {
        var former = request.query("head").map(this::head);
        return Reply.Json.ok(Read.of(audit.verify(former)));
    }

    private Head head(String typed) {
        return Head.of(typed)
                .orElseThrow(() -> Problem.badRequest("head: " + messages.text(HEAD_MALFORMED)));
    }

    private Head head() {
        return audit.head().orElseThrow(Problem::notFound);
    }

    /** To be kept where nobody who could change the record gets at it. */
    private Reply download(Request request) {
        var text = "%s %s %s%n".formatted(request.organization().slug(), head(), request.now());
        return new Reply.File(
                "audit-head.txt",
                "text/plain; charset=utf-8",
                out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<Reply> exported(Request request, Query query) {
        if (request.query("format").filter(CEF::equals).isPresent()) {
            return Optional.of(
                    Exports.lines(request, "audit.cef", this::each, query, database, Cef::line));
        }
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "audit", COLUMNS, this::each, query, database, AuditPages::cells));
    }

    private Page<Entry> entries(Query query) {
        return query.page(database, Audit.SELECT, FROM, Audit::entry);
    }

    private void each(Query query, Consumer<Entry> receiver) {
        query.each(database, Audit.SELECT, FROM, row -> receiver.accept(Audit.entry(row)));
    }

    private static @Nullable Object[] cells(Entry one) {
        return new @Nullable Object[] {
            one.sequence(),
            one.at(),
            one.actor(),
            one.label(),
            one.verb(),
            one.subject(),
            one.detail(),
            one.address(),
            one.before(),
            one.after(),
            one.previous(),
            one.hash()
        };
    }
}
