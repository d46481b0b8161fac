package muster.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import muster.tenancy.Tenant;

/** Tells open pages that something changed: what kind of thing and its id, nothing of it. */
public final class Announcements implements AutoCloseable {
    public static final int WAITING_MAX = 100;
    public static final int STREAMS_MAX = 2_000;

    /**
     * The pages of an organization that one browser has open share one stream; the second is the
     * one that takes over, before the first has been missed.
     */
    public static final int STREAMS_PER_BROWSER_MAX = 2;

    /** Visitors without a session are told apart by their address, which many may share. */
    public static final int STREAMS_PER_ADDRESS_MAX = 20;

    /** About all organizations together. */
    public static final int STREAMS_PER_LISTENER_MAX = 20;

    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final ArrayDeque<Stream> oldestFirst = new ArrayDeque<>();
    private volatile boolean closed;

    /** Something of this kind changed; the page reads it again, through the Desk. */
    public record Announcement(String kind, String id) {
        /** Says that some were lost: the page reads everything again. */
        static final Announcement MISSED = new Announcement("missed", "");
    }

    /** Tells all open pages of an organization; never waits for any of them. */
    public void announce(Tenant tenant, String kind, String id) {
        var announcement = new Announcement(kind, id);
        for (var stream : streams) {
            if (stream.tenant.equals(tenant)) {
                stream.offer(announcement);
            }
        }
    }

    /**
     * Opens a stream; the oldest of the same listener gives way when there are too many.
     *
     * @param listener whose stream it is, such as the session's id
     * @param most how many the listener may have about this organization
     */
    public Stream subscribe(Tenant tenant, String listener, int most) {
        var stream = new Stream(tenant, listener);
        synchronized (oldestFirst) {
            makeRoom(tenant, listener, most);
            oldestFirst.add(stream);
            streams.add(stream);
        }
        if (closed) {
            stream.close();
        }
        return stream;
    }

    private void makeRoom(Tenant tenant, String listener, int most) {
        var own = oldestFirst.stream().filter(other -> other.listener.equals(listener)).toList();
        var same = own.stream().filter(other -> other.tenant.equals(tenant)).toList();
        if (same.size() >= most) {
            same.getFirst().close();
        } else if (own.size() >= STREAMS_PER_LISTENER_MAX) {
            own.getFirst().close();
        } else if (oldestFirst.size() >= STREAMS_MAX) {
            oldestFirst.getFirst().close();
        }
    }

    /** Ends the streams of a listener, who has logged out. */
    public void end(String listener) {
        for (var stream : streams) {
            if (stream.listener.equals(listener)) {
                stream.close();
            }
        }
    }

    public int size() {
        return streams.size();
    }

    /** Ends all streams, so that the server can stop. */
    @Override
    public void close() {
        closed = true;
        streams.forEach(Stream::close);
    }

    /** What one open page has still to be told. */
    public final class Stream implements AutoCloseable {
        private final Tenant tenant;
        private final String listener;
        private final SequencedSet<Announcement> waiting = new LinkedHashSet<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean ended;

        private Stream(Tenant tenant, String listener) {
            this.tenant = tenant;
            this.listener = listener;
        }

        // Somebody who does not keep up is told so once, instead of being sent it all late.
        private void offer(Announcement announcement) {
            lock.lock();
            try {
                if (waiting.size() >= WAITING_MAX) {
                    waiting.clear();
                    waiting.add(Announcement.MISSED);
                }
                waiting.add(announcement);
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        /** The next announcement; none when this long nothing happened, or the stream has ended. */
        public Optional<Announcement> next(Duration longest) throws InterruptedException {
            lock.lock();
            try {
                long nanos = longest.toNanos();
                while (waiting.isEmpty() && !ended && nanos > 0) {
                    nanos = changed.awaitNanos(nanos);
                }
                return ended || waiting.isEmpty()
                        ? Optional.empty()
                        : Optional.of(waiting.removeFirst());
            } finally {
                lock.unlock();
            }
        }

        public boolean isOpen() {
            lock.lock();
            try {
                return !ended;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            synchronized (oldestFirst) {
                oldestFirst.remove(this);
                streams.remove(this);
            }
        }
    }
}
