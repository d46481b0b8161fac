package muster.identity.saml;

import java.util.Locale;

/**
 * One thing that was looked at, for the administrator who wants to know why: what a connection
 * expects and what arrived. What arrived is a stranger's text, cut and without control characters.
 */
record Check(Subject subject, String expected, String received, boolean holds) {
    static final int RECEIVED_LETTERS_MAX = 300;

    Check {
        received = printable(received);
    }

    /** What is looked at; its words are {@code identity.saml.check.CODE}. */
    enum Subject {
        SIZE,
        ENCODING,
        XML,
        SHAPE,
        SCHEMA,
        STATUS,
        SIGNATURE,
        ALGORITHM,
        CERTIFICATE,
        ENCRYPTION,
        METADATA,
        ISSUER,
        ASSERTION_ISSUER,
        DESTINATION,
        AUDIENCE,
        RECIPIENT,
        CONFIRMATION,
        IN_RESPONSE_TO,
        ISSUED,
        NOT_BEFORE,
        NOT_ON_OR_AFTER,
        VALIDITY,
        SESSION,
        AUTHENTICATION,
        CONDITIONS,
        NAME_ID,
        ATTRIBUTES,
        REPLAY;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The key of its words. */
        String words() {
            return "identity.saml.check." + code();
        }
    }

    private static String printable(String text) {
        var shown = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}]", "\u00b7");
        return shown.length() <= RECEIVED_LETTERS_MAX
                ? shown
                : shown.substring(0, RECEIVED_LETTERS_MAX - 1) + "\u2026";
    }
}
