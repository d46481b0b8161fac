package muster.catalogue;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.matching.Advisory;
import muster.matching.Ecosystems;
import org.jspecify.annotations.Nullable;

/**
 * One import of one feed's advisories. First the whole file is read, so that a damaged one changes
 * nothing; then changed records are stored in batches, so that an interrupted import goes on.
 */
final class FeedImport {
    private static final int BATCH_RECORDS = 2_000;

    /** Below this a file is somebody's selection, whatever its name says. */
    private static final int COMPLETE_RECORDS_MIN = 100;

    /** More unreadable records than one in so many, and the file is not what it should be. */
    private static final int READABLE_PER_UNREAD_MIN = 100;

    private final Database database;
    private final Advisories advisories;
    private final News news;
    private final String feed;
    private final FeedFile file;

    /** What a complete reading found. */
    record Survey(
            long records,
            long unread,
            @Nullable String firstUnread,
            Set<String> families,
            @Nullable Instant newest) {

        static Survey of(List<KnownExploited> entries) {
            var newest = entries.stream().map(KnownExploited::added).max(LocalDate::compareTo);
            return new Survey(
                    entries.size(),
                    0,
                    null,
                    Set.of(),
                    newest.map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC)).orElse(null));
        }
    }

    FeedImport(Database database, String feed, FeedFile file) {
        this.database = database;
        this.advisories = new Advisories(database);
        this.news = new News(database);
        this.feed = feed;
        this.file = file;
    }

    /** Reads everything and keeps nothing. */
    Survey survey() throws IOException {
        var counting = new Counting();
        OsvRecords.each(file, counting::count);
        return counting.survey();
    }

    /** Stores what differs from the last time and removes what is gone. */
    void store() throws IOException {
        var stored = database.inCatalogue(() -> advisories.idsByChecksum(feed));
        var gone = new HashSet<>(stored.values());
        Map<String, Advisories.Checked> once = new HashMap<>();
        OsvRecords.each(file, (bytes, where) -> compare(bytes, stored, gone, once));
        flush(once);
        for (var ids : chunks(List.copyOf(gone))) {
            change(() -> advisories.remove(feed, ids));
        }
    }

    private void compare(
            byte[] bytes,
            Map<String, String> stored,
            Set<String> gone,
            Map<String, Advisories.Checked> once) {
        var checksum = Checksum.of(bytes);
        var unchanged = stored.get(checksum);
        if (unchanged != null) {
            gone.remove(unchanged);
        } else {
            try {
                var record = OsvReader.read(bytes);
                gone.remove(record.id());
                once.put(record.id(), new Advisories.Checked(record, checksum));
            } catch (Unreadable counted) {
                // The survey has counted it and kept why.
                return;
            }
            if (once.size() == BATCH_RECORDS) {
                flush(once);
            }
        }
    }

    private void flush(Map<String, Advisories.Checked> once) {
        if (!once.isEmpty()) {
            var records = List.copyOf(once.values());
            change(() -> advisories.replace(feed, records));
            once.clear();
        }
    }

    /** Whoever is killed after this has left behind what changed. */
    private void change(Supplier<Set<Change.Named>> change) {
        database.inCatalogue(() -> news.packages(change.get()));
    }

    private static List<List<String>> chunks(List<String> ids) {
        var chunks = new ArrayList<List<String>>();
        for (var i = 0; i < ids.size(); i += BATCH_RECORDS) {
            chunks.add(ids.subList(i, Math.min(ids.size(), i + BATCH_RECORDS)));
        }
        return chunks;
    }

    /** The tally of a survey. */
    private static final class Counting {
        private long records;
        private long unread;
        private @Nullable String firstUnread;
        private @Nullable Set<String> families;
        private @Nullable Instant newest;

        void count(byte[] bytes, String where) {
            try {
                var record = OsvReader.read(bytes);
                records++;
                newest =
                        newest == null || newest.isBefore(record.modified())
                                ? record.modified()
                                : newest;
                if (!record.affected().isEmpty() && record.withdrawn() == null) {
                    narrow(record);
                }
            } catch (Unreadable unreadable) {
                unread++;
                if (firstUnread == null) {
                    firstUnread = where + ": " + unreadable.getMessage();
                }
            }
        }

        /** Every record of an ecosystem's feed names that ecosystem; others come in passing. */
        private void narrow(OsvRecord record) {
            var named =
                    record.affected().stream()
                            .map(Advisory.Affected::ecosystem)
                            .map(Ecosystems::family)
                            .collect(Collectors.toSet());
            if (families == null) {
                families = named;
            } else {
                families.retainAll(named);
            }
        }

        Survey survey() throws Unreadable {
            if (records == 0 || unread * READABLE_PER_UNREAD_MIN > records) {
                throw new Unreadable(
                        "%d of %d records cannot be read; the first is %s"
                                .formatted(unread, records + unread, firstUnread));
            }
            var complete = records >= COMPLETE_RECORDS_MIN && families != null;
            return new Survey(
                    records,
                    unread,
                    firstUnread,
                    complete && families != null ? Set.copyOf(families) : Set.of(),
                    newest);
        }
    }
}
