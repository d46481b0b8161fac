package muster.identity;

import java.util.Optional;
import java.util.function.Supplier;

/** Takes letters to their readers, after the request that wrote them has been answered. */
public interface Mail extends AutoCloseable {
    /**
     * Takes a letter that is yet to be written and returns at once. Who its reader is, and whether
     * there is one, is found out later: how long the reply takes tells nothing of it.
     */
    void send(Supplier<Optional<Letter>> unwritten);

    /** Takes the letter and returns at once. */
    default void send(Letter letter) {
        send(() -> Optional.of(letter));
    }

    @Override
    void close();
}
