package muster.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import muster.e2e.Api;
import muster.e2e.RunningHub;

/** How soon a hub on existing data serves pages, and how much memory it then holds. */
final class StartUp implements Measurement {
    private static final int STARTS = 5;
    private static final double READY_SECONDS_MAX = 3;
    private static final double MEMORY_MB_MAX = 300;
    private static final List<String> PAGES = List.of("/", "/login", "/signup", "/pricing");

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        var seconds = new ArrayList<Double>();
        var megabytes = new ArrayList<Double>();
        try (var first = RunningHub.start(Map.of(), "demo")) {
            report.accept(Figure.of("hub-first-start", seconds(first.readyAfter()), "s"));
            first.stop();
            for (int start = 0; start < STARTS; start++) {
                try (var hub = RunningHub.on(first.data(), Map.of())) {
                    seconds.add(seconds(hub.readyAfter()));
                    PAGES.forEach(page -> Api.of(hub).get(page).expect(200));
                    megabytes.add(residentMegabytes(hub.pid()));
                }
            }
        }
        report.accept(Figure.of("hub-ready", median(seconds), "s").atMost(READY_SECONDS_MAX));
        report.accept(Figure.of("hub-memory", median(megabytes), "MB").atMost(MEMORY_MB_MAX));
    }

    private static double residentMegabytes(long pid) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/%d/status".formatted(pid)))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS of process " + pid);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
