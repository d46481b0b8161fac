package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.Next;
import muster.identity.Origin;
import muster.web.Addresses;
import muster.web.Body;
import muster.web.Desk;
import muster.web.Json;
import muster.web.Messages;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /saml/{id}: what identity providers and the browsers they send see of a connection. */
public final class SamlPages {
    /** A response with hundreds of groups, twice encoded, has a tenth of it. */
    private static final int FORM_BYTES_MAX = 2 * 1024 * 1024;

    private static final String METADATA = "application/samlmetadata+xml";
    private static final int FORBIDDEN = 403;

    private final Desk desk;
    private final Database database;
    private final Departures departures;
    private final Arrivals arrivals;
    private final Farewells farewells;
    private final Browser browser;
    private final RateLimits limits;
    private final Messages messages;

    /** What everybody sees who is not let in, whatever the reason. */
    public record Refused(String reference) implements Reply.Page {
        @Override
        public int status() {
            return FORBIDDEN;
        }
    }

    /**
     * What came of a test: shown to the browser that began it, kept nowhere.
     *
     * @param advice what to change, null where it went well
     * @param decoded the document without signatures and secrets
     */
    public record Tested(
            @Nullable String advice,
            String reason,
            String reference,
            List<CheckRow> checks,
            String decoded,
            String back)
            implements Reply.Page {
        public Tested {
            checks = List.copyOf(checks);
        }
    }

    /** Somebody is on the way out, here already and now at the identity provider. */
    public record Farewell(String location) implements Reply.Page {}

    /** Both sides have ended the session. */
    public record SignedOut(boolean complete) implements Reply.Page {}

    SamlPages(
            Desk desk,
            Database database,
            Departures departures,
            Arrivals arrivals,
            Farewells farewells,
            Browser browser,
            RateLimits limits,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.departures = departures;
        this.arrivals = arrivals;
        this.farewells = farewells;
        this.browser = browser;
        this.limits = limits;
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/{id}/metadata", desk.anyone(this::metadata))
                .get("/{id}/login", desk.anyone(this::login).asking("next"))
                .post(
                        "/{id}/acs",
                        desk.anyone(this::arrive).fromOtherSites().taking(FORM_BYTES_MAX))
                .get("/{id}/farewell", desk.anyone(this::farewell))
                .get("/{id}/logout", desk.anyone(this::redirected))
                .post(
                        "/{id}/logout",
                        desk.anyone(this::posted).fromOtherSites().taking(FORM_BYTES_MAX));
    }

    private Reply metadata(Request request) {
        var service = allowed(request, departures::service);
        return new Reply.Text(METADATA, new String(service.metadata(), StandardCharsets.UTF_8));
    }

    private Reply login(Request request) {
        var at = located(request);
        var next = Next.of(request);
        var departure =
                departures.begin(at, Pending.Kind.SIGN_IN, next, "", false, browser.shown(request));
        return Reply.Moved.to(departure.location().toString())
                .with(browser.cookie(at.id(), departure.browser()));
    }

    private Reply arrive(Request request) {
        var at = located(request);
        var arrival =
                arrivals.of(
                        at,
                        field(request, "SAMLResponse"),
                        browser.shown(request),
                        Origin.of(request));
        return switch (arrival) {
            case Arrivals.Arrival.Entered(var token, var next) ->
                    Reply.Moved.to(next.isEmpty() ? home(at) : next)
                            .with(new Reply.Session(token.text()));
            case Arrivals.Arrival.Tested tested -> tested(at, tested);
            case Arrivals.Arrival.Refused(var reference) -> new Refused(reference);
        };
    }

    private Reply tested(Located at, Arrivals.Arrival.Tested tested) {
        return new Tested(
                tested.outcome().isEmpty() ? null : Reasons.advice(messages, tested.outcome()),
                tested.outcome(),
                tested.reference(),
                tested.verdict().checks().stream()
                        .map(check -> CheckRow.of(check, messages))
                        .toList(),
                tested.verdict().decoded(),
                home(at) + "/settings/sso/" + at.id());
    }

    private Reply farewell(Request request) {
        var at = located(request);
        return browser.shown(request)
                .flatMap(one -> farewells.waiting(at, one))
                .<Reply>map(Farewell::new)
                .orElseGet(() -> Reply.Moved.to("/login"));
    }

    private Reply redirected(Request request) {
        var at = located(request);
        return answered(
                farewells.redirected(
                        at,
                        request.rawQuery(),
                        request.query("RelayState").orElse(""),
                        browser.shown(request),
                        Origin.of(request)));
    }

    private Reply posted(Request request) {
        var at = located(request);
        var asked = field(request, "SAMLRequest");
        var form = asked.or(() -> field(request, "SAMLResponse"));
        return answered(
                farewells.posted(
                        at,
                        form.orElse(""),
                        asked.isPresent(),
                        field(request, "RelayState").orElse(""),
                        browser.shown(request),
                        Origin.of(request)));
    }

    private static Reply answered(Farewells.Outcome outcome) {
        return switch (outcome) {
            case Farewells.Outcome.Answer(var location) -> Reply.Moved.to(location.toString());
            case Farewells.Outcome.Over(var complete) -> new SignedOut(complete);
            case Farewells.Outcome.Refused(var reference) -> new Refused(reference);
        };
    }

    private Located located(Request request) {
        return allowed(request, departures::find);
    }

    private <T> T allowed(Request request, Function<UUID, Optional<T>> finder) {
        limits.require(
                RateLimit.SINGLE_SIGN_ON_BY_ADDRESS,
                Addresses.group(request.address()),
                "sign-ins");
        return finder.apply(request.id("id")).orElseThrow(Problem::notFound);
    }

    /** A field of what a stranger's page made a browser send; nothing where it cannot be read. */
    private static Optional<String> field(Request request, String name) {
        try {
            var body = request.body(FORM_BYTES_MAX);
            return body.isForm() ? body.form().first(name) : Optional.empty();
        } catch (Body.TooLarge | Body.Unsupported | Body.Malformed | Json.Malformed unreadable) {
            return Optional.empty();
        }
    }

    private String home(Located at) {
        return database.inTenant(
                        at.tenant(),
                        () ->
                                database.first(
                                        Sql.of(
                                                "select slug from organizations where org_id = tenant()"),
                                        SamlPages::slug))
                .map(slug -> "/o/" + slug)
                .orElse("/orgs");
    }

    private static String slug(Row row) {
        return row.text("slug");
    }
}
