package muster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Events over HTTP, signed and compressed, until they are durable, against bare inserts of as many
 * rows from arrays. Who sends them runs on the same machine; its share of it is told.
 */
final class EventIngest implements Measurement {
    private static final int ORGANIZATIONS = 8;
    private static final int COLLECTORS_OF_EACH = 2;
    private static final int BODIES = 50;
    private static final double RATIO_MIN = 0.5;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration TIME = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "events";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        var raw50 = raw(50);
        var raw1000 = raw(1_000);
        report.accept(raw50);
        report.accept(raw1000);
        try (var stage = EventStage.of(ORGANIZATIONS, COLLECTORS_OF_EACH)) {
            measure(stage, 50, raw50, report);
            measure(stage, 1_000, raw1000, report);
        }
    }

    private static Figure raw(int size) throws IOException {
        try (var bench = BenchDatabase.start()) {
            var database = bench.database();
            var tenant = bench.organization("raw");
            RawEvents.prepare(database);
            var collector = UUID.randomUUID();
            var bodies = bodies(size).stream().map(RawEvents::of).toList();
            var rate = new Rate(size);
            long start = System.nanoTime();
            int turn = 0;
            while (System.nanoTime() - start < WARM_UP.plus(TIME).toNanos()) {
                var rows = bodies.get(turn++ % BODIES);
                boolean counts = System.nanoTime() - start > WARM_UP.toNanos();
                rate.time(counts, () -> rows.insert(database, tenant, collector));
            }
            return Figure.of("unnest-insert-" + size, rate.perSecond(), "events/s");
        }
    }

    private static void measure(EventStage stage, int size, Figure raw, Consumer<Figure> report)
            throws IOException {
        var bodies = bodies(size).stream().map(EventIngest::gzip).toList();
        var makers = stage.all().stream().map(sender -> maker(sender, bodies)).toList();
        new Load(Duration.ZERO).run(stage.hub().url(), makers, WARM_UP);
        var load = new Load(Duration.ZERO);
        long own = Load.ownNanos();
        long start = System.nanoTime();
        load.run(stage.hub().url(), makers, TIME);
        double nanos = System.nanoTime() - start;
        double share = (Load.ownNanos() - own) / nanos;
        report.accept(
                Figure.of("events-" + size, load.answered() * size * 1e9 / nanos, "events/s")
                        .against(raw)
                        .atLeast(RATIO_MIN));
        report.accept(Figure.of("events-" + size + "-generator", share, "cores"));
        report.accept(Figure.of("events-" + size + "-refused", (double) load.refused(), "batches"));
    }

    static List<byte[]> bodies(int size) {
        return IntStream.range(0, BODIES).mapToObj(seed -> EventBatches.lines(size, seed)).toList();
    }

    static byte[] gzip(byte[] lines) {
        try {
            return EventBatches.gzip(lines);
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    /** The collector's batches, one after the other. */
    static Supplier<byte[]> maker(Sender sender, List<byte[]> bodies) {
        var turn = new AtomicInteger();
        return () -> sender.batch(bodies.get(turn.getAndIncrement() % bodies.size()));
    }
}
