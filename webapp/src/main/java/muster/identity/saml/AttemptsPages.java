package muster.identity.saml;

import static muster.tenancy.Permission.SSO_READ;

import java.util.List;
import java.util.Optional;
import muster.database.Database;
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
import muster.web.Tabs;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/sso-attempts and /api/v1/orgs/{org}/saml/attempts */
public final class AttemptsPages {
    private static final String SEGMENT = "/sso";
    private static final String REFUSED = "result:refused";
    private static final List<String> COLUMNS =
            List.of("id", "at", "result", "reason", "reference", "address");

    private final Desk desk;
    private final Database database;
    private final Attempts attempts;
    private final Messages messages;
    private final Tabs tabs;

    /** The page; {@code problem} says why the query could not be read. */
    public record AttemptList(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            List<Parts.Choice> facets,
            muster.web.Page<Row> attempts,
            String home)
            implements Reply.Page {
        public AttemptList {
            tabs = List.copyOf(tabs);
            facets = List.copyOf(facets);
        }
    }

    /**
     * One of them as people read it.
     *
     * @param advice what to change at the identity provider; empty where all went well
     */
    public record Row(Attempts.Attempt attempt, String advice) {}

    /** One of them with all that was looked at. */
    public record AttemptOf(
            List<Parts.Choice> tabs,
            Attempts.Attempt attempt,
            String advice,
            List<CheckRow> checks,
            String home)
            implements Reply.Page {
        public AttemptOf {
            tabs = List.copyOf(tabs);
            checks = List.copyOf(checks);
        }

        @Override
        public Object json() {
            return attempt;
        }
    }

    AttemptsPages(Desk desk, Database database, Attempts attempts, Messages messages, Tabs tabs) {
        this.desk = desk;
        this.database = database;
        this.attempts = attempts;
        this.messages = messages;
        this.tabs = tabs;
    }

    public void pages(Routes routes) {
        routes.get("/", desk.member(SSO_READ, this::page))
                .get("/{id}", desk.member(SSO_READ, this::one));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(SSO_READ, this::list).listing().asking("format"))
                .get("/{id}", desk.member(SSO_READ, this::one));
    }

    private Reply page(Request request) {
        var asked = Asked.of(request, Attempts.FIELDS);
        var query = asked.query();
        return exported(request, query)
                .orElseGet(() ->
                        new AttemptList(
                                tabs.of(request, SEGMENT),
                                query,
                                asked.problem(),
                                List.of(
                                        query.links()
                                                .choice(
                                                        messages.text(
                                                                "identity.sso.attempts.refused"),
                                                        REFUSED)),
                                attempts.matching(query).map(this::row),
                                home(request)));
    }

    private Row row(Attempts.Attempt one) {
        return new Row(one, Reasons.advice(messages, one.reason()));
    }

    private Reply one(Request request) {
        var found = attempts.find(request.id("id")).orElseThrow(Problem::notFound);
        return new AttemptOf(
                tabs.of(request, SEGMENT),
                found,
                Reasons.advice(messages, found.reason()),
                found.checks().stream().map(line -> CheckRow.of(line, messages)).toList(),
                home(request));
    }

    private Reply list(Request request) {
        var query = Asked.of(request, Attempts.FIELDS).query();
        return exported(request, query).orElseGet(() -> Reply.Json.ok(attempts.matching(query)));
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "sign-ins",
                                COLUMNS,
                                attempts::each,
                                query,
                                database,
                                AttemptsPages::cells));
    }

    private static @Nullable Object[] cells(Attempts.Attempt one) {
        return new @Nullable Object[] {
            one.id(), one.at(), one.result(), one.reason(), one.reference(), one.address()
        };
    }

    private static String home(Request request) {
        return request.path("/settings/sso");
    }
}
