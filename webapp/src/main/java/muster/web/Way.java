package muster.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import muster.tenancy.Permission;
import org.jspecify.annotations.Nullable;

/**
 * A handler behind its door, and what it takes.
 *
 * @param transaction whether the Desk opens one around the handler
 */
public record Way(
        Door door,
        @Nullable Permission permission,
        Input input,
        boolean transaction,
        Set<Clause> clauses,
        Handler handler) {
    public Way {
        clauses = Set.copyOf(clauses);
    }

    Way(Door door, @Nullable Permission permission, Handler handler) {
        this(door, permission, Input.USUAL, door.hasTransaction(), Set.of(), handler);
    }

    /** The same way for sessions that were proven a short while ago. */
    public Way fresh() {
        return with(Clause.FRESH);
    }

    /** The same way, also for sessions that are bound to one organization. */
    public Way forBound() {
        return with(Clause.BOUND);
    }

    /** The same way, also for forms of other sites. */
    public Way fromOtherSites() {
        return with(Clause.CROSS_SITE);
    }

    /** The same way for a handler that opens the transactions it needs. */
    public Way alone() {
        return new Way(door, permission, input, false, clauses, handler);
    }

    /** The same way for bodies larger or smaller than a form. */
    public Way taking(int bytesMax) {
        return with(input.taking(bytesMax));
    }

    /** The same way for a body that {@link Request#body} decodes to this record. */
    public Way reading(Class<? extends Record> record) {
        return with(input.reading(record));
    }

    /** The same way for a body that is this where a collector signed it. */
    public Way signed(Class<? extends Record> record) {
        return with(input.signed(record));
    }

    /** The same way for these headers, beside those that say who sends them. */
    public Way heeding(String... names) {
        return with(input.heeding(List.of(names)));
    }

    /** The same way for a body of this media type, which the handler reads itself. */
    public Way reading(String mediaType) {
        return with(input.reading(mediaType));
    }

    /**
     * The same way to a list, which takes {@code q}, {@code sort}, {@code limit}, {@code cursor}.
     */
    public Way listing() {
        return with(input.asking(Input.OF_LISTS));
    }

    /** The same way for these names of the query string. */
    public Way asking(String... names) {
        return with(input.asking(List.of(names)));
    }

    private Way with(Input changed) {
        return new Way(door, permission, changed, transaction, clauses, handler);
    }

    private Way with(Clause clause) {
        var all = EnumSet.of(clause);
        all.addAll(clauses);
        return new Way(door, permission, input, transaction, all, handler);
    }
}
