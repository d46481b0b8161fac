package muster.identity.saml;

import static muster.tenancy.Permission.SSO_READ;
import static muster.tenancy.Permission.SSO_WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import muster.database.Database;
import muster.identity.Faults;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Handler;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.ShortList;
import muster.web.Tabs;
import muster.web.Way;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/sso and /api/v1/orgs/{org}/saml */
public final class ConnectionsPages {
    /** The largest description there may be, with every letter of it escaped in JSON. */
    private static final int BYTES_MAX = 3 * Metadata.BYTES_MAX;

    private static final String SEGMENT = "/sso";
    private static final String PAGE = "/settings/sso";
    private static final ShortList<Shown> LIST =
            ShortList.<Shown>of(one -> one.id().toString())
                    .text("name", Shown::name)
                    .text("idp_entity_id", Shown::idpEntityId);

    private final Desk desk;
    private final Database database;
    private final Connections connections;
    private final Changes changes;
    private final Departures departures;
    private final Browser browser;
    private final RateLimits limits;
    private final Messages messages;
    private final Tabs tabs;

    /**
     * The page of all connections, with the steps to another.
     *
     * @param next our side of the next one, null for who may add none
     */
    public record SignOn(
            List<Parts.Choice> tabs,
            List<Shown> connections,
            @Nullable Side next,
            Form form,
            boolean mayChange,
            String home)
            implements Reply.Page {
        public SignOn {
            tabs = List.copyOf(tabs);
            connections = List.copyOf(connections);
        }

        @Override
        public int status() {
            return form.problem() == null ? 200 : Faults.STATUS;
        }
    }

    /** What an administrator copies to the identity provider. */
    public record Side(String entityId, String acsUrl, String metadataUrl) {
        static Side of(ServiceProvider service) {
            return new Side(service.entityId(), service.assertionConsumer(), service.entityId());
        }
    }

    /** The form of a connection; {@code problem} is null when nothing is wrong. */
    public record Form(
            String metadataXml,
            String metadataUrl,
            List<Parts.Option> newcomers,
            List<Parts.Option> roles,
            List<Parts.Option> beginners,
            @Nullable String problem) {
        public Form {
            newcomers = List.copyOf(newcomers);
            roles = List.copyOf(roles);
            beginners = List.copyOf(beginners);
        }
    }

    /** One connection. */
    public record SignOnConnection(
            List<Parts.Choice> tabs,
            Shown connection,
            Form form,
            String rotation,
            boolean mayChange,
            boolean saved,
            String home)
            implements Reply.Page {
        public SignOnConnection {
            tabs = List.copyOf(tabs);
        }

        @Override
        public int status() {
            return form.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private interface Change {
        Connection make(Wanted wanted) throws MetadataSource.Unusable;
    }

    ConnectionsPages(
            Desk desk,
            Database database,
            Connections connections,
            Changes changes,
            Departures departures,
            Browser browser,
            RateLimits limits,
            Messages messages,
            Tabs tabs) {
        this.desk = desk;
        this.database = database;
        this.connections = connections;
        this.changes = changes;
        this.departures = departures;
        this.browser = browser;
        this.limits = limits;
        this.messages = messages;
        this.tabs = tabs;
    }

    public void pages(Routes routes) {
        routes.get("/", desk.member(SSO_READ, request -> all(request, null, null)))
                .post("/", desk.member(SSO_WRITE, this::add).taking(BYTES_MAX).alone().fresh())
                .get("/{id}", desk.member(SSO_READ, request -> one(request, null, null)))
                .post(
                        "/{id}",
                        desk.member(SSO_WRITE, this::change).taking(BYTES_MAX).alone().fresh())
                .get("/{id}/test", desk.member(SSO_WRITE, this::test).alone())
                .post("/{id}/rotation", desk.member(SSO_WRITE, this::rotate).alone().fresh())
                .post("/{id}/removal", desk.member(SSO_WRITE, this::remove).alone().fresh());
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(SSO_READ, this::list).listing())
                .put("/", changing(this::put))
                .post("/", changing(this::add))
                .delete("/", desk.member(SSO_WRITE, this::removeFirst).alone().fresh())
                .put("/{id}", changing(this::change))
                .delete("/{id}", desk.member(SSO_WRITE, this::remove).alone().fresh());
    }

    private Way changing(Handler handler) {
        return desk.member(SSO_WRITE, handler)
                .reading(Wanted.class)
                .taking(BYTES_MAX)
                .alone()
                .fresh();
    }

    private Reply list(Request request) {
        return Reply.Json.ok(
                LIST.page(
                        request,
                        connections.all().stream()
                                .map(one -> Shown.of(one, request.now()))
                                .toList()));
    }

    private Reply put(Request request) {
        return changed(
                request,
                wanted -> changes.put(request.tenant(), wanted, request.actor()),
                (wanted, problem) -> all(request, wanted, problem));
    }

    private Reply add(Request request) {
        return changed(
                request,
                wanted -> changes.add(request.tenant(), wanted, request.actor()),
                (wanted, problem) -> all(request, wanted, problem));
    }

    private Reply change(Request request) {
        var id = in(request, () -> found(request).id());
        return changed(
                request,
                wanted -> changes.change(request.tenant(), id, wanted, request.actor()),
                (wanted, problem) -> one(request, wanted, problem));
    }

    private Reply changed(
            Request request, Change change, BiFunction<Wanted, String, Reply> otherwise) {
        var wanted = request.body(Wanted.class);
        limits.require(RateLimit.METADATA_BY_ORGANIZATION, request.tenant().toString(), "changes");
        try {
            var made = change.make(wanted);
            return new Reply.Moved(
                    request.path(PAGE + "/" + made.id() + "?after=saved"),
                    Reply.Json.ok(Shown.of(made, request.now())));
        } catch (MetadataSource.Unusable unusable) {
            if (request.isApi()) {
                throw Problem.badRequest("metadata: " + unusable.why());
            }
            return in(request, () -> otherwise.apply(wanted, unusable.why()));
        }
    }

    private Reply all(Request request, @Nullable Wanted wanted, @Nullable String problem) {
        var found = connections.all();
        var room = request.may(SSO_WRITE) && found.size() < Connections.CONNECTIONS_MAX;
        return new SignOn(
                tabs.of(request, SEGMENT),
                found.stream().map(one -> Shown.of(one, request.now())).toList(),
                room ? Side.of(connections.prepared()) : null,
                form(wanted, Policy.CAUTIOUS, "", problem),
                request.may(SSO_WRITE),
                request.path(PAGE));
    }

    private Reply one(Request request, @Nullable Wanted wanted, @Nullable String problem) {
        var found = found(request);
        return new SignOnConnection(
                tabs.of(request, SEGMENT),
                Shown.of(found, request.now()),
                form(wanted, found.policy(), found.description().url().orElse(""), problem),
                Rotation.of(found.keys()).word(),
                request.may(SSO_WRITE),
                request.query("after").isPresent(),
                request.path(PAGE));
    }

    private Form form(
            @Nullable Wanted wanted, Policy policy, String url, @Nullable String problem) {
        var kept = wanted == null || problem == null ? policy : wanted.policy(policy, messages);
        return new Form(
                Optional.ofNullable(wanted).map(Wanted::metadataXml).orElse(""),
                Optional.ofNullable(wanted).map(Wanted::metadataUrl).orElse(url),
                choice("jit", kept.jit()),
                roles(kept.defaultRole()),
                choice("unsolicited", kept.idpInitiated()),
                problem);
    }

    // No checkbox: one that is not ticked says nothing, and what is not said stays as it is.
    private List<Parts.Option> choice(String about, boolean chosen) {
        return List.of(
                new Parts.Option(
                        "false", messages.text("identity.sso.form." + about + ".no"), !chosen),
                new Parts.Option(
                        "true", messages.text("identity.sso.form." + about + ".yes"), chosen));
    }

    private List<Parts.Option> roles(Role chosen) {
        var options = new ArrayList<Parts.Option>();
        Stream.of(Role.values())
                .filter(role -> role != Role.OWNER)
                .forEach(role ->
                        options.add(
                                new Parts.Option(
                                        role.word(),
                                        messages.text("organizations.role." + role.word()),
                                        role == chosen)));
        return List.copyOf(options);
    }

    private Reply test(Request request) {
        var at = new Located(request.tenant(), in(request, () -> found(request)));
        var departure =
                departures.begin(
                        at,
                        Pending.Kind.TEST,
                        "",
                        request.actor().reference(),
                        true,
                        browser.shown(request));
        return Reply.Moved.to(departure.location().toString())
                .with(browser.cookie(at.id(), departure.browser()));
    }

    private Reply rotate(Request request) {
        var id = request.id("id");
        changes.rotate(request.tenant(), id, request.actor());
        return Reply.Moved.to(request.path(PAGE + "/" + id));
    }

    private Reply remove(Request request) {
        changes.remove(request.tenant(), request.id("id"), request.actor());
        return Reply.Moved.to(request.path(PAGE));
    }

    private Reply removeFirst(Request request) {
        var first =
                in(request, connections::all).stream().findFirst().orElseThrow(Problem::notFound);
        changes.remove(request.tenant(), first.id(), request.actor());
        return Reply.Moved.to(request.path(PAGE));
    }

    private Connection found(Request request) {
        return connections.find(request.id("id")).orElseThrow(Problem::notFound);
    }

    private <T> T in(Request request, Supplier<T> work) {
        return database.inTenant(request.tenant(), work);
    }
}
