package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is kept of passwords, and which are refused. */
class PasswordsTest {
    private final Passwords passwords = new Passwords(new SecureRandom(), 2);

    @Test
    void aHashFitsItsPasswordOnly() {
        var hash = Optional.of(passwords.hash("seven purple otters"));

        assertTrue(passwords.matches("seven purple otters", hash));
        assertFalse(passwords.matches("seven purple otter", hash));
        assertTrue(hash.get().startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash.get());
    }

    @Test
    void aHashOfAnotherCostIsStillGood() {
        var older =
                Optional.of(passwords.hash("seven purple otters", new Passwords.Cost(64, 1, 2)));

        assertTrue(passwords.matches("seven purple otters", older));
        assertFalse(passwords.matches("seven purple otter", older));
    }

    @Test
    void theSamePasswordNeverHashesTheSame() {
        assertNotEquals(
                passwords.hash("seven purple otters"), passwords.hash("seven purple otters"));
    }

    @Test
    void thePasswordOfNobodyFitsNothing() {
        assertFalse(passwords.matches("", Optional.empty()));
        assertFalse(passwords.matches("seven purple otters", Optional.empty()));
    }

    @Test
    void aPasswordIsTheSameOnEveryKeyboard() {
        var hash = Optional.of(passwords.hash("caf\u00e9 au lait"));

        assertTrue(passwords.matches("cafe\u0301 au lait", hash));
    }

    @Test
    void onlySoManyAreHashedAtATime() throws Exception {
        var most = new AtomicInteger();
        var bounded = new Passwords(new SecureRandom(), 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> hash =
                    () -> {
                        var found = bounded.hash("seven purple otters");
                        most.accumulateAndGet(bounded.waiting(), Math::max);
                        return found;
                    };
            for (var hashed : threads.invokeAll(Collections.nCopies(8, hash))) {
                assertNotEquals("", hashed.get());
            }
        }
        assertTrue(most.get() > 0, "the others wait");
        assertEquals(0, bounded.waiting());
    }

    @Test
    void theWorstPasswordsAreRefused() {
        assertEquals(Optional.of(Weakness.TOO_SHORT), Weakness.of("short"));
        assertEquals(Optional.of(Weakness.TOO_LONG), Weakness.of("x1".repeat(129)));
        assertEquals(Optional.of(Weakness.TOO_COMMON), Weakness.of("Password123"));
        assertEquals(Optional.of(Weakness.TOO_COMMON), Weakness.of("aaaaaaaaaaaa"));
        assertEquals(
                Optional.of(Weakness.NO_SECRET),
                Weakness.of("Ada@Acme.example", "ada@acme.example"));
        assertEquals(Optional.empty(), Weakness.of("seven purple otters", "ada@acme.example"));
    }

    @Test
    void addressesAreOneSpellingOrNone() {
        assertEquals(
                "ada@acme.example", EmailAddress.of(" Ada@ACME.example ").orElseThrow().text());
        for (var none :
                new String[] {
                    "",
                    "ada",
                    "@acme.example",
                    "ada@",
                    "ada@acme..example",
                    "a b@acme.example",
                    "ada@acme.example\r\nBcc: x@y.example",
                    "ädä@acme.example",
                    "x".repeat(65) + "@acme.example",
                    "ada@" + "x".repeat(300)
                }) {
            assertTrue(EmailAddress.of(none).isEmpty(), none);
        }
    }
}
