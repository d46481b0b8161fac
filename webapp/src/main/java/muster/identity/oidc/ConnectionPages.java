package muster.identity.oidc;

import static muster.tenancy.Permission.SSO_READ;
import static muster.tenancy.Permission.SSO_WRITE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.identity.Faults;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Site;
import muster.web.Tabs;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/sso/oidc and /api/v1/orgs/{org}/oidc: an organization's own provider. */
public final class ConnectionPages {
    private static final String TAB = "/sso";

    private final Desk desk;
    private final Database database;
    private final Oidc oidc;
    private final Site site;
    private final Tabs tabs;
    private final Messages messages;

    public ConnectionPages(
            Desk desk, Database database, Oidc oidc, Site site, Tabs tabs, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.oidc = oidc;
        this.site = site;
        this.tabs = tabs;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param callback what the provider must be told of the hub
     * @param login where members sign in
     */
    public record ConnectionSettings(
            List<Parts.Choice> tabs,
            String callback,
            String login,
            Parts.Field issuer,
            Parts.Field clientId,
            Parts.Field clientSecret,
            boolean trustEmail,
            boolean jit,
            List<Parts.Option> roles,
            boolean connected,
            boolean mayChange,
            boolean saved,
            List<Row> attempts,
            boolean faulty)
            implements Reply.Page {
        @Override
        public int status() {
            return faulty ? Faults.STATUS : 200;
        }
    }

    /** An attempt with the sentence of its reason. */
    public record Row(Attempts.Attempt attempt, String sentence) {}

    /** The connection, for programs; without an issuer while there is none. */
    record Told(
            UUID connectionId,
            @Nullable String issuer,
            @Nullable String clientId,
            boolean trustEmail,
            boolean jit,
            @Nullable String defaultRole,
            String redirectUri,
            String loginUrl) {}

    private record Form(
            String issuer,
            String client_id,
            String client_secret,
            @Nullable Boolean trust_email,
            @Nullable Boolean jit,
            String default_role) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(SSO_READ, this::page).asking("after"))
                .post("/", desk.member(SSO_WRITE, this::save).alone().fresh())
                .post("/disconnection", desk.member(SSO_WRITE, this::disconnect).fresh());
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(SSO_READ, this::show))
                .put(
                        "/",
                        desk.member(SSO_WRITE, this::put)
                                .alone()
                                .reading(ConnectionForm.class)
                                .fresh())
                .delete("/", desk.member(SSO_WRITE, this::delete).fresh())
                .get("/attempts", desk.member(SSO_READ, this::attempts).listing());
    }

    private Reply page(Request request) {
        var form = oidc.connections.current().map(ConnectionForm::of).orElse(ConnectionForm.EMPTY);
        return page(request, form, new Faults(messages));
    }

    private Reply page(Request request, ConnectionForm form, Faults faults) {
        var id = request.tenant().id().toString();
        return new ConnectionSettings(
                tabs.of(request, TAB),
                oidc.dialogue.callback(id).toString(),
                site.link("/login/oidc/" + id),
                faults.field("issuer", ConnectionForm.said(form.issuer())),
                faults.field("client_id", ConnectionForm.said(form.clientId())),
                faults.field("client_secret"),
                Boolean.TRUE.equals(form.trustEmail()),
                Boolean.TRUE.equals(form.jit()),
                form.roles(),
                oidc.connections.current().isPresent(),
                request.may(SSO_WRITE),
                request.query("after").isPresent() && faults.none(),
                oidc.attempts.latest().stream().map(this::row).toList(),
                !faults.none());
    }

    private Row row(Attempts.Attempt one) {
        return new Row(
                one,
                one.reason().isEmpty()
                        ? ""
                        : messages.text("identity.oidc.reason." + one.reason().replace('_', '-')));
    }

    private Reply save(Request request) {
        var form = request.body(Form.class);
        var typed =
                new ConnectionForm(
                        form.issuer(),
                        form.client_id(),
                        form.client_secret(),
                        form.trust_email(),
                        form.jit(),
                        form.default_role());
        var faults = new Faults(messages);
        put(request, typed, faults);
        return faults.none()
                ? Reply.Moved.to(request.path("/settings/sso/oidc?after=saved"))
                : database.inTenant(request.tenant(), () -> page(request, typed, faults));
    }

    private Reply put(Request request) {
        var faults = new Faults(messages);
        var connection = put(request, request.body(ConnectionForm.class), faults);
        var made = connection.orElseThrow(faults::problem);
        return Reply.Json.ok(told(made.id(), Optional.of(made)));
    }

    /** Makes it so, once the provider has shown that it is there; or notes what is wrong. */
    private Optional<Connection> put(Request request, ConnectionForm form, Faults faults) {
        var before = database.inTenant(request.tenant(), oidc.connections::current);
        var wanted = form.wanted(site.development(), before.isPresent(), faults);
        if (faults.none()) {
            check(wanted, faults);
        }
        return faults.none()
                ? database.inTenant(
                        request.tenant(), () -> oidc.connections.put(wanted, request.actor()))
                : Optional.empty();
    }

    private void check(Connections.Wanted wanted, Faults faults) {
        var provider =
                Provider.OpenId.of(
                        "",
                        "",
                        new Provider.Client(wanted.clientId(), ""),
                        wanted.issuer(),
                        Provider.Emails.NEVER);
        try {
            oidc.exchanges.check(provider);
        } catch (Refused refused) {
            faults.add("issuer", refused.reason().message());
        }
    }

    private Reply show(Request request) {
        // What the provider must be told is known before there is a connection.
        return Reply.Json.ok(told(request.tenant().id(), oidc.connections.current()));
    }

    private Reply delete(Request request) {
        if (!oidc.connections.remove(request.actor())) {
            throw Problem.notFound();
        }
        return Reply.Json.nothing();
    }

    private Reply disconnect(Request request) {
        oidc.connections.remove(request.actor());
        return Reply.Moved.to(request.path("/settings/sso/oidc"));
    }

    private Reply attempts(Request request) {
        Page<Attempts.Attempt> page =
                oidc.attempts.matching(Asked.of(request, Attempts.FIELDS).query());
        return Reply.Json.ok(page);
    }

    private Told told(UUID id, Optional<Connection> one) {
        return new Told(
                id,
                one.map(it -> it.issuer().toString()).orElse(null),
                one.map(Connection::clientId).orElse(null),
                one.filter(Connection::trustEmail).isPresent(),
                one.filter(Connection::jit).isPresent(),
                one.map(it -> it.defaultRole().word()).orElse(null),
                oidc.dialogue.callback(id.toString()).toString(),
                site.link("/login/oidc/" + id));
    }
}
