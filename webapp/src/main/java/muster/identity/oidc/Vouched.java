package muster.identity.oidc;

import java.util.Optional;
import muster.identity.EmailAddress;

/**
 * Who somebody is, by the word of a provider.
 *
 * @param subject what the issuer calls them, for ever and nobody else
 * @param email their mailbox, where the provider's word on it is good
 * @param label how they know the account again: an address or a name that they have there
 * @param domain the company or school that the account belongs to, where the provider says
 */
record Vouched(
        String issuer,
        String subject,
        Optional<EmailAddress> email,
        String label,
        String name,
        Optional<String> domain) {
    static final int SUBJECT_LETTERS_MAX = 255;
    static final int LABEL_LETTERS_MAX = 254;

    Vouched {
        label = label.substring(0, Math.min(label.length(), LABEL_LETTERS_MAX));
    }
}
