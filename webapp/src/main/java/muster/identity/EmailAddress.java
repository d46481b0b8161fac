package muster.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A mailbox's address as people sign in with it: ASCII, in lower case. */
public record EmailAddress(String text) {
    public static final int LETTERS_MAX = 254;

    // What a browser takes in an <input type=email>: HTML, "valid e-mail address".
    private static final Pattern SHAPE =
            Pattern.compile(
                    "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
                            + "@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
                            + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

    /** The address that was typed, if it is one. */
    public static Optional<EmailAddress> of(String typed) {
        var text = typed.strip();
        return text.length() <= LETTERS_MAX && SHAPE.matcher(text).matches()
                ? Optional.of(new EmailAddress(text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
