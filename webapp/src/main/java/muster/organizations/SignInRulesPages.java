package muster.organizations;

import static muster.tenancy.Permission.MEMBERS_READ;
import static muster.tenancy.Permission.ORGANIZATION_WRITE;
import static muster.tenancy.Permission.SSO_WRITE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/sign-in and /api/v1/orgs/{org}/sign-in-rules */
public final class SignInRulesPages {
    private static final int CONFLICT = 409;
    private static final String SEGMENT = "/sign-in";

    private final Desk desk;
    private final SignInRules rules;
    private final SingleSignOnRule singleSignOn;
    private final SingleSignOnWishes wishes;
    private final Messages messages;

    public SignInRulesPages(
            Desk desk, SignInRules rules, SingleSignOnRule singleSignOn, Messages messages) {
        this.desk = desk;
        this.rules = rules;
        this.singleSignOn = singleSignOn;
        this.wishes = new SingleSignOnWishes(singleSignOn, messages);
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param shown whether the reader's session has shown a second factor, which who wants one of
     *     others must
     */
    public record SignIn(
            List<Parts.Choice> tabs,
            List<Rule> rules,
            boolean mayChange,
            boolean shown,
            SingleSignOnWishes.Part singleSignOn,
            boolean saved)
            implements Reply.Page {}

    /**
     * One of the rules that there may be.
     *
     * @param heldUp who would not get in before they set a factor up, by name; empty for nobody
     */
    public record Rule(String word, boolean current, int heldUpCount, String heldUp) {}

    /** The same for programs. */
    private record Rules(
            String secondFactor,
            List<SignInRules.Without> heldUp,
            boolean singleSignOn,
            List<SingleSignOnRule.Owner> owners) {}

    /** What is left out stays as it is. */
    private record Wanted(
            @Nullable String secondFactor,
            @Nullable Boolean singleSignOn,
            @Nullable List<UUID> breakGlass) {}

    /** The form, whose boxes say nothing where none is ticked. */
    private record Form(String singleSignOn, List<UUID> breakGlass) {}

    private record FactorForm(String secondFactor) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, this::page))
                .post("/", desk.member(ORGANIZATION_WRITE, this::wantFactor).fresh())
                .post("/single-sign-on", desk.member(SSO_WRITE, this::wantSingleSignOn).fresh());
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, _ -> Reply.Json.ok(present())))
                .put("/", desk.member(ORGANIZATION_WRITE, this::put).reading(Wanted.class).fresh());
    }

    private Reply page(Request request) {
        var without = rules.without();
        var current = rules.secondFactor();
        return new SignIn(
                SettingsTabs.of(request, messages, SEGMENT),
                Stream.of(SignInRules.SecondFactor.values())
                        .map(one -> rule(one, one == current, without))
                        .toList(),
                request.may(ORGANIZATION_WRITE),
                hasShown(request),
                wishes.part(request),
                request.query("after").filter("saved"::equals).isPresent());
    }

    private static Rule rule(
            SignInRules.SecondFactor rule, boolean current, List<SignInRules.Without> without) {
        var heldUp = heldUp(rule, without);
        return new Rule(
                rule.word(),
                current,
                heldUp.size(),
                heldUp.stream().map(SignInRules.Without::name).collect(Collectors.joining(", ")));
    }

    private static List<SignInRules.Without> heldUp(
            SignInRules.SecondFactor rule, List<SignInRules.Without> without) {
        return without.stream().filter(one -> rule.isWantedOf(one.role())).toList();
    }

    private Rules present() {
        var current = rules.secondFactor();
        return new Rules(
                current.word(),
                heldUp(current, rules.without()),
                singleSignOn.isOn(),
                singleSignOn.owners());
    }

    private Reply wantFactor(Request request) {
        want(request, request.body(FactorForm.class).secondFactor());
        return saved(request);
    }

    private Reply wantSingleSignOn(Request request) {
        var form = request.body(Form.class);
        wishes.grant(
                request,
                Optional.of(form.singleSignOn().equals("true")),
                Optional.of(form.breakGlass()));
        return saved(request);
    }

    private static Reply saved(Request request) {
        return Reply.Moved.to(request.path("/settings/sign-in?after=saved"));
    }

    private Reply put(Request request) {
        var wanted = request.body(Wanted.class);
        if (wanted.secondFactor() != null) {
            want(request, wanted.secondFactor());
        }
        wishes.grant(
                request,
                Optional.ofNullable(wanted.singleSignOn()),
                Optional.ofNullable(wanted.breakGlass()));
        return Reply.Json.ok(present());
    }

    private void want(Request request, String word) {
        var wanted =
                SignInRules.SecondFactor.of(word)
                        .orElseThrow(() ->
                                Problem.badRequest("second_factor: one of optional, admins, all"));
        // Nobody wants of others what they have never done; and who wants it is not held up.
        if (wanted != SignInRules.SecondFactor.OPTIONAL && !hasShown(request)) {
            throw Problem.of(
                    CONFLICT,
                    "No second factor",
                    "set up a second factor of your own, and log in with it, first");
        }
        rules.want(wanted, request.actor());
    }

    /** A key or token is no session: whoever made it has shown what was wanted then. */
    private static boolean hasShown(Request request) {
        return !(request.visitor() instanceof Visitor.SignedIn person)
                || person.session().map(Visitor.Session::secondFactor).orElse(true);
    }
}
