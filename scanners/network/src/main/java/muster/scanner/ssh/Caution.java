package muster.scanner.ssh;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a mistyped password from locking an account that many devices ask one server about. A user
 * whom no device let in lately is shown to a few devices at a time, and after a few refusals to no
 * more of them; once one lets him in, the others' refusals are their own matter.
 */
final class Caution {
    /** Servers lock accounts after three to ten wrong passwords, most after five and more. */
    static final int REFUSALS_MAX = 4;

    /** By then servers have forgotten too. */
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Account> accounts = new HashMap<>();

    /** What is known of a user. */
    private static final class Account {
        private final Deque<Instant> refusals = new ArrayDeque<>();
        private @Nullable Instant letIn;
        private int underWay;

        private void forget(Instant before) {
            while (!refusals.isEmpty() && refusals.getFirst().isBefore(before)) {
                refusals.removeFirst();
            }
            if (letIn != null && letIn.isBefore(before)) {
                letIn = null;
            }
        }
    }

    Caution(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Waits until this user may be shown to one more device; who may calls {@link #end} after it.
     *
     * @return whether he may be
     */
    synchronized boolean begin(String user) throws InterruptedException {
        var account = account(user);
        while (true) {
            account.forget(clock.instant().minus(FORGOTTEN_AFTER));
            int refused = account.refusals.size();
            if (account.letIn != null || refused + account.underWay < REFUSALS_MAX) {
                account.underWay++;
                return true;
            } else if (refused >= REFUSALS_MAX) {
                return false;
            }
            wait();
        }
    }

    /** A device let this user in. */
    synchronized void letIn(String user) {
        var account = account(user);
        account.letIn = clock.instant();
        account.refusals.clear();
        notifyAll();
    }

    /** The device that this user was shown to is done with him. */
    synchronized void end(String user, boolean refused) {
        var account = account(user);
        account.underWay--;
        if (refused) {
            account.refusals.addLast(clock.instant());
        }
        notifyAll();
    }

    private Account account(String user) {
        return accounts.computeIfAbsent(user, _ -> new Account());
    }
}
