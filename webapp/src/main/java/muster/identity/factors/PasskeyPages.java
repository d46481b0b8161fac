package muster.identity.factors;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.identity.Line;
import muster.identity.Next;
import muster.identity.Origin;
import muster.identity.Secret;
import muster.identity.Sessions;
import muster.identity.SignIns;
import muster.tenancy.Authentication;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** Passkeys: /login/passkey, /account/security/passkeys, and what a browser is asked to sign. */
public final class PasskeyPages {
    private static final int CREATED = 201;

    private final Desk desk;
    private final Database database;
    private final Ceremony ceremony;
    private final Challenges challenges;
    private final Recognition recognition;
    private final Passkeys passkeys;
    private final Changes changes;
    private final SignIns signIns;
    private final RateLimits limits;
    private final Messages messages;

    PasskeyPages(
            Desk desk,
            Database database,
            Ceremony ceremony,
            Challenges challenges,
            Recognition recognition,
            Passkeys passkeys,
            Changes changes,
            SignIns signIns,
            RateLimits limits,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.ceremony = ceremony;
        this.challenges = challenges;
        this.recognition = recognition;
        this.passkeys = passkeys;
        this.changes = changes;
        this.signIns = signIns;
        this.limits = limits;
        this.messages = messages;
    }

    /** What any passkey of this hub may sign; bytes are base64url without padding. */
    private record Wanted(String challenge, String host, long timeoutMillis) {}

    /** What a new passkey is to be. */
    private record New(
            String challenge,
            String host,
            String hub,
            String person,
            String email,
            String name,
            List<Long> algorithms,
            List<String> exclude,
            long timeoutMillis) {}

    private record Shown(String credential, @Nullable String next) {}

    private record Made(String credential, String name, @Nullable String next) {}

    private record Name(String name) {}

    /** Beside the pages of /login. */
    public void login(Routes routes) {
        routes.post("/", desk.anyone(this::signIn));
    }

    /** What programs of a browser ask before they ask its devices. */
    public void challenges(Routes routes) {
        routes.post("/", desk.anyone(this::challenge));
    }

    public void registrations(Routes routes) {
        routes.post("/", desk.account(this::registration));
    }

    public void passkeys(Routes routes) {
        routes.post("/", desk.account(this::add).fresh())
                .post("/{id}/name", desk.account(this::rename))
                .post("/{id}/removal", desk.account(this::remove).fresh());
    }

    /** What this browser was given with a challenge. */
    static Optional<Secret> cookie(Request request) {
        return request.cookie(Challenges.COOKIE).filter(it -> !it.isEmpty()).map(Secret::shown);
    }

    private Reply challenge(Request request) {
        limits.require(
                RateLimit.CHALLENGE_BY_ADDRESS, Addresses.group(request.address()), "challenges");
        var made = database.atDoor(() -> challenges.make(null));
        var wanted = new Wanted(made.text(), ceremony.host(), Challenges.LIFE.toMillis());
        return asked(made, wanted);
    }

    private Reply registration(Request request) {
        var person = request.person();
        changes.require(person);
        var made = database.atDoor(() -> challenges.make(person.person()));
        var known = database.atDoor(() -> passkeys.credentials(person.person()));
        return asked(
                made,
                new New(
                        made.text(),
                        ceremony.host(),
                        messages.text("identity.factors.hub", ceremony.host()),
                        Ceremony.handle(person.person()),
                        person.email(),
                        person.name(),
                        Ceremony.algorithms(),
                        known,
                        Challenges.LIFE.toMillis()));
    }

    private static Reply asked(Challenges.Challenge made, Object wanted) {
        return new Reply.Moved("/", new Reply.Json(CREATED, wanted))
                .with(
                        new Reply.OfPage(
                                Challenges.COOKIE, made.cookie().text(), "/", Challenges.LIFE));
    }

    private Reply signIn(Request request) {
        var form = request.body(Shown.class);
        var next = Next.ofField(form.next());
        limits.require(
                RateLimit.CHALLENGE_BY_ADDRESS, Addresses.group(request.address()), "logins");
        var beginning = Sessions.Beginning.of(Authentication.PASSKEY, true);
        return recognition
                .person(form.credential(), cookie(request))
                .map(person -> signIns.begin(person, beginning, Origin.of(request)))
                .<Reply>map(begun -> SecondStepPages.reply(new SecondSteps.In(begun), next))
                .orElseGet(() -> Reply.Moved.to("/login?after=passkey&next=" + Next.encoded(next)));
    }

    private Reply add(Request request) {
        var person = request.person();
        changes.require(person);
        var form = request.body(Made.class);
        var challenge =
                cookie(request)
                        .flatMap(one ->
                                database.atDoor(() -> challenges.take(one, person.person())));
        var made = challenge.flatMap(it -> ceremony.made(form.credential(), it));
        var name = name(form.name()).orElseGet(() -> messages.text("identity.passkeys.unnamed"));
        var added =
                made.isPresent()
                        && database.atDoor(() ->
                                passkeys.credentials(person.person()).size() < Passkeys.PASSKEYS_MAX
                                        && passkeys.add(person.person(), made.get(), name));
        return added
                ? changes.added(person, Change.PASSKEY_ADDED, Next.ofField(form.next()))
                : Reply.Moved.to("/account/security?after=no-passkey");
    }

    private Reply rename(Request request) {
        UUID id = request.id("id");
        var name = name(request.body(Name.class).name());
        if (name.isEmpty()) {
            return Reply.Moved.to("/account/security?after=no-name");
        }
        if (!database.asPerson(request.person().person(), () -> passkeys.rename(id, name.get()))) {
            throw Problem.notFound();
        }
        return Reply.Moved.to("/account/security");
    }

    private Reply remove(Request request) {
        Visitor.SignedIn person = request.person();
        UUID id = request.id("id");
        return changes.removed(
                person,
                Change.PASSKEY_REMOVED,
                factors -> factors.removePasskey(person.person(), id));
    }

    private static Optional<String> name(String typed) {
        return Line.of(typed, Passkeys.NAME_LETTERS_MAX);
    }
}
