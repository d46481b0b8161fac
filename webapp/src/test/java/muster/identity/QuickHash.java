package muster.identity;

import java.security.SecureRandom;

/** A password's hash that takes next to nothing to check: the cast signs in thousands of times. */
public final class QuickHash {
    private static final Passwords.Cost LEAST = new Passwords.Cost(8, 1, 1);

    private QuickHash() {}

    public static String of(String password) {
        return new Passwords(new SecureRandom()).hash(password, LEAST);
    }
}
