package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import muster.database.Database;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Problem;
import org.jspecify.annotations.Nullable;

/** What a merge would give: the merge itself, looked at and not kept. */
public final class MergePreview {
    private final Database database;
    private final Devices devices;
    private final Merges merges;
    private final Sources sources;
    private final Predicate<UUID> matching;

    /** What both say of one thing, and what will be shown. */
    public record Word(
            String name, @Nullable String device, @Nullable String other, @Nullable String after) {}

    /**
     * The two as they are, and the one that comes of them.
     *
     * @param findings how many would be open; null where the catalogue is not loaded yet
     */
    public record Outcome(
            Device device,
            Device other,
            Device after,
            List<Word> words,
            @Nullable Integer findings) {
        public Outcome {
            words = List.copyOf(words);
        }
    }

    private static final class NotKept extends RuntimeException {
        private final transient Outcome outcome;

        NotKept(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    /**
     * Previews on what the pages of merges stand on.
     *
     * @param matching matches a device anew; false where the catalogue is not ready
     */
    MergePreview(Database database, Devices devices, Merges merges, Predicate<UUID> matching) {
        this.database = database;
        this.devices = devices;
        this.merges = merges;
        this.matching = matching;
        this.sources = new Sources(database);
    }

    /**
     * Looks in the transaction that is open, which is undone with it: what comes after has to be
     * read in another.
     *
     * @throws Problem where the two cannot be merged
     */
    private Outcome look(Device device, UUID otherId, Actor by, Instant now) {
        var other = devices.find(otherId, now).orElseThrow(Problem::notFound);
        var said = sources.of(device.id());
        var saidOfOther = sources.of(otherId);
        merges.add(device, other, by, now);
        var known = matching.test(device.id());
        var after = devices.find(device.id(), now).orElseThrow();
        var together = sources.of(device.id());
        var words =
                Stream.of(Facts.Name.values())
                        .map(name ->
                                new Word(
                                        name.word(),
                                        said.value(name),
                                        saidOfOther.value(name),
                                        together.value(name)))
                        .filter(word -> word.after() != null)
                        .toList();
        return new Outcome(device, other, after, words, known ? after.findingsOpen() : null);
    }

    /** The same in a transaction of its own. */
    Outcome of(Tenant tenant, UUID id, UUID otherId, Actor by, Instant now) {
        try {
            return database.inTenant(
                    tenant,
                    () -> {
                        var device = devices.find(id, now).orElseThrow(Problem::notFound);
                        throw new NotKept(look(device, otherId, by, now));
                    });
        } catch (NotKept seen) {
            return seen.outcome;
        }
    }
}
