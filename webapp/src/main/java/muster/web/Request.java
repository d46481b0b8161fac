package muster.web;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import muster.tenancy.Actor;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.tenancy.Tenant;

/** One request as a handler sees it: who asks, for which organization, and with what. */
public final class Request {
    private final Route route;
    private final Map<String, String> parameters;
    private final Map<String, String> query;
    private final Visitor visitor;
    private final Optional<Visitor.Organization> organization;
    private final Incoming incoming;
    private final Clock clock;

    Request(
            RouteTree.Match match,
            Map<String, String> query,
            Visitor visitor,
            Optional<Visitor.Organization> organization,
            Incoming incoming,
            Clock clock) {
        this.route = match.route();
        this.parameters = match.parameters();
        this.query = query;
        this.visitor = visitor;
        this.organization = organization;
        this.incoming = incoming;
        this.clock = clock;
    }

    public Route route() {
        return route;
    }

    /** Whether a program asks, not a browser. */
    public boolean isApi() {
        return route.face() == Route.Face.API;
    }

    /** A parameter of the path. */
    public String parameter(String name) {
        var value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException(route.path() + " has no {" + name + "}");
        }
        return value;
    }

    /** A parameter of the path that is an id; what is no id names nothing. */
    public UUID id(String name) {
        var text = parameter(name);
        try {
            var id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException notAnId) {
            // Falls through to the same answer as an id of somebody else.
        }
        throw Problem.notFound();
    }

    /** A value of the query string. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** Everything in the query string; the first value where a name comes twice. */
    public Map<String, String> queries() {
        return query;
    }

    /** The query string as it was sent, without its question mark, for what is signed. */
    public String rawQuery() {
        var sent = incoming.query();
        return sent.isEmpty() ? "" : sent.substring(1);
    }

    /** The body, a form or JSON, as the record that an endpoint's route says it reads. */
    public <R extends Record> R body(Class<R> type) {
        if (isApi() && !type.equals(route.input().record())) {
            throw new IllegalStateException(route.path() + " does not say that it reads " + type);
        }
        return incoming.body(route.input().bytesMax()).as(type);
    }

    /** The body, for handlers that take more than a form, or need it as it was sent. */
    public Body body(int bytesMax) {
        return incoming.body(bytesMax);
    }

    /** One field of a form; nothing where the body is none. */
    Optional<String> field(String name) {
        return incoming.field(name, route.input().bytesMax());
    }

    public Optional<String> header(String name) {
        return incoming.header(name);
    }

    public Optional<String> cookie(String name) {
        return incoming.cookie(name);
    }

    /** Where the request comes from, behind trusted proxies or not. */
    public String address() {
        return incoming.address();
    }

    public Visitor visitor() {
        return visitor;
    }

    public Actor actor() {
        return visitor.actor();
    }

    /** The person who asks. */
    public Visitor.SignedIn person() {
        if (visitor instanceof Visitor.SignedIn person) {
            return person;
        }
        throw Problem.unauthorized("this is for people, not for keys");
    }

    public Tenant tenant() {
        return new Tenant(organization().id());
    }

    public Visitor.Organization organization() {
        return organization.orElseThrow(
                () -> new IllegalStateException(route.path() + " belongs to no organization"));
    }

    Optional<Visitor.Organization> organizationIfAny() {
        return organization;
    }

    /** Whether the visitor could do this here; for showing a button or not. */
    public boolean may(Permission permission) {
        return Desk.may(visitor, organization, permission);
    }

    /** The collector that signed this. */
    public Visitor.Collector collector() {
        if (visitor instanceof Visitor.Collector collector) {
            return collector;
        }
        throw Problem.unauthorized("this is for collectors, which sign what they send");
    }

    /** The visitor's role here, where they have one. */
    public Optional<Role> role() {
        return visitor instanceof Visitor.SignedIn person && organization.isPresent()
                ? person.in(organization.get().slug()).map(Visitor.Membership::role)
                : Optional.empty();
    }

    public Instant now() {
        return clock.instant();
    }

    /** This address with another id in it, for what can be found there from now on. */
    public Problem movedTo(String id, String otherId) {
        return Problem.moved(incoming.path().replace(id, otherId) + incoming.query());
    }

    /** The path of a page of this organization, such as {@code /o/acme/devices}. */
    public String path(String rest) {
        return "/o/" + organization().slug() + rest;
    }
}
