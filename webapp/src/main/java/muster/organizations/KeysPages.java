package muster.organizations;

import static muster.tenancy.Permission.KEYS_READ;
import static muster.tenancy.Permission.KEYS_WRITE;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.database.Database;
import muster.identity.Faults;
import muster.identity.Scopes;
import muster.tenancy.Permission;
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
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/keys and /api/v1/orgs/{org}/api-keys */
public final class KeysPages {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "name",
                    "hint",
                    "scopes",
                    "ip_allow",
                    "created_by",
                    "created_at",
                    "expires_at",
                    "used_at",
                    "successor_id");

    private final Desk desk;
    private final Database database;
    private final ApiKeys keys;
    private final Messages messages;

    public KeysPages(Desk desk, Database database, ApiKeys keys, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.keys = keys;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param problem why the query could not be read
     * @param made the text of a key just made, shown this once
     */
    public record KeyList(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            muster.web.Page<ApiKeys.ApiKey> keys,
            boolean mayChange,
            @Nullable String made)
            implements Reply.Page {}

    /** The form for a new key. */
    public record NewKey(
            List<Parts.Choice> tabs,
            Parts.Field name,
            List<Parts.Option> scopes,
            Parts.Field expiresAt,
            Parts.Field ipAllow,
            @Nullable String scopesProblem)
            implements Reply.Page {
        @Override
        public int status() {
            var faulty =
                    name.problem() != null
                            || expiresAt.problem() != null
                            || ipAllow.problem() != null
                            || scopesProblem != null;
            return faulty ? Faults.STATUS : 200;
        }
    }

    /** How long the old key goes on beside the new one. */
    private record Overlap(@Nullable Long overlapHours) {
        private static final long USUAL_HOURS = 24;
        private static final long HOURS_MAX = 30 * 24;

        Duration time() {
            var hours = overlapHours == null ? USUAL_HOURS : overlapHours;
            if (hours < 0 || hours > HOURS_MAX) {
                throw Problem.badRequest("overlap_hours: from 0 to " + HOURS_MAX);
            }
            return Duration.ofHours(hours);
        }
    }

    public void pages(Routes routes) {
        routes.get("/", desk.member(KEYS_READ, request -> list(request, null)))
                .get("/new", desk.member(KEYS_WRITE, this::blank))
                .post("/", desk.member(KEYS_WRITE, this::make).fresh())
                .post("/{id}/rotation", desk.member(KEYS_WRITE, this::rotate).fresh())
                .post("/{id}/revocation", desk.member(KEYS_WRITE, this::revoke));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(KEYS_READ, this::listForProgram).listing().asking("format"))
                .post(
                        "/",
                        desk.member(KEYS_WRITE, this::makeForProgram)
                                .reading(KeyForm.Sent.class)
                                .fresh())
                .post(
                        "/{id}/rotation",
                        desk.member(KEYS_WRITE, this::rotate).reading(Overlap.class).fresh())
                .delete("/{id}", desk.member(KEYS_WRITE, this::revoke));
    }

    private Reply list(Request request, @Nullable String made) {
        var asked = Asked.of(request, ApiKeys.FIELDS);
        var query = asked.query();
        return exported(request, query)
                .orElseGet(() ->
                        new KeyList(
                                SettingsTabs.of(request, messages, "/keys"),
                                query,
                                asked.problem(),
                                keys.matching(query),
                                request.may(KEYS_WRITE),
                                made));
    }

    private Reply listForProgram(Request request) {
        var query = Asked.of(request, ApiKeys.FIELDS).query();
        return exported(request, query).orElseGet(() -> Reply.Json.ok(keys.matching(query)));
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "keys", COLUMNS, keys::each, query, database, KeysPages::cells));
    }

    private static @Nullable Object[] cells(ApiKeys.ApiKey one) {
        return new @Nullable Object[] {
            one.id(),
            one.name(),
            one.hint(),
            String.join(" ", one.scopes()),
            String.join(" ", one.ipAllow()),
            one.createdBy(),
            one.createdAt(),
            one.expiresAt(),
            one.usedAt(),
            one.successorId()
        };
    }

    // A link that leads here knows which scope its key needs.
    private Reply blank(Request request) {
        return form(
                request,
                KeyForm.withScope(request.query("scope").orElse("")),
                new Faults(messages));
    }

    private Reply form(Request request, KeyForm form, Faults faults) {
        return new NewKey(
                SettingsTabs.of(request, messages, "/keys"),
                faults.field("name", form.name()),
                Scopes.offered(request::may, form.scopes()),
                faults.field("expires_at", form.expiresAtText()),
                faults.field("ip_allow", form.ipAllowText()),
                faults.field("scopes").problem());
    }

    private Reply make(Request request) {
        var form = request.body(KeyForm.Typed.class).form();
        var faults = new Faults(messages);
        var wanted = form.wanted(faults, request.now());
        if (wanted.isEmpty()) {
            return form(request, form, faults);
        }
        return list(request, made(request, wanted.get()).key().text());
    }

    private Reply makeForProgram(Request request) {
        var faults = new Faults(messages);
        var wanted = request.body(KeyForm.Sent.class).form().wanted(faults, request.now());
        if (wanted.isEmpty()) {
            throw faults.problem();
        }
        var made = made(request, wanted.get());
        return Reply.Json.created(Map.of("id", made.id(), "key", made.key().text()));
    }

    private ApiKeys.Made made(Request request, ApiKeys.Wanted wanted) {
        refuseToMake(request, wanted.scopes());
        return keys.make(wanted, request.actor());
    }

    // A key never may do more than who makes it.
    private void refuseToMake(Request request, Collection<Permission> scopes) {
        Optional<Permission> beyond =
                scopes.stream().filter(scope -> !request.may(scope)).findFirst();
        if (!request.visitor().mayMakeCredentials()) {
            throw Problem.forbidden(
                    "a token, and a key that expires or is bound to addresses, makes no keys");
        } else if (beyond.isPresent()) {
            throw Problem.forbidden(
                    "a key cannot have %s, which you do not have".formatted(beyond.get().word()));
        } else if (keys.isFull()) {
            throw Problem.of(409, "Too many keys", "at most " + ApiKeys.KEYS_MAX);
        }
    }

    private Reply rotate(Request request) {
        var overlap = request.body(Overlap.class).time();
        var old = keys.find(request.id("id")).orElseThrow(Problem::notFound);
        refuseToMake(
                request,
                old.scopes().stream().flatMap(word -> Permission.of(word).stream()).toList());
        var made = keys.rotate(old, overlap, request.actor());
        return request.isApi()
                ? Reply.Json.created(Map.of("id", made.id(), "key", made.key().text()))
                : list(request, made.key().text());
    }

    private Reply revoke(Request request) {
        if (!keys.revoke(request.id("id"), request.actor())) {
            throw Problem.notFound();
        }
        return Reply.Moved.to(request.path("/settings/keys"));
    }
}
