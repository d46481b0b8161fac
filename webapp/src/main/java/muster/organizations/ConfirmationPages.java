package muster.organizations;

import java.util.UUID;
import muster.identity.Secret;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;

/**
 * /verify: another letter for a sign-up that waits; /verify/{token}: a page with a button, because
 * programs that scan mail open every link.
 */
public final class ConfirmationPages {
    private static final String GONE =
            "this link is none of ours or too old: sign up again to get another";

    private final Desk desk;
    private final SignUp signUp;
    private final RateLimits limits;

    public ConfirmationPages(Desk desk, SignUp signUp, RateLimits limits) {
        this.desk = desk;
        this.signUp = signUp;
        this.limits = limits;
    }

    /**
     * The page; {@code opens} is false for a link that confirms nothing. What the mail leaves out
     * stands here: what was founded with this address.
     */
    public record Verify(
            String token, boolean opens, boolean used, String email, String organization)
            implements Reply.Page {
        static Verify gone(String token) {
            return new Verify(token, false, false, "", "");
        }

        @Override
        public int status() {
            return opens ? 200 : 404;
        }
    }

    /** Which sign-up waits: whoever signed up knows the id, and nobody else. */
    private record Waiting(UUID organization) {}

    public void pages(Routes routes) {
        routes.get("/{token}", desk.anyone(this::page));
        endpoints(routes);
    }

    public void endpoints(Routes routes) {
        routes.post("/", desk.anyone(this::remind).reading(Waiting.class))
                .post("/{token}", desk.anyone(this::confirm));
    }

    /** The answer is the same whether or not anything waits. */
    private Reply remind(Request request) {
        take(request);
        var organization = request.body(Waiting.class).organization();
        signUp.remind(organization);
        return Reply.Moved.to(SignUpPages.sent(organization) + "&again=yes");
    }

    private Reply page(Request request) {
        var token = request.parameter("token");
        return signUp.asked(Secret.shown(token))
                .map(asked ->
                        new Verify(
                                token, true, asked.used(), asked.email().text(), asked.founded()))
                .orElseGet(() -> Verify.gone(token));
    }

    private Reply confirm(Request request) {
        take(request);
        var token = request.parameter("token");
        var slug = signUp.confirm(Secret.shown(token));
        if (slug.isEmpty() && request.isApi()) {
            throw Problem.of(404, "Not found", GONE);
        } else if (slug.isEmpty()) {
            return Verify.gone(token);
        } else {
            var home = "/o/" + slug.get();
            return Reply.Moved.to(
                    request.visitor() instanceof Visitor.SignedIn
                            ? "/orgs"
                            : "/login?after=confirmation&next=" + home);
        }
    }

    private void take(Request request) {
        var group = Addresses.group(request.address());
        limits.require(RateLimit.VERIFICATION_BY_ADDRESS, group, "confirmations");
    }
}
