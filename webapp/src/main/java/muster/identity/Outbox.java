package muster.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Mail of a hub in development: it goes nowhere, its developer reads it at /outbox. */
public final class Outbox implements Mail {
    /** The oldest letter gives way. */
    static final int LETTERS_MAX = 500;

    private final Clock clock;
    private final Deque<Sent> letters = new ArrayDeque<>();

    /** A letter and when it was written. */
    public record Sent(String to, String subject, String text, List<String> links, Instant at) {
        public Sent {
            links = List.copyOf(links);
        }
    }

    public Outbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void send(Supplier<Optional<Letter>> unwritten) {
        unwritten.get().ifPresent(this::add);
    }

    private synchronized void add(Letter letter) {
        letters.addFirst(
                new Sent(
                        letter.to(),
                        letter.subject(),
                        letter.text(),
                        letter.links(),
                        clock.instant()));
        if (letters.size() > LETTERS_MAX) {
            letters.removeLast();
        }
    }

    /** The letters, newest first. */
    public synchronized List<Sent> letters() {
        return List.copyOf(letters);
    }

    @Override
    public void close() {}
}
