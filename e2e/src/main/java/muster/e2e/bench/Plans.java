package muster.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import muster.e2e.RunningHub;

/**
 * How many rows the database reads for a page. The server itself logs the plan of every statement
 * that the hub's own role runs, with the rows that went through each of its nodes.
 *
 * @see <a href="https://www.postgresql.org/docs/18/auto-explain.html">auto_explain</a>
 */
final class Plans implements AutoCloseable {
    /** What a list shows at once; other pages show less. */
    private static final int ROWS_SHOWN = 50;

    private static final double RATIO_MAX = 10;

    // The server plans a statement anew the first times, then settles for one plan.
    private static final int REQUESTS = 12;

    private static final String PLAN = "  plan:";
    private static final List<String> WATCH =
            List.of(
                    "alter role muster_app set session_preload_libraries = 'auto_explain'",
                    "alter role muster_app set auto_explain.log_min_duration = 0",
                    "alter role muster_app set auto_explain.log_analyze = on",
                    "alter role muster_app set auto_explain.log_timing = off",
                    "alter role muster_app set auto_explain.log_format = 'json'");
    private static final List<String> READ =
            List.of("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Inhabited inhabited;
    private final RunningHub hub;

    private Plans(Inhabited inhabited) {
        this.inhabited = inhabited;
        this.hub = inhabited.serve();
    }

    /** A hub on this data whose every statement is explained. */
    static Plans watched(Inhabited inhabited) throws IOException {
        inhabited.administer(WATCH);
        return new Plans(inhabited);
    }

    void measure(Consumer<Figure> report) throws IOException {
        var shown = Figure.of("rows-shown", ROWS_SHOWN, "rows");
        var member = inhabited.many().at(hub);
        for (var page : Pages.ALL) {
            var path = member.path(page);
            long before = inhabited.log().toFile().length();
            for (int request = 0; request < REQUESTS; request++) {
                member.session().get(path).expect(200);
            }
            var plans = plansSince(before);
            var name = "plan " + (page.isEmpty() ? "/" : page);
            report.accept(
                    Figure.of(name + " rows-read-at-most", most(plans), "rows")
                            .against(shown)
                            .atMost(RATIO_MAX));
            report.accept(
                    Figure.of(
                            name + " statements", (double) plans.size() / REQUESTS, "statements"));
        }
    }

    @Override
    public void close() {
        hub.close();
    }

    private static double most(List<JsonNode> plans) {
        double most = 0;
        var greedy = new LinkedHashMap<String, Double>();
        for (var plan : plans) {
            double read = nodes(plan.path("Plan")).mapToDouble(Plans::read).max().orElse(0);
            if (read > RATIO_MAX * ROWS_SHOWN) {
                greedy.put(plan.path("Query Text").asText(), read);
            }
            most = Math.max(most, read);
        }
        greedy.forEach((query, read) -> System.err.println(read + " rows read by " + query));
        return most;
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        var below = StreamSupport.stream(node.path("Plans").spliterator(), false);
        return Stream.concat(Stream.of(node), below.flatMap(Plans::nodes));
    }

    private static double read(JsonNode node) {
        double eachTime = READ.stream().mapToDouble(name -> node.path(name).asDouble()).sum();
        return eachTime * node.path("Actual Loops").asDouble();
    }

    /** A plan begins behind its heading; its lines are indented by a tab. */
    private List<JsonNode> plansSince(long position) throws IOException {
        var plans = new ArrayList<JsonNode>();
        var plan = new StringBuilder();
        boolean within = false;
        for (var line : logSince(position).split("\n", -1)) {
            if (within && line.startsWith("\t")) {
                plan.append(line, 1, line.length()).append('\n');
            } else {
                if (within) {
                    plans.add(JSON.readTree(plan.toString()));
                    plan.setLength(0);
                }
                within = line.endsWith(PLAN);
            }
        }
        return plans;
    }

    private String logSince(long position) throws IOException {
        try (var file = new RandomAccessFile(inhabited.log().toFile(), "r")) {
            var bytes = new byte[Math.toIntExact(file.length() - position)];
            file.seek(position);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
