package muster.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import muster.audit.Audit;
import muster.database.Database;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.web.Visitor.Organization;
import org.jspecify.annotations.Nullable;

/**
 * Where every request stops on its way to a handler: who is it, for which organization, may they,
 * and then one transaction around the handler. What a handler answers is sent after the commit.
 */
public final class Desk {
    /** For so long after somebody has shown who they are, nobody else sits at their desk. */
    static final Duration FRESH_MAX = Duration.ofMinutes(15);

    private final Database database;
    private final Visitors visitors;
    private final Clock clock;

    public Desk(Database database, Visitors visitors, Clock clock) {
        this.database = database;
        this.visitors = visitors;
        this.clock = clock;
    }

    /** Lets everybody in; the handler opens the transactions it needs. */
    public Way anyone(Handler handler) {
        return new Way(Door.ANYONE, null, handler);
    }

    /** Lets in people and programs, whoever has shown who they are, into no organization. */
    public Way known(Handler handler) {
        return new Way(Door.KNOWN, null, handler);
    }

    /** Lets in who is signed in; the transaction shows a person their own rows. */
    public Way person(Handler handler) {
        return new Way(Door.PERSON, null, handler);
    }

    /** Lets in who is signed in; the handler opens the transactions it needs. */
    public Way account(Handler handler) {
        return new Way(Door.ACCOUNT, null, handler);
    }

    /** Lets in members and keys of the organization in the path that have this permission. */
    public Way member(Permission permission, Handler handler) {
        return new Way(Door.MEMBER, permission, handler);
    }

    /**
     * Lets in programs whose key may do this, and collectors that sign; the organization is the
     * key's.
     */
    public Way collector(Permission permission, Handler handler) {
        return new Way(Door.COLLECTOR, permission, handler);
    }

    /** Lets in collectors that sign, and nobody else: {@link Request#collector} is who. */
    public Way signed(Handler handler) {
        return new Way(Door.SIGNED, null, handler);
    }

    /** The same, with or without the certificate that the organization wants to see. */
    public Way renewing(Handler handler) {
        return new Way(Door.RENEWING, null, handler);
    }

    /** Takes note that a collector's signature was borne out by what it sent. */
    void proven(Visitor.Collector collector) {
        visitors.proven(collector);
    }

    /** Takes note that something came in a collector's name that did not prove to be its own. */
    void disproven(Visitor.Collector collector, Flaw flaw) {
        visitors.disproven(collector, flaw);
    }

    /** Who shows these credentials. */
    Visitor visitor(Visitors.Credentials credentials) {
        return visitors.of(credentials);
    }

    /** Passes a request to its handler, if it may go there. */
    Reply serve(
            RouteTree.Match match,
            Map<String, String> query,
            Visitor visitor,
            Incoming incoming,
            Consumer<Request> known) {
        var route = match.route();
        incoming.becomesKnown(visitor);
        var organization = organization(match, visitor);
        var request = new Request(match, query, visitor, organization, incoming, clock);
        known.accept(request);
        // What anyone may do needs no session, so a forged session would gain nothing; and a form
        // that was opened before signing in elsewhere still works.
        if (route.changes() && route.door() != Door.ANYONE) {
            refuseForgery(request);
        }
        check(request);
        if (isFormer(match, organization)) {
            return moved(route, incoming, organization.orElseThrow());
        }
        if (route.changes() && route.way().transaction()) {
            // However slowly it comes: a connection to the database waits for nobody's bytes.
            receive(route, request, incoming);
        }
        return Audit.from(
                request.address(),
                () -> {
                    var handler = route.way().handler().prepared(request);
                    return inTransaction(request, () -> handler.handle(request));
                });
    }

    private static void receive(Route route, Request request, Incoming incoming) {
        var bytesMax = route.input().bytesMax();
        if (route.way().handler() instanceof Handler.InSteps) {
            // Its first step reads them, and may have something to say of what it cannot.
            incoming.sent(bytesMax);
        } else {
            request.body(bytesMax);
        }
    }

    /** Whether these credentials still open this route; asked again while a page listens. */
    boolean stillOpens(RouteTree.Match match, Visitors.Credentials credentials) {
        try {
            var visitor = visitors.of(credentials);
            var permission = match.route().permission();
            return permission == null || may(visitor, organization(match, visitor), permission);
        } catch (Problem lost) {
            return false;
        }
    }

    static boolean may(
            Visitor visitor, Optional<Organization> organization, Permission permission) {
        return switch (visitor) {
            // Only the demo organization gets this far without a member.
            case Visitor.Anonymous() -> organization.isPresent() && isForEverybody(permission);
            // A key's scopes are for its own organization; in the demo's it only looks.
            case Visitor.Program program ->
                    organization.filter(program.organization()::equals).isPresent()
                            ? program.scopes().contains(permission)
                            : organization.isPresent() && isForEverybody(permission);
            case Visitor.Collector collector ->
                    organization.filter(collector.organization()::equals).isPresent()
                            && Visitor.Collector.PERMISSIONS.contains(permission);
            case Visitor.SignedIn person ->
                    organization
                                    .flatMap(one -> person.in(one.slug()))
                                    .map(one ->
                                            one.demand().isEmpty() && one.role().may(permission))
                                    .orElse(organization.isPresent() && isForEverybody(permission))
                            && person.scopes().contains(permission);
        };
    }

    /** What strangers may do in the demo organization: look, but not at who is in it. */
    private static boolean isForEverybody(Permission permission) {
        return Role.VIEWER.may(permission) && permission != Permission.MEMBERS_READ;
    }

    private Optional<Organization> organization(RouteTree.Match match, Visitor visitor) {
        return switch (match.route().door()) {
            case ANYONE, KNOWN, PERSON, ACCOUNT -> Optional.empty();
            case COLLECTOR -> Optional.of(ofKey(visitor));
            case SIGNED, RENEWING -> Optional.of(ofSignature(visitor));
            case MEMBER ->
                    Optional.of(
                            match.route().alias()
                                    ? ofKey(visitor)
                                    : named(match.parameters().get("org"), visitor));
        };
    }

    // A page by the name that the organization had: the browser goes on to the one it has.
    private static boolean isFormer(RouteTree.Match match, Optional<Organization> organization) {
        var name = match.parameters().get("org");
        return match.route().face() == Route.Face.PAGE
                && !match.route().changes()
                && name != null
                && organization.filter(one -> !one.slug().equals(name)).isPresent();
    }

    private static Reply moved(Route route, Incoming incoming, Organization organization) {
        var path = new StringBuilder();
        var sent = Route.segments(incoming.path()).iterator();
        for (var segment : Route.segments(route.path()).toList()) {
            var value = sent.next();
            path.append('/').append(segment.equals("{org}") ? organization.slug() : value);
        }
        return Reply.Moved.to(path + incoming.query());
    }

    private static Organization ofKey(Visitor visitor) {
        return switch (visitor) {
            case Visitor.Program program -> program.organization();
            case Visitor.Collector collector -> collector.organization();
            case Visitor.Anonymous _, Visitor.SignedIn _ ->
                    throw Problem.unauthorized(
                            "this address needs an API key: Authorization: Bearer mst_key_…");
        };
    }

    private static Organization ofSignature(Visitor visitor) {
        if (visitor instanceof Visitor.Collector collector) {
            return collector.organization();
        }
        throw Problem.unauthorized("this address is for collectors, which sign what they send");
    }

    private Organization named(@Nullable String slugOrId, Visitor visitor) {
        var name = slugOrId == null ? "" : slugOrId;
        var own =
                switch (visitor) {
                    case Visitor.Program program ->
                            Optional.of(program.organization())
                                    .filter(one -> one.is(name) || isNow(name, one));
                    case Visitor.SignedIn person ->
                            person.in(name)
                                    .or(() -> visitors.formerly(name).flatMap(person::in))
                                    .map(Visitor.Membership::organization);
                    case Visitor.Anonymous _, Visitor.Collector _ -> Optional.<Organization>empty();
                };
        return own.or(() -> visitors.demo().filter(one -> one.is(name)))
                .orElseThrow(() -> strangers(visitor));
    }

    /** Whether this is what the organization was once called: programs know it by that for ever. */
    private boolean isNow(String formerName, Organization organization) {
        return visitors.formerly(formerName).filter(organization::is).isPresent();
    }

    private static Problem strangers(Visitor visitor) {
        return visitor instanceof Visitor.Anonymous
                ? Problem.unauthorized("sign in, or send a key")
                : Problem.notFound();
    }

    // A session comes with every request a browser makes, also those another site makes it send.
    // A key or token does not: whoever sends one means it.
    private static void refuseForgery(Request request) {
        if (!(request.visitor() instanceof Visitor.SignedIn person) || person.session().isEmpty()) {
            return;
        }
        if (!Csrf.matches(person.csrf(), request)) {
            throw Problem.forbidden(
                    "this form is out of date: open the page again (or send X-CSRF-Token)");
        }
    }

    private static void check(Request request) {
        var route = request.route();
        var personal = route.door() == Door.PERSON || route.door() == Door.ACCOUNT;
        var anonymous = request.visitor() instanceof Visitor.Anonymous;
        if (anonymous && (personal || route.door() == Door.KNOWN)) {
            throw Problem.unauthorized(personal ? "sign in first" : "sign in, or send a key");
        } else if (personal && !(request.visitor() instanceof Visitor.SignedIn)) {
            throw Problem.forbidden("send a personal token (mst_pat_…): a key is no person's");
        }
        if (request.visitor() instanceof Visitor.SignedIn person) {
            check(request, person);
        }
        if (personal && route.changes() && isNarrow(request.visitor())) {
            throw Problem.forbidden(
                    "the scopes of this token do not reach its person's account: sign in instead");
        }
        var permission = route.permission();
        if (permission != null && !request.may(permission)) {
            throw Problem.forbidden("this needs the permission " + permission.word());
        }
    }

    private static void check(Request request, Visitor.SignedIn person) {
        var route = request.route();
        var personal = route.door() == Door.PERSON || route.door() == Door.ACCOUNT;
        if (personal && person.isBound() && !route.has(Clause.BOUND)) {
            throw Problem.forbidden(
                    "an organization's identity provider signed you in, for that organization alone:"
                            + " sign in with a password or passkey of your own");
        }
        request.organizationIfAny()
                .flatMap(one -> person.in(one.slug()))
                .flatMap(Visitor.Membership::demand)
                .ifPresent(demand -> refuse(demand, request));
        if (route.has(Clause.FRESH)
                && person.session().filter(one -> isStale(one, request)).isPresent()) {
            throw Problem.first("show once more who you are", "/account/proof?");
        }
    }

    private static void refuse(Demand demand, Request request) {
        var slug = request.organization().slug();
        throw switch (demand) {
            case SECOND_FACTOR ->
                    Problem.first(
                            slug + " wants a second factor of its members",
                            "/account/security?wanted=%s&".formatted(slug));
            case SINGLE_SIGN_ON ->
                    Problem.first(
                            slug + " wants its members to come through its identity provider",
                            "/login/sso?organization=%s&".formatted(slug));
            case PASSKEY ->
                    // No page to go to: only another session helps, by which an alarm is raised.
                    Problem.forbidden(
                            slug
                                    + " wants its members to come through its identity provider;"
                                    + " you may come by yourself on the day that it is broken:"
                                    + " log out, and log in with your passkey");
        };
    }

    private static boolean isStale(Visitor.Session session, Request request) {
        return session.provenAt().isBefore(request.now().minus(FRESH_MAX));
    }

    /** A personal token that may do less than its person. */
    private static boolean isNarrow(Visitor visitor) {
        return visitor instanceof Visitor.SignedIn person
                && !person.scopes().containsAll(Set.of(Permission.values()));
    }

    private Reply inTransaction(Request request, Supplier<Reply> work) {
        if (!request.route().way().transaction()) {
            return work.get();
        }
        return switch (request.route().door()) {
            case ANYONE, KNOWN, ACCOUNT -> work.get();
            case PERSON -> database.asPerson(request.person().person(), work);
            case MEMBER, COLLECTOR, SIGNED, RENEWING -> inTenant(request, work);
        };
    }

    private Reply inTenant(Request request, Supplier<Reply> work) {
        Tenant tenant = request.tenant();
        return request.visitor() instanceof Visitor.SignedIn person
                ? database.inTenant(tenant, person.person(), work)
                : database.inTenant(tenant, work);
    }
}
