package muster.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import muster.web.Resource;

/** Why a new password is refused. */
public enum Weakness {
    TOO_SHORT,
    TOO_LONG,
    TOO_COMMON,
    NO_SECRET;

    private static final int DIFFERENT_LETTERS_MIN = 4;

    /** Passwords that are tried first; one a line. */
    private static final Set<String> WORST = worst();

    /**
     * What is wrong with this password.
     *
     * @param known what anybody knows of the person: the e-mail address, the names
     */
    public static Optional<Weakness> of(String password, String... known) {
        var lower = password.strip().toLowerCase(Locale.ROOT);
        if (password.codePointCount(0, password.length()) < Passwords.LETTERS_MIN) {
            return Optional.of(TOO_SHORT);
        } else if (password.length() > Passwords.LETTERS_MAX) {
            return Optional.of(TOO_LONG);
        } else if (WORST.contains(lower)
                || lower.chars().distinct().count() < DIFFERENT_LETTERS_MIN) {
            return Optional.of(TOO_COMMON);
        } else if (Arrays.stream(known)
                .anyMatch(one -> one.strip().toLowerCase(Locale.ROOT).equals(lower))) {
            return Optional.of(NO_SECRET);
        } else {
            return Optional.empty();
        }
    }

    /** The message that says so. */
    public String message() {
        return "identity.password." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Set<String> worst() {
        return Resource.text(Weakness.class, "worst-passwords.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }
}
