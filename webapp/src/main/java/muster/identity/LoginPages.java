package muster.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.database.Database;
import muster.identity.factors.SecondStepPages;
import muster.identity.factors.SecondSteps;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /login, /logout, and the same for programs: /api/v1/sessions */
public final class LoginPages {
    private static final int UNAUTHORIZED = 401;

    /** The type of the problem that a program mends by sending a code as well. */
    private static final String SECOND_FACTOR = "urn:muster:second-factor";

    /** What may have brought somebody here: each has a message. */
    private static final List<String> EVENTS = List.of("confirmation", "reset", "again", "passkey");

    private final Desk desk;
    private final Login logins;
    private final SecondSteps steps;
    private final Sessions sessions;
    private final Farewell farewell;
    private final List<Parts.Link> providers;
    private final Database database;
    private final Messages messages;

    /**
     * @param providers whose accounts people may sign in with instead
     */
    public LoginPages(
            Desk desk,
            Login logins,
            SecondSteps steps,
            Sessions sessions,
            Farewell farewell,
            List<Parts.Link> providers,
            Database database,
            Messages messages) {
        this.desk = desk;
        this.logins = logins;
        this.steps = steps;
        this.sessions = sessions;
        this.farewell = farewell;
        this.providers = List.copyOf(providers);
        this.database = database;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param next where to go afterwards, a path of ours or nothing
     * @param notice what has just happened, if anything
     */
    public record SignIn(
            Parts.Field email,
            Parts.Field password,
            String next,
            @Nullable String notice,
            boolean refused,
            List<Parts.Link> providers)
            implements Reply.Page {
        @Override
        public int status() {
            return refused ? UNAUTHORIZED : 200;
        }
    }

    private record Form(String email, String password, @Nullable String next) {}

    /** The code is one of an app, or for recovery, where the person has a second factor. */
    private record Credentials(String email, String password, @Nullable String code) {}

    public void login(Routes routes) {
        routes.get("/", desk.anyone(this::page)).post("/", desk.anyone(this::signIn));
    }

    public void logout(Routes routes) {
        routes.post("/", desk.account(this::signOut).forBound());
    }

    public void sessions(Routes routes) {
        routes.post("/", desk.anyone(this::begin).reading(Credentials.class))
                .delete("/current", desk.account(this::signOut).forBound());
    }

    private Reply page(Request request) {
        var next = Next.of(request);
        if (request.visitor() instanceof Visitor.SignedIn person) {
            return Reply.Moved.to(next.isEmpty() ? home(person) : next);
        }
        var notice =
                request.query("after")
                        .filter(EVENTS::contains)
                        .map(event -> messages.text("identity.login.after." + event));
        return new SignIn(
                Parts.Field.EMPTY, Parts.Field.EMPTY, next, notice.orElse(null), false, providers);
    }

    private Reply signIn(Request request) {
        var form = request.body(Form.class);
        var next = Next.ofField(form.next());
        var origin = Origin.of(request);
        return logins.person(form.email(), form.password(), origin)
                .map(person -> steps.after(person, logins.way(person), origin))
                .<Reply>map(outcome -> SecondStepPages.reply(outcome, next))
                .orElseGet(() ->
                        new SignIn(typed(form), Parts.Field.EMPTY, next, null, true, providers));
    }

    private Reply begin(Request request) {
        var credentials = request.body(Credentials.class);
        var origin = Origin.of(request);
        var person =
                logins.person(credentials.email(), credentials.password(), origin)
                        .orElseThrow(this::refused);
        var begun = begun(person, Optional.ofNullable(credentials.code()), origin);
        return new Reply.Moved("/orgs", Reply.Json.ok(Map.of("email", person.email())))
                .with(begun.cookies());
    }

    private Sessions.Begun begun(People.Person person, Optional<String> code, Origin origin) {
        var first = logins.way(person);
        var outcome =
                code.map(it -> steps.after(person, first, it, origin))
                        .orElseGet(() -> steps.after(person, first, origin));
        return switch (outcome) {
            case SecondSteps.In(var begun) -> begun;
            case SecondSteps.Waits _ ->
                    throw Problem.unauthorized(messages.text("identity.login.code-wanted"))
                            .typed(SECOND_FACTOR);
            case SecondSteps.Wrong _, SecondSteps.Over _ -> throw refused();
        };
    }

    private Problem refused() {
        return Problem.unauthorized(messages.text("identity.login.refused"));
    }

    private Reply signOut(Request request) {
        var person = request.person();
        person.session()
                .ifPresent(session ->
                        database.asPerson(person.person(), () -> sessions.end(session.id())));
        var over = new Reply.Session("");
        return person.session()
                .flatMap(farewell::of)
                .map(onward ->
                        new Reply.Moved(
                                onward.page(),
                                Reply.Json.nothing(),
                                List.of(over, onward.cookie())))
                .orElseGet(() -> new Reply.Moved("/login", Reply.Json.nothing()).with(over));
    }

    private static Parts.Field typed(Form form) {
        var letters = Math.min(form.email().length(), EmailAddress.LETTERS_MAX);
        return new Parts.Field(form.email().substring(0, letters), null);
    }

    private static String home(Visitor.SignedIn person) {
        return person.memberships().size() == 1
                ? "/o/" + person.memberships().getFirst().organization().slug()
                : "/orgs";
    }
}
