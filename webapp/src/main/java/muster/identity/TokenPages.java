package muster.identity;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.tenancy.Permission;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.ShortList;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /account/tokens and /api/v1/me/tokens */
public final class TokenPages {
    private static final int NAME_LETTERS_MAX = 100;

    private static final ShortList<PersonalTokens.Token> LIST =
            ShortList.<PersonalTokens.Token>of(one -> one.id().toString())
                    .text("name", PersonalTokens.Token::name)
                    .text("hint", PersonalTokens.Token::hint)
                    .text("scopes", one -> String.join(" ", one.scopes()));

    private final Desk desk;
    private final Database database;
    private final PersonalTokens tokens;
    private final PersonalRecord record;
    private final Messages messages;

    public TokenPages(
            Desk desk,
            Database database,
            PersonalTokens tokens,
            PersonalRecord record,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.tokens = tokens;
        this.record = record;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param q what the list is narrowed by, else empty
     * @param made the text of a token just made, shown this once
     */
    public record Tokens(
            List<Parts.Choice> tabs,
            String q,
            List<PersonalTokens.Token> tokens,
            Parts.Field name,
            List<Parts.Option> scopes,
            @Nullable String made)
            implements Reply.Page {
        @Override
        public int status() {
            return name.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String name, @Nullable List<String> scopes, @Nullable Instant expiresAt) {}

    public void pages(Routes routes) {
        routes.get(
                        "/",
                        desk.person(request -> page(request, new Faults(messages), "", null))
                                .forBound())
                .post("/", desk.account(this::make).fresh().forBound())
                .post("/{id}/revocation", desk.account(this::revoke).forBound());
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.person(request -> Reply.Json.ok(found(request))).listing().forBound())
                .post(
                        "/",
                        desk.account(this::makeForProgram).reading(Form.class).fresh().forBound())
                .delete("/{id}", desk.account(this::revoke).forBound());
    }

    private Page<PersonalTokens.Token> found(Request request) {
        return LIST.page(request, tokens.mine(organization(request.person())));
    }

    /** The only one that the session or token is for, if it is. */
    private static Optional<UUID> organization(Visitor.SignedIn person) {
        return person.session().flatMap(Visitor.Session::organization);
    }

    private Reply page(Request request, Faults faults, String name, @Nullable String made) {
        return new Tokens(
                AccountTabs.TOKENS.open(messages),
                request.query("q").orElse(""),
                found(request).items(),
                faults.field("name", name),
                Scopes.offered(_ -> true, List.of()),
                made);
    }

    private Reply make(Request request) {
        var person = request.person();
        var form = request.body(Form.class);
        var faults = faults(form, request);
        if (faults.none()) {
            var made = made(person, form);
            return database.asPerson(
                    person.person(), () -> page(request, faults, "", made.token().text()));
        } else {
            return database.asPerson(
                    person.person(), () -> page(request, faults, form.name(), null));
        }
    }

    private Reply makeForProgram(Request request) {
        var form = request.body(Form.class);
        var faults = faults(form, request);
        if (!faults.none()) {
            throw faults.problem();
        }
        var made = made(request.person(), form);
        return Reply.Json.created(Map.of("id", made.id(), "token", made.token().text()));
    }

    private Faults faults(Form form, Request request) {
        var faults = new Faults(messages);
        faults.check(
                Line.of(form.name(), NAME_LETTERS_MAX).isPresent(),
                "name",
                "identity.token.name.malformed");
        for (var word : scopes(form)) {
            if (Permission.of(word).isEmpty()) {
                faults.add("scopes", "identity.scope.unknown", word);
            }
        }
        var expires = Optional.ofNullable(form.expiresAt());
        faults.check(
                expires.filter(at -> !at.isAfter(request.now())).isEmpty(),
                "expires_at",
                "identity.expiry.past");
        return faults;
    }

    private PersonalTokens.Made made(Visitor.SignedIn person, Form form) {
        if (!person.mayMakeCredentials()) {
            throw Problem.forbidden("a token makes no tokens: sign in");
        }
        var wanted = EnumSet.noneOf(Permission.class);
        scopes(form).forEach(word -> Permission.of(word).ifPresent(wanted::add));
        var scopes = wanted.isEmpty() ? person.scopes() : Set.copyOf(wanted);
        var name = Line.of(form.name(), NAME_LETTERS_MAX).orElseThrow();
        var made =
                database.asPerson(
                        person.person(),
                        () -> {
                            if (tokens.mine(Optional.empty()).size() >= PersonalTokens.TOKENS_MAX) {
                                throw Problem.of(
                                        409,
                                        "Too many tokens",
                                        "at most %d: revoke one first"
                                                .formatted(PersonalTokens.TOKENS_MAX));
                            }
                            return tokens.make(
                                    name,
                                    scopes,
                                    Optional.ofNullable(form.expiresAt()),
                                    organization(person));
                        });
        record.write(
                Accounts.person(person), "token.made", "made the personal token “" + name + "”");
        return made;
    }

    private static List<String> scopes(Form form) {
        return form.scopes() == null ? List.of() : form.scopes();
    }

    private Reply revoke(Request request) {
        var person = request.person();
        UUID id = request.id("id");
        if (!database.asPerson(person.person(), () -> tokens.revoke(id, organization(person)))) {
            throw Problem.notFound();
        }
        record.write(Accounts.person(person), "token.revoked", "revoked a personal token");
        return Reply.Moved.to("/account/tokens");
    }
}
