package muster.agent.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.agent.Status;
import org.jspecify.annotations.Nullable;

/** How the agent is doing, in words. */
final class StatusText {
    private StatusText() {}

    static String of(Status status) {
        var text = new StringBuilder();
        rows(status).forEach((name, value) -> text.append("%-18s %s%n".formatted(name, value)));
        text.append(list("Not yet told to the hub", status.notes()));
        text.append(list("Last lines", status.lines()));
        return text.toString();
    }

    static String html(Status status) {
        var rows = new StringBuilder();
        rows(status)
                .forEach((name, value) ->
                        rows.append(
                                "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                                        .formatted(escaped(name), escaped(value))));
        return """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Muster agent</title></head>
        <body>
        <h1>Muster agent</h1>
        <table>
        %s</table>
        <h2>Not yet told to the hub</h2>
        <pre>%s</pre>
        <h2>Last lines</h2>
        <pre>%s</pre>
        </body>
        </html>
        """
                .formatted(
                        rows,
                        escaped(String.join("\n", status.notes())),
                        escaped(String.join("\n", status.lines())));
    }

    private static Map<String, String> rows(Status status) {
        var rows = new LinkedHashMap<String, String>();
        rows.put("State", state(status));
        rows.put("Hub", status.hub().toString());
        rows.put("Enrolled as", orNever(status.agentId(), "not enrolled"));
        rows.put("Last acknowledged", orNever(status.acknowledgedAt(), "not since the start"));
        rows.put("Last heartbeat", orNever(status.heardAt(), "not since the start"));
        rows.put(
                "Spool",
                status.oldest() == null
                        ? "empty"
                        : "%,d batches, %,d bytes, oldest of %s"
                                .formatted(status.batches(), status.bytes(), status.oldest()));
        return rows;
    }

    private static String state(Status status) {
        if (status.stopped() != null) {
            return "stopped: " + status.stopped();
        } else if (!status.trouble().isEmpty()) {
            return "in trouble: " + status.trouble();
        } else {
            return status.agentId() == null ? "not enrolled" : "well";
        }
    }

    private static String orNever(@Nullable Object value, String never) {
        return value == null ? never : value.toString();
    }

    private static String list(String title, List<String> lines) {
        return lines.isEmpty() ? "" : "%n%s:%n  %s%n".formatted(title, String.join("\n  ", lines));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
