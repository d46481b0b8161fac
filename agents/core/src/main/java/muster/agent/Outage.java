package muster.agent;

import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import muster.wire.NoteKind;
import org.jspecify.annotations.Nullable;

/**
 * A time in which the hub was away: from when to when, what of it was delivered late and what was
 * lost. It outlives restarts, and ends as a note once everything from it is delivered.
 */
final class Outage {
    private static final String FILE = "outage.json";

    private final Home home;
    private final Clock clock;
    private final Notes notes;
    private final Journal journal;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long late;
    private long lost;

    private Outage(Home home, Clock clock, Notes notes, Journal journal) {
        this.home = home;
        this.clock = clock;
        this.notes = notes;
        this.journal = journal;
    }

    static Outage in(Home home, Clock clock, Notes notes, Journal journal) throws IOException {
        var outage = new Outage(home, clock, notes, journal);
        var file = home.read(FILE);
        if (file.isPresent()) {
            try {
                var json = Json.read(file.get());
                outage.from = Instant.parse(json.text("from"));
                outage.to = json.textIfAny("to").map(Instant::parse).orElse(null);
                outage.late = json.number("late");
                outage.lost = json.number("lost");
            } catch (Json.Unreadable | DateTimeException e) {
                journal.say("since when the hub was away is lost: " + e.getMessage());
            }
        }
        return outage;
    }

    synchronized void away() {
        if (from == null) {
            from = clock.instant();
            save();
        } else if (to != null) {
            // Away again before everything was delivered: one outage, not two.
            to = null;
            save();
        }
    }

    synchronized void back() {
        if (from != null && to == null) {
            to = clock.instant();
            save();
        }
    }

    /** Counts a batch that waited for the hub. */
    synchronized void delivered(Batch batch) {
        if (to != null && !batch.at().isAfter(to)) {
            late += batch.items();
            save();
        }
    }

    /** Counts what it was of: events, or a report. */
    synchronized void lost(Batch batch) {
        if (from != null) {
            lost += batch.items();
            save();
        }
    }

    /**
     * Notes the outage once nothing from it waits any more.
     *
     * @param oldest of what waits
     * @param shortest what is worth a line though nothing waited
     */
    synchronized void settle(Optional<Instant> oldest, Duration shortest) throws IOException {
        boolean settled = to != null && (oldest.isEmpty() || oldest.get().isAfter(to));
        if (settled && from != null && to != null) {
            boolean worthIt =
                    late > 0 || lost > 0 || Duration.between(from, to).compareTo(shortest) >= 0;
            if (worthIt) {
                notes.add(new Note(clock.instant(), NoteKind.HUB_AWAY, from, to, lost, late, null));
            }
            from = null;
            to = null;
            late = 0;
            lost = 0;
            home.delete(FILE);
        }
    }

    private void save() {
        var begin = from;
        if (begin == null) {
            return;
        }
        try {
            home.write(
                    FILE,
                    Json.object(json -> {
                        json.writeStringField("from", begin.toString());
                        if (to != null) {
                            json.writeStringField("to", to.toString());
                        }
                        json.writeNumberField("late", late);
                        json.writeNumberField("lost", lost);
                    }));
        } catch (IOException e) {
            journal.say("since when the hub is away is only in memory: " + e.getMessage());
        }
    }
}
