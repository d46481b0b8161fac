package muster.e2e.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Collectors that say that they live, 25,000 times a minute. */
final class CheckIns implements Measurement {
    private static final int COLLECTORS_OF_EACH = 50;
    private static final int ORGANIZATIONS = 100;
    private static final int CONNECTIONS = 50;
    private static final int A_MINUTE = 25_000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final double MILLIS_MAX = 100;
    private static final double SHARE_MIN = 0.99;

    @Override
    public String name() {
        return "check-ins";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        var pause = Duration.ofNanos(60_000_000_000L * CONNECTIONS / A_MINUTE);
        try (var stage = EventStage.of(ORGANIZATIONS, COLLECTORS_OF_EACH)) {
            var makers =
                    IntStream.range(0, CONNECTIONS).mapToObj(n -> maker(stage.all(), n)).toList();
            new Load(pause).run(stage.hub().url(), makers, WARM_UP);
            var load = new Load(pause);
            long start = System.nanoTime();
            load.run(stage.hub().url(), makers, TIME);
            double minutes = (System.nanoTime() - start) / 60e9;
            report.accept(
                    Figure.of("check-ins", load.answered() / minutes, "check-ins/min")
                            .atLeast(A_MINUTE * SHARE_MIN));
            report.accept(
                    Figure.of("check-ins-p99", Percentile.p99(load.millis()), "ms")
                            .atMost(MILLIS_MAX));
        }
    }

    /** A connection for every fiftieth of the collectors, in turns. */
    private static Supplier<byte[]> maker(List<Sender> all, int connection) {
        var turn = new AtomicInteger(connection);
        return () -> {
            var sender = all.get(turn.getAndAdd(CONNECTIONS) % all.size());
            var body =
                    """
                    {"wire": 2, "version": "1.0", "clock": "%s",
                     "spool": {"batches": 0, "bytes": 0, "oldest_at": null}, "notes": []}
                    """
                            .formatted(Instant.now());
            return sender.heartbeat(body.getBytes(StandardCharsets.UTF_8));
        };
    }
}
