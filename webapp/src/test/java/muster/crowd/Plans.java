package muster.crowd;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import muster.database.TestDatabase;

/**
 * The plans by which the database ran statements, as the server itself logs them.
 *
 * @param log the server's log
 * @see <a href="https://www.postgresql.org/docs/18/auto-explain.html">auto_explain</a>
 */
record Plans(Path log) {
    private static final Pattern NODE =
            Pattern.compile("actual (?:time=\\S+ )?rows=([\\d.]+) loops=(\\d+)");
    private static final Pattern REMOVED = Pattern.compile("Rows Removed by [\\w ]+: (\\d+)");
    private static final String HEADING = "  plan:";

    /** One statement's plan. */
    record Plan(String text) {
        /** Rows that went through one of its nodes, or were read there and left out. */
        long rowsReadAtMost() {
            double most = 0;
            double rows = 0;
            double loops = 0;
            for (var line : text.split("\n", -1)) {
                var node = NODE.matcher(line);
                var removed = REMOVED.matcher(line);
                if (node.find()) {
                    rows = Double.parseDouble(node.group(1));
                    loops = Double.parseDouble(node.group(2));
                } else if (removed.find()) {
                    rows += Double.parseDouble(removed.group(1));
                }
                most = Math.max(most, rows * loops);
            }
            return Math.round(most);
        }
    }

    /** Lets the server log the plan of every statement that the hub's own role runs here. */
    static Plans of(TestDatabase test) {
        var server = test.server();
        try (var admin =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = admin.createStatement()) {
            for (var setting :
                    List.of(
                            "session_preload_libraries = 'auto_explain'",
                            "auto_explain.log_min_duration = 0",
                            "auto_explain.log_analyze = on",
                            "auto_explain.log_timing = off")) {
                statement.execute(
                        "alter role muster_app in database "
                                + server.database()
                                + " set "
                                + setting);
            }
            try (var rows = statement.executeQuery("show data_directory")) {
                rows.next();
                return new Plans(Path.of(rows.getString(1)).resolveSibling("postgres.log"));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The plans of what this runs. */
    List<Plan> since(Runnable work) {
        var before = log.toFile().length();
        work.run();
        var plans = new ArrayList<Plan>();
        var plan = new StringBuilder();
        var within = false;
        for (var line : logSince(before).split("\n", -1)) {
            if (within && line.startsWith("\t")) {
                plan.append(line, 1, line.length()).append('\n');
            } else {
                if (within) {
                    plans.add(new Plan(plan.toString()));
                    plan.setLength(0);
                }
                within = line.endsWith(HEADING);
            }
        }
        return plans;
    }

    private String logSince(long position) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var bytes = new byte[Math.toIntExact(file.length() - position)];
            file.seek(position);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
