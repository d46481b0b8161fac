package muster.enrollment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Tenant;
import muster.web.Announcements;
import org.jspecify.annotations.Nullable;

/**
 * The check-ins of collectors, of which there may be hundreds a second: gathered in memory, and
 * written about once a second, one statement for each organization. What a crash takes of them the
 * next minute brings again; what a collector has to say beside is written at once.
 */
public final class Heartbeats implements AutoCloseable {
    /** How often a collector checks in. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    /** A collector that was silent for two of its intervals, and a while for the way, is late. */
    static final Duration LATE = EVERY.multipliedBy(2).plusSeconds(30);

    private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(Heartbeats.class.getName());

    private final Database database;
    private final Announcements announcements;
    private final Clock clock;
    private Map<UUID, Waiting> waiting = new HashMap<>();
    private @Nullable Thread writer;

    /**
     * What a collector says of itself.
     *
     * @param clockMillis how far its clock is ahead of ours
     * @param spoolOldest since when what waits in its spool waits, null where nothing does
     */
    record Beat(
            String version,
            long clockMillis,
            int spoolBatches,
            long spoolBytes,
            @Nullable Instant spoolOldest) {}

    private record Written(UUID id, boolean awake) {}

    private record Waiting(Tenant tenant, UUID collector, Beat beat, Instant at) {}

    Heartbeats(Database database, Announcements announcements, Clock clock) {
        this.database = database;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Begins to write what was gathered. */
    public void start() {
        writer = Thread.ofPlatform().daemon().name("heartbeats").start(this::write);
    }

    /** Takes note of one, without a word to the database. */
    void gather(Tenant tenant, UUID collector, Beat beat) {
        var one = new Waiting(tenant, collector, beat, clock.instant());
        synchronized (this) {
            waiting.put(collector, one);
        }
    }

    /** Writes all that was gathered. */
    public void flush() {
        byTenant(gathered()).forEach(this::write);
    }

    private synchronized Map<UUID, Waiting> gathered() {
        var all = waiting;
        waiting = new HashMap<>();
        return all;
    }

    private static Map<Tenant, List<Waiting>> byTenant(Map<UUID, Waiting> all) {
        var byTenant = new HashMap<Tenant, List<Waiting>>();
        for (var one : all.values()) {
            byTenant.computeIfAbsent(one.tenant(), _ -> new ArrayList<>()).add(one);
        }
        return byTenant;
    }

    // One organization that cannot be written keeps back no other.
    private void write(Tenant tenant, List<Waiting> beats) {
        try {
            var awake = database.inTenant(tenant, () -> written(beats));
            awake.forEach(id -> announcements.announce(tenant, Collectors.KIND, id.toString()));
        } catch (Database.Failure away) {
            LOG.log(System.Logger.Level.WARNING, "check-ins wait for the database", away);
            keep(beats);
        } catch (RuntimeException failure) {
            // The next minute brings others; nobody else waits for these.
            LOG.log(System.Logger.Level.ERROR, "check-ins of " + tenant, failure);
        }
    }

    /** For the next time, unless something newer came. */
    private synchronized void keep(List<Waiting> beats) {
        beats.forEach(one -> waiting.putIfAbsent(one.collector(), one));
    }

    /** The ids of those that had not been heard of, or not for long. */
    private List<UUID> written(List<Waiting> beats) {
        return database
                .list(
                        Sql.of(
                                """
                                update collectors c set version = b.version, seen_at = b.at,
                                    late_after = b.late_after, clock_millis = b.clock_millis,
                                    spool_batches = b.spool_batches, spool_bytes = b.spool_bytes,
                                    spool_oldest = b.spool_oldest
                                from unnest(?, ?, ?, ?, ?, ?, ?, ?) as b (id, version, at,
                                    late_after, clock_millis, spool_batches, spool_bytes,
                                    spool_oldest)
                                where c.id = b.id and c.revoked_at is null
                                returning c.id, old.seen_at is null or old.late_after < b.at as awake
                                """,
                                column(beats, Waiting::collector).toArray(UUID[]::new),
                                column(beats, one -> one.beat().version()).toArray(String[]::new),
                                column(beats, Waiting::at).toArray(Instant[]::new),
                                column(beats, one -> one.at().plus(LATE)).toArray(Instant[]::new),
                                column(beats, one -> one.beat().clockMillis()).toArray(Long[]::new),
                                column(beats, one -> one.beat().spoolBatches())
                                        .toArray(Integer[]::new),
                                column(beats, one -> one.beat().spoolBytes()).toArray(Long[]::new),
                                beats.stream()
                                        .map(one -> one.beat().spoolOldest())
                                        .toArray(Instant[]::new)),
                        row -> new Written(row.uuid("id"), row.flag("awake")))
                .stream()
                .filter(Written::awake)
                .map(Written::id)
                .toList();
    }

    private static <T> List<T> column(List<Waiting> beats, Function<Waiting, T> value) {
        return beats.stream().map(value).toList();
    }

    private void write() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(FLUSH_EVERY);
                flush();
            }
        } catch (InterruptedException stopping) {
            // What was gathered is written by close.
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.interrupt();
            try {
                writer.join(Duration.ofSeconds(5));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
        flush();
    }
}
