package muster.enrollment;

import static muster.tenancy.Permission.COLLECTORS_READ;
import static muster.tenancy.Permission.COLLECTORS_WRITE;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.identity.Faults;
import muster.organizations.Sites;
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

/** /o/{org}/enrollment-tokens */
public final class TokensPages {
    private static final String TAB = "enrollment-tokens";

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "name",
                    "hint",
                    "labels",
                    "site",
                    "state",
                    "max_uses",
                    "uses",
                    "created_by",
                    "created_at",
                    "expires_at",
                    "used_at");

    private final Desk desk;
    private final Database database;
    private final EnrollmentTokens tokens;
    private final Sites sites;
    private final Messages messages;

    public TokensPages(
            Desk desk, Database database, EnrollmentTokens tokens, Sites sites, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.tokens = tokens;
        this.sites = sites;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param problem why the query could not be read
     * @param made the text of a token just made, shown this once
     */
    public record TokenList(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            List<Parts.Choice> facets,
            muster.web.Page<EnrollmentTokens.Token> tokens,
            Parts.Link add,
            boolean mayChange,
            @Nullable String made)
            implements Reply.Page {
        @Override
        public Object json() {
            return tokens;
        }
    }

    /** The form for a new token. */
    public record NewToken(
            List<Parts.Choice> tabs,
            Parts.Field name,
            Parts.Field labels,
            List<Parts.Option> sites,
            @Nullable String siteProblem,
            Parts.Field expiresAt,
            Parts.Field maxUses)
            implements Reply.Page {
        @Override
        public int status() {
            var faultless =
                    Stream.of(name, labels, expiresAt, maxUses)
                            .allMatch(field -> field.problem() == null);
            return faultless && siteProblem == null ? 200 : Faults.STATUS;
        }
    }

    public void routing(Routes routes) {
        routes.get(
                "/",
                desk.member(COLLECTORS_READ, request -> list(request, null))
                        .listing()
                        .asking("format"));
        routes.pages()
                .get("/new", desk.member(COLLECTORS_WRITE, this::blank))
                .post("/", desk.member(COLLECTORS_WRITE, this::make))
                .post("/{id}/revocation", desk.member(COLLECTORS_WRITE, this::revoke));
        routes.endpoints()
                .post(
                        "/",
                        desk.member(COLLECTORS_WRITE, this::makeForProgram)
                                .reading(TokenForm.Sent.class))
                .delete("/{id}", desk.member(COLLECTORS_WRITE, this::revoke));
    }

    private Reply list(Request request, @Nullable String made) {
        var asked = Asked.of(request, EnrollmentTokens.FIELDS);
        var query = asked.query();
        return exported(request, query)
                .orElseGet(() ->
                        new TokenList(
                                CollectTabs.of(request, messages, TAB),
                                query,
                                asked.problem(),
                                facets(query),
                                tokens.matching(query),
                                new Parts.Link(
                                        messages.text("enrollment.token.new"),
                                        request.path("/enrollment-tokens/new")),
                                request.may(COLLECTORS_WRITE),
                                made));
    }

    private List<Parts.Choice> facets(Query query) {
        return Stream.of("open", "used_up", "expired")
                .map(state ->
                        query.links()
                                .choice(
                                        messages.text("enrollment.token.state." + state),
                                        "state:" + state))
                .toList();
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "enrollment-tokens",
                                COLUMNS,
                                tokens::each,
                                query,
                                database,
                                TokensPages::cells));
    }

    private static @Nullable Object[] cells(EnrollmentTokens.Token one) {
        return new @Nullable Object[] {
            one.id(),
            one.name(),
            one.hint(),
            String.join(", ", one.labels()),
            one.site(),
            one.state(),
            one.maxUses(),
            one.uses(),
            one.createdBy(),
            one.createdAt(),
            one.expiresAt(),
            one.usedAt()
        };
    }

    private Reply blank(Request request) {
        var day = LocalDate.ofInstant(request.now(), ZoneOffset.UTC).plus(TokenForm.USUAL);
        return form(
                request,
                new TokenForm("", List.of(), "", day.toString(), ""),
                new Faults(messages));
    }

    private Reply form(Request request, TokenForm form, Faults faults) {
        return new NewToken(
                CollectTabs.of(request, messages, TAB),
                faults.field("name", form.name()),
                faults.field("labels", form.labelsText()),
                sites(form.siteText()),
                faults.field("site").problem(),
                faults.field("expires_at", form.expiresAtText()),
                faults.field("max_uses", form.maxUsesText()));
    }

    private List<Parts.Option> sites(String chosen) {
        var none = new Parts.Option("", messages.text("enrollment.site.none"), chosen.isEmpty());
        return Stream.concat(
                        Stream.of(none),
                        sites.all().stream()
                                .map(site ->
                                        new Parts.Option(
                                                site.id().toString(),
                                                site.name(),
                                                site.id().toString().equals(chosen))))
                .toList();
    }

    private Reply make(Request request) {
        var form = request.body(TokenForm.Typed.class).form();
        var faults = new Faults(messages);
        var wanted = form.wanted(faults, request.now(), this::isSite);
        return wanted.isPresent()
                ? list(request, made(request, wanted.get()).token().text())
                : form(request, form, faults);
    }

    private Reply makeForProgram(Request request) {
        var faults = new Faults(messages);
        var form = request.body(TokenForm.Sent.class).form(messages, request.now());
        var wanted = form.wanted(faults, request.now(), this::isSite).orElseThrow(faults::problem);
        var made = made(request, wanted);
        return Reply.Json.created(Map.of("id", made.id(), "token", made.token().text()));
    }

    private boolean isSite(UUID id) {
        return sites.find(id).isPresent();
    }

    private EnrollmentTokens.Made made(Request request, EnrollmentTokens.Wanted wanted) {
        if (!request.visitor().mayMakeCredentials()) {
            throw Problem.forbidden(
                    "a token, and a key that expires or is bound to addresses, makes no enrollment tokens");
        } else if (tokens.isFull()) {
            throw Problem.of(
                    409, "Too many enrollment tokens", "at most " + EnrollmentTokens.TOKENS_MAX);
        }
        return tokens.make(wanted, request.actor());
    }

    private Reply revoke(Request request) {
        if (!tokens.revoke(request.id("id"), request.actor())) {
            throw Problem.notFound();
        }
        return Reply.Moved.to(request.path("/enrollment-tokens"));
    }
}
