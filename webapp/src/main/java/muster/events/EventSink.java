package muster.events;

import java.time.Instant;

/** Where batches of events go. One place for one hub; between many it may be a log they share. */
public interface EventSink extends AutoCloseable {
    /**
     * Takes a batch in; returns when it is durably committed.
     *
     * @throws Full there is no room for more just now
     * @throws Gone the organization is no more
     * @throws Altered this batch was taken in before with other events
     */
    Receipt accept(Batch batch);

    /** Takes no more, and finishes what it has. */
    @Override
    void close();

    /**
     * What the sender gets.
     *
     * @param duplicate whether it was taken in before; it counted once
     */
    record Receipt(int accepted, boolean duplicate) {}

    /** More waits to be written than may wait. */
    final class Full extends RuntimeException {
        Full(String why) {
            super(why, null, false, false);
        }
    }

    /** The organization was deleted meanwhile. */
    final class Gone extends RuntimeException {
        Gone() {
            super("this organization is gone", null, false, false);
        }
    }

    /** A batch with this ticket came before with other bytes: a clone, or a restored snapshot. */
    final class Altered extends RuntimeException {
        Altered(Instant receivedAt) {
            super(
                    "this batch was received at " + receivedAt + " with other events",
                    null,
                    false,
                    false);
        }
    }
}
