package muster.identity;

import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/** /forgot and /reset/{token} */
public final class ResetPages {
    private final Desk desk;
    private final Resets resets;
    private final RateLimits limits;
    private final Messages messages;

    public ResetPages(Desk desk, Resets resets, RateLimits limits, Messages messages) {
        this.desk = desk;
        this.resets = resets;
        this.limits = limits;
        this.messages = messages;
    }

    /** Asks for the address; once {@code sent}, says that mail is on its way if there is one. */
    public record Forgot(Parts.Field email, boolean sent) implements Reply.Page {
        @Override
        public int status() {
            return email.problem() == null ? 200 : Faults.STATUS;
        }
    }

    /** Asks for another password; {@code opens} says whether the link still sets one. */
    public record Reset(String token, boolean opens, Parts.Field password) implements Reply.Page {
        @Override
        public int status() {
            if (!opens) {
                return 404;
            } else {
                return password.problem() == null ? 200 : Faults.STATUS;
            }
        }
    }

    private record Address(String email) {}

    private record Password(String password) {}

    public void forgot(Routes routes) {
        routes.get("/", desk.anyone(_ -> new Forgot(Parts.Field.EMPTY, false)))
                .post("/", desk.anyone(this::ask));
    }

    public void reset(Routes routes) {
        routes.get("/{token}", desk.anyone(this::page)).post("/{token}", desk.anyone(this::set));
    }

    private Reply ask(Request request) {
        take(request);
        var typed = request.body(Address.class).email();
        var faults = new Faults(messages);
        var email = EmailAddress.of(typed);
        faults.check(email.isPresent(), "email", "identity.email.malformed");
        email.ifPresent(resets::ask);
        return new Forgot(faults.field("email", typed), faults.none());
    }

    private Reply page(Request request) {
        var token = request.parameter("token");
        return new Reset(token, resets.opens(Secret.shown(token)), Parts.Field.EMPTY);
    }

    private Reply set(Request request) {
        take(request);
        var token = request.parameter("token");
        var password = request.body(Password.class).password();
        var faults = new Faults(messages);
        Weakness.of(password).ifPresent(one -> faults.add("password", one.message()));
        if (!faults.none()) {
            return new Reset(token, true, faults.field("password"));
        } else if (resets.reset(Secret.shown(token), password)) {
            return Reply.Moved.to("/login?after=reset");
        } else {
            return new Reset(token, false, Parts.Field.EMPTY);
        }
    }

    private void take(Request request) {
        var group = Addresses.group(request.address());
        limits.require(RateLimit.RESET_BY_ADDRESS, group, "resets");
    }
}
