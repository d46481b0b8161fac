package muster.identity;

/** Takes letters to their readers, after the request that wrote them has been answered. */
public interface Mail extends AutoCloseable {
    /** Takes the letter and returns at once. */
    void send(Letter letter);

    @Override
    void close();
}
