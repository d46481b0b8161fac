package muster.identity.oidc;

import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.identity.Next;
import muster.identity.Origin;
import muster.identity.People;
import muster.identity.Sessions;
import muster.identity.SignIns;
import muster.identity.factors.SecondStepPages;
import muster.identity.factors.SecondSteps;
import muster.tenancy.Authentication;
import muster.tenancy.Tenant;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;

/** /login/oidc: to a provider and back, be it the installation's or an organization's. */
public final class OidcPages {
    static final String COOKIE = "muster-oidc";

    private static final int BAD_REQUEST = 400;
    private static final int QUERY_LETTERS_MAX = 4_000;
    private static final System.Logger LOG = System.getLogger(OidcPages.class.getName());

    private final Desk desk;
    private final Database database;
    private final Oidc oidc;
    private final SignIns signIns;
    private final SecondSteps steps;
    private final RateLimits limits;

    /** Whom to ask, and for which organization, if it is one's own. */
    private record Source(Provider provider, Optional<Tenant> tenant) {}

    public OidcPages(
            Desk desk,
            Database database,
            Oidc oidc,
            SignIns signIns,
            SecondSteps steps,
            RateLimits limits) {
        this.desk = desk;
        this.database = database;
        this.oidc = oidc;
        this.signIns = signIns;
        this.steps = steps;
        this.limits = limits;
    }

    /** It did not work: all that the outside learns. Why stands in the log, by this reference. */
    public record Failed(String reference) implements Reply.Page {
        @Override
        public int status() {
            return BAD_REQUEST;
        }
    }

    /**
     * The provider told who it is, but the account opens nothing here yet.
     *
     * @param taken whether somebody signs in with this address in another way
     */
    public record Unconnected(String provider, String label, boolean taken) implements Reply.Page {}

    public void routing(Routes routes) {
        routes.get("/{provider}", desk.anyone(this::ask).asking("next"))
                .get(
                        "/{provider}/callback",
                        desk.anyone(this::answer)
                                .asking("state", "code", "iss", "error", "error_description"));
    }

    private Reply ask(Request request) {
        return asked(request, new Questions.Question(Optional.empty(), Next.of(request)));
    }

    /** Sends the browser of this request to the provider that its path names. */
    Reply asked(Request request, Questions.Question question) {
        limit(request);
        var source = source(request);
        try {
            var asked = oidc.dialogue.ask(source.provider(), request.cookie(COOKIE), question);
            return Reply.Moved.to(asked.question().toString())
                    .with(
                            new Reply.OfPage(
                                    COOKIE,
                                    asked.browser().text(),
                                    "/login/oidc/" + source.provider().name(),
                                    Questions.LIFE));
        } catch (Refused refused) {
            return failed(source, refused, request);
        }
    }

    private Reply answer(Request request) {
        limit(request);
        var source = source(request);
        try {
            var answer =
                    new Dialogue.Answer(
                            query(request, "state"),
                            query(request, "code"),
                            query(request, "error"),
                            request.query("iss"));
            var answered =
                    oidc.dialogue.answered(source.provider(), request.cookie(COOKIE), answer);
            return source.tenant().isPresent()
                    ? ofOrganization(source.tenant().get(), answered, request)
                    : ofPerson(source.provider(), answered, request);
        } catch (Refused refused) {
            return failed(source, refused, request);
        }
    }

    private void limit(Request request) {
        limits.require(
                RateLimit.PROVIDER_BY_ADDRESS, Addresses.group(request.address()), "sign-ins");
    }

    private static String query(Request request, String name) {
        return request.query(name).filter(it -> it.length() <= QUERY_LETTERS_MAX).orElse("");
    }

    private Source source(Request request) {
        var name = request.parameter("provider");
        return oidc.providers.stream()
                .filter(one -> one.name().equals(name))
                .map(one -> new Source(one, Optional.empty()))
                .findFirst()
                .or(() -> connection(name))
                .orElseThrow(Problem::notFound);
    }

    private Optional<Source> connection(String name) {
        try {
            var id = UUID.fromString(name);
            return database.atDoor(() -> oidc.connections.owner(id))
                    .flatMap(tenant ->
                            database.inTenant(tenant, oidc.connections::provider)
                                    .filter(one -> one.name().equals(name))
                                    .map(one -> new Source(one, Optional.of(tenant))));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private Reply ofOrganization(Tenant tenant, Dialogue.Answered answered, Request request)
            throws Refused {
        var person = oidc.members.settled(tenant, answered.vouched());
        database.inTenant(
                tenant,
                () -> {
                    oidc.attempts.accepted(request.address());
                    return tenant;
                });
        var bound = Sessions.Beginning.bound(Authentication.OIDC, tenant.id(), Optional.empty());
        var begun = signIns.begin(person, bound, Origin.of(request));
        var next = answered.question().next();
        return Reply.Moved.to(next.isEmpty() ? "/orgs?to=last" : next).with(begun.cookies());
    }

    private Reply ofPerson(Provider provider, Dialogue.Answered answered, Request request)
            throws Refused {
        var question = answered.question();
        var vouched = answered.vouched();
        var outcome =
                question.person().isPresent()
                        ? oidc.signIn.connected(
                                provider, vouched, asker(question.person().get(), request))
                        : oidc.signIn.settled(provider, vouched);
        return switch (outcome) {
            case PersonSignIn.Outcome.Known(var person) ->
                    in(person, question.next(), "/orgs?to=last", request);
            case PersonSignIn.Outcome.New(var person) ->
                    in(person, question.next(), "/orgs/new", request);
            case PersonSignIn.Outcome.Connected() ->
                    Reply.Moved.to("/account/connections?after=connected");
            case PersonSignIn.Outcome.Taken() ->
                    new Unconnected(provider.title(), vouched.label(), true);
            case PersonSignIn.Outcome.NoAddress() ->
                    new Unconnected(provider.title(), vouched.label(), false);
        };
    }

    // Somebody else may sit at this browser by now.
    private static UUID asker(UUID person, Request request) throws Refused {
        if (request.visitor() instanceof Visitor.SignedIn now && now.person().equals(person)) {
            return person;
        }
        throw new Refused(Reason.STATE_UNKNOWN, "who wanted to connect it is signed out");
    }

    // The one place where a person has shown the first factor here; a second one goes in between.
    private Reply in(People.Person person, String next, String otherwise, Request request) {
        var outcome = steps.after(person, Authentication.OIDC, Origin.of(request));
        return SecondStepPages.reply(outcome, next.isEmpty() ? otherwise : next);
    }

    private Reply failed(Source source, Refused refused, Request request) {
        var reference = oidc.attempts.reference();
        if (source.tenant().isPresent()) {
            database.inTenant(
                    source.tenant().get(),
                    () -> {
                        oidc.attempts.refused(refused, reference, request.address());
                        return reference;
                    });
        } else {
            LOG.log(
                    System.Logger.Level.INFO,
                    "sign-in through {0} failed, reference {1}: {2} ({3})",
                    source.provider().name(),
                    reference,
                    refused.reason().word(),
                    refused.detail());
        }
        return new Failed(reference);
    }
}
