package muster.identity.factors;

import java.util.Optional;
import muster.database.Database;
import muster.identity.Accounts;
import muster.identity.Login;
import muster.identity.Next;
import muster.identity.SignIns;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /account/proof: showing again who one is, before what does harm; and /api/v1/me/proof. */
public final class ProofPages {
    private static final int UNAUTHORIZED = 401;

    private final Desk desk;
    private final Database database;
    private final Login logins;
    private final SecondSteps steps;
    private final Factors factors;
    private final Recognition recognition;
    private final SignIns signIns;
    private final Messages messages;

    ProofPages(
            Desk desk,
            Database database,
            Login logins,
            SecondSteps steps,
            Factors factors,
            Recognition recognition,
            SignIns signIns,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.logins = logins;
        this.steps = steps;
        this.factors = factors;
        this.recognition = recognition;
        this.signIns = signIns;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param password where it is typed, if one is enough
     * @param byFactor whether there is a factor to show
     * @param provider where the one who vouched for the person asks them again, if somebody did
     */
    public record Proof(
            String next,
            Parts.@Nullable Field password,
            boolean byFactor,
            @Nullable String provider,
            boolean refused)
            implements Reply.Page {
        @Override
        public int status() {
            return refused ? UNAUTHORIZED : 200;
        }
    }

    private record Shown(
            @Nullable String password,
            @Nullable String code,
            @Nullable String credential,
            @Nullable String next) {}

    private record Sent(@Nullable String password, @Nullable String code) {}

    /** How somebody may prove who they are. */
    private record Means(boolean byPassword, boolean byFactor) {}

    public void pages(Routes routes) {
        routes.get("/", desk.account(this::page).forBound()).post("/", desk.account(this::prove));
    }

    public void endpoints(Routes routes) {
        routes.post("/", desk.account(this::proveForProgram).reading(Sent.class));
    }

    private Reply page(Request request) {
        return page(request.person(), Next.of(request), false);
    }

    private Reply page(Visitor.SignedIn person, String next, boolean refused) {
        var provider = provider(person, next);
        var means = provider.isPresent() ? new Means(false, false) : means(person);
        return new Proof(
                next,
                means.byPassword() ? Parts.Field.EMPTY : null,
                means.byFactor(),
                provider.orElse(null),
                refused);
    }

    private static Optional<String> provider(Visitor.SignedIn person, String next) {
        return person.session()
                .flatMap(Visitor.Session::organization)
                .flatMap(id ->
                        person.memberships().stream()
                                .map(Visitor.Membership::organization)
                                .filter(one -> one.id().equals(id))
                                .findFirst())
                .map(one ->
                        "/login/sso?organization=%s&next=%s"
                                .formatted(one.slug(), Next.encoded(next)));
    }

    // Where there is a factor that this session has not seen, a password is not enough: who has
    // stolen it would change the factor.
    private Means means(Visitor.SignedIn person) {
        var has = database.atDoor(() -> factors.has(person.person()));
        var shown = person.session().filter(Visitor.Session::secondFactor).isPresent();
        return new Means(!has || shown, has);
    }

    private Reply prove(Request request) {
        var form = request.body(Shown.class);
        var next = Next.ofField(form.next());
        var person = request.person();
        var proven =
                form.credential() == null
                        ? proves(person, form.password(), form.code())
                        : recognizes(request, form.credential());
        return proven
                ? Reply.Moved.to(next.isEmpty() ? "/account/security" : next)
                : page(person, next, true);
    }

    private Reply proveForProgram(Request request) {
        var form = request.body(Sent.class);
        if (!proves(request.person(), form.password(), form.code())) {
            throw Problem.forbidden(messages.text("identity.proof.refused"));
        }
        return Reply.Json.nothing();
    }

    private boolean proves(
            Visitor.SignedIn person, @Nullable String password, @Nullable String code) {
        var means = means(person);
        if (code != null) {
            return means.byFactor()
                    && noted(person, steps.shows(Accounts.person(person), code), true);
        } else {
            return password != null
                    && means.byPassword()
                    && noted(person, logins.proves(person, password), false);
        }
    }

    private boolean recognizes(Request request, String credential) {
        var person = request.person();
        var same =
                recognition
                        .person(credential, PasskeyPages.cookie(request))
                        .filter(one -> one.id().equals(person.person()))
                        .isPresent();
        return noted(person, same, true);
    }

    private boolean noted(Visitor.SignedIn person, boolean proven, boolean byFactor) {
        if (proven) {
            person.session().ifPresent(session -> signIns.prove(session.id(), byFactor));
        }
        return proven;
    }
}
