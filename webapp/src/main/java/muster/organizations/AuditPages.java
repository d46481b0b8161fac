package muster.organizations;

import static muster.tenancy.Permission.AUDIT_READ;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import muster.audit.Audit;
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
                            Field.text("subject", "lower(e.subject) collate \"C\""))
                    .searchedIn("e.label || ' ' || e.verb || ' ' || e.subject || ' ' || e.detail");

    private static final Sql FROM = Sql.of("from audit_entries e where true");
    private static final String THIS_WEEK = "at:>-7d";
    private static final List<String> COLUMNS =
            List.of("id", "at", "actor", "label", "verb", "subject", "detail", "previous", "hash");

    private final Desk desk;
    private final Database database;
    private final Messages messages;

    public AuditPages(Desk desk, Database database, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.messages = messages;
    }

    /** The page; {@code problem} says why the query could not be read. */
    public record AuditList(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            List<Parts.Choice> facets,
            muster.web.Page<Audit.Entry> entries)
            implements Reply.Page {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(AUDIT_READ, this::page));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(AUDIT_READ, this::list).listing().asking("format"));
    }

    private Reply page(Request request) {
        var asked = Asked.of(request, FIELDS);
        var query = asked.query();
        return exported(request, query)
                .orElseGet(() ->
                        new AuditList(
                                SettingsTabs.of(request, messages, "/audit"),
                                query,
                                asked.problem(),
                                facets(query.links()),
                                entries(query)));
    }

    private List<Parts.Choice> facets(QueryLinks links) {
        return List.of(links.choice(messages.text("organizations.audit.week"), THIS_WEEK));
    }

    private Reply list(Request request) {
        var query = Asked.of(request, FIELDS).query();
        return exported(request, query).orElseGet(() -> Reply.Json.ok(entries(query)));
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "audit", COLUMNS, this::each, query, database, AuditPages::cells));
    }

    private Page<Audit.Entry> entries(Query query) {
        return query.page(database, Audit.SELECT, FROM, Audit::entry);
    }

    private void each(Query query, Consumer<Audit.Entry> receiver) {
        query.each(database, Audit.SELECT, FROM, row -> receiver.accept(Audit.entry(row)));
    }

    private static @Nullable Object[] cells(Audit.Entry one) {
        return new @Nullable Object[] {
            one.sequence(),
            one.at(),
            one.actor(),
            one.label(),
            one.verb(),
            one.subject(),
            one.detail(),
            one.previous(),
            one.hash()
        };
    }
}
