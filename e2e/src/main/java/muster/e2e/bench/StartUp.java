package muster.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import muster.e2e.Api;
import muster.e2e.Eventually;
import muster.e2e.RunningHub;

/** How soon a hub on existing data serves pages, and how much memory it then holds. */
final class StartUp implements Measurement {
    private static final int STARTS = 5;
    private static final int STARTS_WITH_FEEDS = 2;
    private static final double READY_SECONDS_MAX = 3;
    private static final double MEMORY_MB_MAX = 300;
    private static final Duration IMPORTED_AT_MOST = Duration.ofMinutes(4);
    private static final List<String> PAGES = List.of("/", "/login", "/signup", "/pricing");
    private static final List<String> FEEDS =
            List.of(
                    "vulns/data/osv-debian.jsonl.gz",
                    "vulns/data/osv-alpine.jsonl.gz",
                    "vulns/data/known_exploited_vulnerabilities-2026.08.07.json");

    /** What a hub says of the catalogue when the stored advisories are in memory. */
    private static final String FEEDS_PAGE = "/api/v1/feeds";

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        try (var first = RunningHub.start(Map.of(), "demo")) {
            report.accept(Figure.of("hub-first-start", seconds(first.readyAfter()), "s"));
            first.stop();
            var starts = new Starts();
            for (int start = 0; start < STARTS; start++) {
                starts.again(first.data(), Map.of(), StartUp::known);
            }
            report.accept(
                    Figure.of("hub-ready", Percentile.median(starts.seconds), "s")
                            .atMost(READY_SECONDS_MAX));
            report.accept(
                    Figure.of("hub-memory", Percentile.median(starts.megabytes), "MB")
                            .atMost(MEMORY_MB_MAX));
        }
        var files = FEEDS.stream().flatMap(name -> Corpora.file(name).stream()).toList();
        if (files.size() == FEEDS.size()) {
            withFeeds(files, report);
        }
    }

    private static void withFeeds(List<Path> files, Consumer<Figure> report) throws IOException {
        var folder = Files.createTempDirectory("muster-bench-feeds");
        try {
            for (var file : files) {
                Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
            }
            var settings = Map.of("MUSTER_FEEDS", folder.toString());
            try (var first = RunningHub.start(settings)) {
                long start = System.nanoTime();
                Eventually.holds("feeds are imported", IMPORTED_AT_MOST, () -> imported(first));
                report.accept(Figure.of("feeds-imported", (System.nanoTime() - start) / 1e9, "s"));
                first.stop();
                var starts = new Starts();
                for (int again = 0; again < STARTS_WITH_FEEDS; again++) {
                    starts.again(first.data(), settings, StartUp::inMemory);
                }
                report.accept(
                        Figure.of("hub-ready-with-feeds", Percentile.median(starts.seconds), "s"));
                report.accept(
                        Figure.of(
                                "hub-memory-with-feeds",
                                Percentile.median(starts.megabytes),
                                "MB"));
            }
        } finally {
            for (var file : files) {
                Files.deleteIfExists(folder.resolve(file.getFileName()));
            }
            Files.delete(folder);
        }
    }

    private static boolean imported(RunningHub hub) {
        int ready = 0;
        for (var feed : feeds(hub).path("items")) {
            boolean ours = !feed.path("excerpt").asBoolean();
            ready += ours && feed.path("state").asText().equals("ready") ? 1 : 0;
        }
        return ready == FEEDS.size() && inMemory(hub);
    }

    /** Without feeds no distribution is covered: there are only the excerpts. */
    private static boolean known(RunningHub hub) {
        return !feeds(hub).path("items").isEmpty();
    }

    private static boolean inMemory(RunningHub hub) {
        return !feeds(hub).path("covered").isEmpty();
    }

    /** Empty while the hub says that it was asked too often. */
    private static JsonNode feeds(RunningHub hub) {
        return Api.of(hub).get(FEEDS_PAGE).json();
    }

    /** What starts of hubs on the same data took. */
    private static final class Starts {
        final List<Double> seconds = new ArrayList<>();
        final List<Double> megabytes = new ArrayList<>();

        void again(Path data, Map<String, String> settings, Predicate<RunningHub> settled)
                throws IOException {
            try (var hub = RunningHub.on(data, settings)) {
                seconds.add(StartUp.seconds(hub.readyAfter()));
                PAGES.forEach(page -> Api.of(hub).get(page).expect(200));
                Eventually.holds(
                        "the catalogue is in memory", IMPORTED_AT_MOST, () -> settled.test(hub));
                megabytes.add(residentMegabytes(hub.pid()));
            }
        }
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
}
