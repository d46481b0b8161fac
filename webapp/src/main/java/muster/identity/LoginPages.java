package muster.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import muster.database.Database;
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

    /** A path of ours, which names no other host and has no letters that a browser rewrites. */
    private static final Pattern PATH =
            Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

    /** What may have brought somebody here: each has a message. */
    private static final List<String> EVENTS = List.of("confirmation", "reset");

    private final Desk desk;
    private final Login logins;
    private final Sessions sessions;
    private final Database database;
    private final Messages messages;

    public LoginPages(
            Desk desk, Login logins, Sessions sessions, Database database, Messages messages) {
        this.desk = desk;
        this.logins = logins;
        this.sessions = sessions;
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
            boolean refused)
            implements Reply.Page {
        @Override
        public int status() {
            return refused ? UNAUTHORIZED : 200;
        }
    }

    private record Form(String email, String password, @Nullable String next) {}

    private record Credentials(String email, String password) {}

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
        var next = request.query("next").map(LoginPages::path).orElse("");
        if (request.visitor() instanceof Visitor.SignedIn person) {
            return Reply.Moved.to(next.isEmpty() ? home(person) : next);
        }
        var notice =
                request.query("after")
                        .filter(EVENTS::contains)
                        .map(event -> messages.text("identity.login.after." + event));
        return new SignIn(Parts.Field.EMPTY, Parts.Field.EMPTY, next, notice.orElse(null), false);
    }

    private Reply signIn(Request request) {
        var form = request.body(Form.class);
        var next = Optional.ofNullable(form.next()).map(LoginPages::path).orElse("");
        return logins.begin(form.email(), form.password(), Origin.of(request))
                .<Reply>map(token ->
                        Reply.Moved.to(next.isEmpty() ? "/orgs?to=last" : next)
                                .with(new Reply.Session(token.text())))
                .orElseGet(() -> new SignIn(typed(form), Parts.Field.EMPTY, next, null, true));
    }

    private Reply begin(Request request) {
        var credentials = request.body(Credentials.class);
        var token =
                logins.begin(credentials.email(), credentials.password(), Origin.of(request))
                        .orElseThrow(() ->
                                Problem.unauthorized(messages.text("identity.login.refused")));
        var email = EmailAddress.of(credentials.email()).orElseThrow().text();
        return new Reply.Moved("/orgs", Reply.Json.ok(Map.of("email", email)))
                .with(new Reply.Session(token.text()));
    }

    private Reply signOut(Request request) {
        var person = request.person();
        person.session()
                .ifPresent(session ->
                        database.asPerson(person.person(), () -> sessions.end(session.id())));
        return new Reply.Moved("/login", Reply.Json.nothing()).with(new Reply.Session(""));
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

    private static String path(String text) {
        // Nobody signs in to be signed out again.
        return PATH.matcher(text).matches() && !text.startsWith("/logout") ? text : "";
    }
}
