package muster.identity.saml;

import java.util.Optional;
import muster.tenancy.Role;

/**
 * How far an organization trusts an identity provider of its own.
 *
 * @param idpInitiated whether it may sign somebody in whom we did not send there
 * @param jit whether people of the organization's own domains become members when they first come
 * @param defaultRole what they become, where no group says otherwise; never owner
 */
record Policy(boolean idpInitiated, boolean jit, Role defaultRole) {
    /** What holds until somebody says otherwise. */
    static final Policy CAUTIOUS = new Policy(false, false, Role.VIEWER);

    Policy {
        if (defaultRole == Role.OWNER) {
            throw new IllegalArgumentException("nobody becomes an owner by themselves");
        }
    }

    /** The role of this word, if newcomers may be given it. */
    static Optional<Role> roleOf(String word) {
        return Role.of(word).filter(role -> role != Role.OWNER);
    }

    /** For the record: what is so now, and was otherwise. */
    String after(Policy before) {
        return "sign-in begun by the identity provider %s, new members %s, their role %s"
                .formatted(
                        moved(allowed(before.idpInitiated), allowed(idpInitiated)),
                        moved(allowed(before.jit), allowed(jit)),
                        moved(before.defaultRole.word(), defaultRole.word()));
    }

    @Override
    public String toString() {
        return "sign-in begun by the identity provider %s, new members %s, their role %s"
                .formatted(allowed(idpInitiated), allowed(jit), defaultRole.word());
    }

    private static String allowed(boolean allowed) {
        return allowed ? "allowed" : "not allowed";
    }

    private static String moved(String before, String after) {
        return before.equals(after) ? after : after + " (was " + before + ")";
    }
}
