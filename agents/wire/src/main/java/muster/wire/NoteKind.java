package muster.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may go otherwise than it should, as a collector tells it with its heartbeat. */
public enum NoteKind {
    /** The hub gave no answer from when to when. */
    HUB_AWAY,
    /** The hub does not take a batch, or the disk did not give it back. */
    SET_ASIDE,
    /** There was no room for a batch. */
    DROPPED,
    /** Another one speaks with the same identity. */
    FORKED,
    /** The collector's clock is not the hub's. */
    CLOCK_OFF,
    /** Something of the device could not be read. */
    SOURCE_FAILED;

    /** The kind of this word; empty for one that is not known here yet, or not any more. */
    public static Optional<NoteKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** As it stands in the note. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
