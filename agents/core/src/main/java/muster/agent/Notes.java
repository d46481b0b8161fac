package muster.agent;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import muster.wire.NoteKind;

/** What the hub shall still be told. A note stays on the disk until a heartbeat with it arrived. */
final class Notes {
    /** What one heartbeat carries. */
    static final int SENT_MAX = 20;

    private static final int KEPT_MAX = 200;
    private static final String FILE = "notes.json";

    private final Home home;
    private final Journal journal;
    private final List<Note> kept = new ArrayList<>();

    /** How many of the first are under way: they are no longer added to. */
    private int underWay;

    private Notes(Home home, Journal journal) {
        this.home = home;
        this.journal = journal;
    }

    static Notes in(Home home, Journal journal) throws IOException {
        var notes = new Notes(home, journal);
        var file = home.read(FILE);
        if (file.isPresent()) {
            try {
                for (var note : Json.read(file.get()).objects("notes")) {
                    notes.kept.add(Note.read(note));
                }
            } catch (Json.Unreadable | DateTimeException e) {
                journal.say("notes that were not yet told cannot be read: " + e.getMessage());
            }
        }
        return notes;
    }

    /**
     * Keeps a note. What was dropped is added to a note of that which waits already.
     *
     * @throws IOException it is remembered, but not on the disk: it goes there with the next one
     */
    synchronized void add(Note note) throws IOException {
        int same = note.kind() == NoteKind.DROPPED ? waiting(note.kind()) : -1;
        if (same >= 0) {
            kept.set(same, kept.get(same).and(note));
        } else {
            kept.add(note);
            journal.say(note.toString());
        }
        if (kept.size() > KEPT_MAX) {
            forgetOne();
        }
        save();
    }

    /** The oldest, to be sent now. */
    synchronized List<Note> first() {
        underWay = Math.min(kept.size(), SENT_MAX);
        return List.copyOf(kept.subList(0, underWay));
    }

    /** The hub has those that {@link #first} gave. */
    synchronized void told() throws IOException {
        if (underWay > 0) {
            kept.subList(0, underWay).clear();
            underWay = 0;
            save();
        }
    }

    /** The hub does not take those that {@link #first} gave: others shall not wait behind them. */
    synchronized void refused(String why) throws IOException {
        var lost = List.copyOf(kept.subList(0, underWay));
        told();
        lost.forEach(note -> journal.say("the hub refused a note (%s): %s".formatted(why, note)));
    }

    /** Forgets everything: nobody here may tell it. */
    synchronized void clear() throws IOException {
        kept.clear();
        underWay = 0;
        save();
    }

    synchronized List<Note> all() {
        return List.copyOf(kept);
    }

    /** Numbers of what was lost are in one note and stay; of the rest the newest say most. */
    private void forgetOne() {
        for (int i = underWay; i < kept.size(); i++) {
            if (kept.get(i).kind() != NoteKind.DROPPED) {
                kept.remove(i);
                return;
            }
        }
    }

    private int waiting(NoteKind kind) {
        for (int i = underWay; i < kept.size(); i++) {
            if (kept.get(i).kind() == kind) {
                return i;
            }
        }
        return -1;
    }

    private void save() throws IOException {
        home.write(
                FILE,
                Json.object(json -> {
                    json.writeArrayFieldStart("notes");
                    for (var note : kept) {
                        note.write(json);
                    }
                    json.writeEndArray();
                }));
    }
}
