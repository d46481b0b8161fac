package muster.identity.saml;

import java.util.stream.Stream;
import muster.web.Messages;

/** What to change, by the code of a {@link Reason} or a {@link Denial}. */
final class Reasons {
    private Reasons() {}

    /** A sentence for the administrator of the identity provider; empty where all went well. */
    static String advice(Messages messages, String code) {
        if (code.isEmpty()) {
            return "";
        }
        return Stream.of(Denial.values()).anyMatch(one -> one.code().equals(code))
                ? messages.text("identity.sso.denial." + code)
                : messages.text("identity.saml.reason." + code);
    }
}
