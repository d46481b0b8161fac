package muster.events;

import java.util.UUID;
import muster.tenancy.Tenant;

/** Events that were sent together: taken in all at once, or not at all. */
public record Batch(Tenant tenant, Ticket ticket, EventLines lines) {
    /** Which batch of whose this is, so that it counts once however often it is sent. */
    public sealed interface Ticket {
        /** A place in what a collector sends. */
        record Spooled(muster.enrollment.Batch place) implements Ticket {}

        /**
         * A name that a program gave it.
         *
         * @param digest SHA-256 of the bytes as they were sent, in hexadecimal
         */
        record Named(UUID id, String digest) implements Ticket {}

        /** None: sent again it counts again. */
        record None() implements Ticket {}
    }

    int size() {
        return lines.size();
    }
}
