package muster.events;

import muster.tenancy.Tenant;

import java.util.UUID;

/** Events that were sent together: taken in all at once, or not at all. */
public record Batch(Tenant tenant, Ticket ticket, EventLines lines) {
    /** Which batch of whose this is, so that it counts once however often it is sent. */
    public sealed interface Ticket {
        /** A place in a collector's spool. */
        record Spooled(UUID collector, UUID epoch, long sequence) implements Ticket {}

        /** A name that a program gave it. */
        record Named(UUID id) implements Ticket {}

        /** None: sent again it counts again. */
        record None() implements Ticket {}
    }

    int size() {
        return lines.size();
    }
}
