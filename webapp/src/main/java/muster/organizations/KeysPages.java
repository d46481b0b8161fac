package muster.organizations;

import static muster.tenancy.Permission.KEYS_READ;
import static muster.tenancy.Permission.KEYS_WRITE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import muster.identity.Faults;
import muster.tenancy.Permission;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/keys and /api/v1/orgs/{org}/api-keys */
public final class KeysPages {
    private final Desk desk;
    private final ApiKeys keys;
    private final Messages messages;

    public KeysPages(Desk desk, ApiKeys keys, Messages messages) {
        this.desk = desk;
        this.keys = keys;
        this.messages = messages;
    }

    /** The page; {@code made} is the text of a key just made, shown this once. */
    public record KeyList(
            List<Parts.Choice> tabs,
            List<ApiKeys.ApiKey> keys,
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

    public void pages(Routes routes) {
        routes.get("/", desk.member(KEYS_READ, request -> list(request, null)))
                .get("/new", desk.member(KEYS_WRITE, this::blank))
                .post("/", desk.member(KEYS_WRITE, this::make))
                .post("/{id}/revocation", desk.member(KEYS_WRITE, this::revoke));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(KEYS_READ, _ -> Reply.Json.ok(Items.all(keys.all()))))
                .post(
                        "/",
                        desk.member(KEYS_WRITE, this::makeForProgram).reading(KeyForm.Sent.class))
                .delete("/{id}", desk.member(KEYS_WRITE, this::revoke));
    }

    private Reply list(Request request, @Nullable String made) {
        return new KeyList(
                SettingsTabs.of(request, messages, "/keys"),
                keys.all(),
                request.may(KEYS_WRITE),
                made);
    }

    private Reply blank(Request request) {
        return form(request, KeyForm.BLANK, new Faults(messages));
    }

    private Reply form(Request request, KeyForm form, Faults faults) {
        var scopes =
                Stream.of(Permission.values())
                        .filter(request::may)
                        .map(Permission::word)
                        .map(word -> new Parts.Option(word, word, form.scopes().contains(word)))
                        .toList();
        return new NewKey(
                SettingsTabs.of(request, messages, "/keys"),
                faults.field("name", form.name()),
                scopes,
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

    // A key never may do more than who makes it.
    private ApiKeys.Made made(Request request, ApiKeys.Wanted wanted) {
        Optional<Permission> beyond =
                wanted.scopes().stream().filter(scope -> !request.may(scope)).findFirst();
        if (beyond.isPresent()) {
            throw Problem.forbidden(
                    "a key cannot have %s, which you do not have".formatted(beyond.get().word()));
        } else if (keys.all().size() >= ApiKeys.KEYS_MAX) {
            throw Problem.of(409, "Too many keys", "at most " + ApiKeys.KEYS_MAX);
        }
        return keys.make(wanted, request.actor());
    }

    private Reply revoke(Request request) {
        if (!keys.revoke(request.id("id"), request.actor())) {
            throw Problem.notFound();
        }
        return Reply.Moved.to(request.path("/settings/keys"));
    }
}
