package muster.e2e.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How long a quiet organization waits, which sends a batch when its last was answered and a moment
 * has passed, alone and while another organization sends a hundred times as much.
 */
final class EventFlood implements Measurement {
    private static final int FLOODING_CONNECTIONS = 20;
    private static final int QUIET_BATCH = 20;
    private static final Duration QUIET_PAUSE = Duration.ofMillis(20);

    /** A hundred times as many events: 5 times as many batches of 20 times as many. */
    private static final int FLOOD_BATCH = 20 * QUIET_BATCH;

    private static final Duration FLOOD_PAUSE =
            QUIET_PAUSE.multipliedBy(FLOODING_CONNECTIONS).dividedBy(5);

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;
    private static final double RATIO_MAX = 2;

    @Override
    public String name() {
        return "events-flood";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        try (var stage = EventStage.of(2, FLOODING_CONNECTIONS)) {
            new Load(QUIET_PAUSE).run(stage.hub().url(), List.of(quiet(stage)), TIME);
            new Load(FLOOD_PAUSE).run(stage.hub().url(), flood(stage), TIME);
            var rounds = new ArrayList<List<Figure>>();
            for (int n = 0; n < ROUNDS; n++) {
                rounds.add(round(stage));
            }
            // The one in the middle: neither luck nor a busy machine decides.
            rounds.sort(Comparator.comparingDouble(EventFlood::ratio));
            rounds.get(ROUNDS / 2).forEach(report);
        }
    }

    private static double ratio(List<Figure> round) {
        var comparison = round.getLast().comparison();
        return comparison == null ? 0 : comparison.ratio();
    }

    private static List<Figure> round(EventStage stage) throws IOException {
        var alone = Load.closedLoop(QUIET_PAUSE);
        alone.run(stage.hub().url(), List.of(quiet(stage)), TIME);
        var flood = new Load(FLOOD_PAUSE);
        var beside = Load.closedLoop(QUIET_PAUSE);
        var flooding =
                Thread.ofPlatform()
                        .start(() -> run(flood, stage, flood(stage), TIME.plusSeconds(2)));
        run(beside, stage, List.of(quiet(stage)), TIME);
        try {
            flooding.join();
        } catch (InterruptedException stopping) {
            throw new IOException("interrupted", stopping);
        }
        var quiet = Figure.of("quiet-p99", Percentile.p99(alone.millis()), "ms");
        return List.of(
                quiet,
                Figure.of("quiet-median", Percentile.median(alone.millis()), "ms"),
                Figure.of("flood-median", Percentile.median(beside.millis()), "ms"),
                Figure.of("flood", flood.answered() * FLOOD_BATCH / flood.seconds(), "events/s"),
                Figure.of("flood-refused", flood.refused() / flood.seconds(), "batches/s"),
                Figure.of("quiet-beside-flood-p99", Percentile.p99(beside.millis()), "ms")
                        .against(quiet)
                        .atMost(RATIO_MAX));
    }

    private static void run(
            Load load, EventStage stage, List<Supplier<byte[]>> makers, Duration time) {
        try {
            load.run(stage.hub().url(), makers, time);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Supplier<byte[]> quiet(EventStage stage) {
        return EventIngest.maker(stage.senders(0).getFirst(), packed(QUIET_BATCH));
    }

    private static List<Supplier<byte[]>> flood(EventStage stage) {
        var bodies = packed(FLOOD_BATCH);
        var makers = new ArrayList<Supplier<byte[]>>();
        stage.senders(1).forEach(sender -> makers.add(EventIngest.maker(sender, bodies)));
        return makers;
    }

    private static List<byte[]> packed(int size) {
        return EventIngest.bodies(size).stream().map(EventIngest::gzip).toList();
    }
}
