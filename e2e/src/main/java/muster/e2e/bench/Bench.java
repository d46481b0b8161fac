package muster.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import muster.e2e.Home;

/** Measures what must hold, prints a line per figure and writes them to bench.json. */
public final class Bench {
    private static final List<Measurement> ALL =
            List.of(
                    new StartUp(),
                    new Ingest(),
                    new Matching(),
                    new Pages(),
                    new Drippers(),
                    new EventIngest(),
                    new EventFleet("events-sustained", Duration.ofSeconds(30)),
                    new EventFlood(),
                    new CheckIns(),
                    new AgentIdle(),
                    new SnmpSweep(),
                    new SshSessions());

    /** Measured only when they are named: they take their time. */
    private static final List<Measurement> LONG =
            List.of(new EventFleet("events-sustained-5-minutes", Duration.ofMinutes(5)));

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Bench() {}

    /** All measurements, or those that are named. */
    static void main(String... names) throws Exception {
        var figures = new ArrayList<Figure>();
        for (var measurement : wanted(List.of(names))) {
            measurement.measure(figure -> {
                figures.add(figure);
                System.out.println(figure.line());
            });
        }
        write(figures, Home.folder().resolve("bench.json"));
        var missed = figures.stream().filter(figure -> !figure.holds()).toList();
        missed.forEach(figure -> System.err.println("missed: " + figure.line()));
        System.exit(missed.isEmpty() && !figures.isEmpty() ? 0 : 1);
    }

    private static List<Measurement> wanted(List<String> names) {
        return names.isEmpty()
                ? ALL
                : Stream.concat(ALL.stream(), LONG.stream())
                        .filter(measurement -> names.contains(measurement.name()))
                        .toList();
    }

    private static void write(List<Figure> figures, Path file) throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        for (var figure : figures) {
            var row = new TreeMap<String, Object>();
            row.put("name", figure.name());
            row.put("value", figure.value());
            row.put("unit", figure.unit());
            row.put("holds", figure.holds());
            if (figure.comparison() != null) {
                row.put("ratio_to", figure.comparison().other());
                row.put("ratio", figure.comparison().ratio());
            }
            if (figure.bound() != null) {
                row.put(figure.bound().atMost() ? "at_most" : "at_least", figure.bound().limit());
            }
            rows.add(row);
        }
        JSON.writeValue(file.toFile(), rows);
    }
}
