package muster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A hundred organizations that send 10,000 events a second between them, and whether every event
 * that was acknowledged is there.
 */
final class EventFleet implements Measurement {
    private static final int ORGANIZATIONS = 100;
    private static final int EVENTS_A_SECOND = 10_000;
    private static final int BATCH = 50;
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    /** Ends of the time may cut off a batch of each. */
    private static final double SHARE_MIN = 0.99;

    private final String name;
    private final Duration time;

    EventFleet(String name, Duration time) {
        this.name = name;
        this.time = time;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        var bodies = EventIngest.bodies(BATCH).stream().map(EventIngest::gzip).toList();
        var pause = Duration.ofNanos(1_000_000_000L * BATCH * ORGANIZATIONS / EVENTS_A_SECOND);
        try (var stage = EventStage.of(ORGANIZATIONS, 1)) {
            var makers =
                    stage.all().stream().map(sender -> EventIngest.maker(sender, bodies)).toList();
            var warm = new Load(pause);
            warm.run(stage.hub().url(), makers, WARM_UP);
            var load = new Load(pause);
            long own = Load.ownNanos();
            long start = System.nanoTime();
            load.run(stage.hub().url(), makers, time);
            double nanos = System.nanoTime() - start;
            double perSecond = load.answered() * BATCH * 1e9 / nanos;
            report.accept(
                    Figure.of(name, perSecond, "events/s").atLeast(EVENTS_A_SECOND * SHARE_MIN));
            report.accept(Figure.of(name + "-p99", Percentile.p99(load.millis()), "ms"));
            report.accept(Figure.of(name + "-generator", (Load.ownNanos() - own) / nanos, "cores"));
            double acknowledged = (double) (warm.answered() + load.answered()) * BATCH;
            report.accept(
                    Figure.of(name + "-missing", acknowledged - stage.stored(), "events")
                            .atMost(0));
        }
    }
}
