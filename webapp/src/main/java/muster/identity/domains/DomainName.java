package muster.identity.domains;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A mail domain as name servers know it: ASCII, in lower case, of two labels at least. */
public record DomainName(String text) {
    public static final int LETTERS_MAX = 253;

    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** The domain that was typed, if it is one; name servers write a dot behind it. */
    public static Optional<DomainName> of(String typed) {
        try {
            var text =
                    IDN.toASCII(typed.strip(), IDN.USE_STD3_ASCII_RULES)
                            .toLowerCase(Locale.ROOT)
                            .replaceFirst("\\.$", "");
            return text.length() <= LETTERS_MAX && SHAPE.matcher(text).matches()
                    ? Optional.of(new DomainName(text))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The domain of a mailbox. */
    public static Optional<DomainName> ofMailbox(String email) {
        return of(email.substring(email.lastIndexOf('@') + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
