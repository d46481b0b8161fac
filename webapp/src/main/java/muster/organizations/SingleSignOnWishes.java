package muster.organizations;

import static muster.tenancy.Permission.SSO_WRITE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.tenancy.Role;
import muster.web.Messages;
import muster.web.Problem;
import muster.web.Request;
import muster.web.Visitor;

/** Takes what somebody wants of the rule of single sign-on: an owner in person, no program. */
final class SingleSignOnWishes {
    private static final int CONFLICT = 409;

    private final SingleSignOnRule rule;
    private final Messages messages;

    /**
     * The part of the page.
     *
     * @param on whether single sign-on is a must
     * @param come whether the reader has come that way, without which nobody wants it of others
     * @param enough whether there are enough owners with a passkey to name
     * @param mayChange whether the reader owns the organization
     */
    public record Part(
            boolean on,
            boolean come,
            boolean enough,
            boolean mayChange,
            List<SingleSignOnRule.Owner> owners) {
        public Part {
            owners = List.copyOf(owners);
        }
    }

    SingleSignOnWishes(SingleSignOnRule rule, Messages messages) {
        this.rule = rule;
        this.messages = messages;
    }

    Part part(Request request) {
        var owners = rule.owners();
        var able = owners.stream().filter(SingleSignOnRule.Owner::passkey).count();
        return new Part(
                rule.isOn(),
                owner(request).filter(rule::hasCome).isPresent(),
                able >= SingleSignOnRule.BREAK_GLASS_MIN,
                owner(request).isPresent(),
                owners);
    }

    /** Changes the rule; what is not said stays as it is. */
    void grant(Request request, Optional<Boolean> wanted, Optional<List<UUID>> named) {
        if (wanted.isEmpty() && named.isEmpty()) {
            return;
        }
        var owner =
                owner(request)
                        .orElseThrow(() ->
                                Problem.forbidden(
                                        "only an owner in person says who must come by single"
                                                + " sign-on"));
        rule.want(
                        wanted.orElseGet(rule::isOn),
                        named.orElseGet(this::named),
                        rule.hasCome(owner),
                        request.actor())
                .ifPresent(fault -> {
                    throw refused(fault);
                });
    }

    /** The reader as an owner; a key or token is none. */
    private static Optional<Visitor.SignedIn> owner(Request request) {
        return request.role().filter(Role.OWNER::equals).isPresent()
                        && request.may(SSO_WRITE)
                        && request.visitor() instanceof Visitor.SignedIn person
                ? Optional.of(person)
                : Optional.empty();
    }

    private List<UUID> named() {
        return rule.owners().stream()
                .filter(SingleSignOnRule.Owner::breakGlass)
                .map(SingleSignOnRule.Owner::id)
                .toList();
    }

    private Problem refused(SingleSignOnRule.Fault fault) {
        return Problem.of(
                CONFLICT,
                "Single sign-on stays as it is",
                messages.text(
                        switch (fault) {
                            case NOT_COME -> "organizations.single-sign-on.not-come";
                            case TOO_FEW -> "organizations.single-sign-on.too-few";
                            case NO_PASSKEY -> "organizations.single-sign-on.no-passkey";
                        }));
    }
}
