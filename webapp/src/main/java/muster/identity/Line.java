package muster.identity;

import java.util.Optional;
import muster.wire.Unseen;

/** A line of text that somebody typed as the name of something. */
public final class Line {
    private Line() {}

    /**
     * The line without the space around it; nothing where it shows as nothing, is too long or no
     * line.
     */
    public static Optional<String> of(String typed, int lettersMax) {
        var line = typed.strip();
        return Unseen.isAll(line) || line.length() > lettersMax || Unseen.in(line).isPresent()
                ? Optional.empty()
                : Optional.of(line);
    }
}
