package muster.scanner.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import muster.scanner.Secret;

/** Whose API a firewall has: where it is, how a token is shown to it, and what it tells. */
enum FirewallApi {
    FORTI_OS("fortinet", "get system status", Paths.FORTI_OS, Paths.FORTI_OS) {
        @Override
        boolean isAt(Page door) {
            return Paths.REFUSED.contains(door.status()) && !Paths.isPanOs(door);
        }

        @Override
        String header(Secret token) {
            return "Authorization: Bearer " + token.reveal().strip();
        }

        @Override
        Optional<String> console(byte[] body) {
            return fortiOs(body);
        }
    },
    PAN_OS("paloalto_panos", "show system info", Paths.PAN_OS, Paths.PAN_OS_INFO) {
        @Override
        boolean isAt(Page door) {
            return Paths.isPanOs(door);
        }

        @Override
        String header(Secret token) {
            return "X-PAN-KEY: " + token.reveal().strip();
        }

        @Override
        Optional<String> console(byte[] body) {
            return panOs(body);
        }
    };

    /** The only pages that are asked for: each reads, and none changes anything. */
    private static final class Paths {
        static final String FORTI_OS = "/api/v2/monitor/system/status";
        static final String PAN_OS = "/api/";
        static final String PAN_OS_INFO =
                "/api/?type=op&cmd="
                        + URLEncoder.encode(
                                "<show><system><info></info></system></show>",
                                StandardCharsets.UTF_8);
        static final Set<Integer> REFUSED = Set.of(401, 403);

        static boolean isPanOs(Page page) {
            return Shown.text(page.body()).contains("<response");
        }
    }

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build();

    private final String platform;
    private final String command;
    private final String door;
    private final String path;

    FirewallApi(String platform, String command, String door, String path) {
        this.platform = platform;
        this.command = command;
        this.door = door;
        this.path = path;
    }

    /** Netmiko's name of what has it. */
    String platform() {
        return platform;
    }

    /** What prints the same on the console. */
    String command() {
        return command;
    }

    /** Where it shows that it is there, to anybody. */
    String door() {
        return door;
    }

    /** Where it tells what it is. */
    String path() {
        return path;
    }

    /** Whether this is what it shows at the door. */
    abstract boolean isAt(Page door);

    abstract String header(Secret token);

    /** What it told, as the console prints it; empty where it told nothing of the kind. */
    abstract Optional<String> console(byte[] body);

    /** {@code sw-version: 10.2.9} */
    private static Optional<String> panOs(byte[] body) {
        try {
            var lines = new ArrayList<String>();
            for (var leaf : XmlLeaves.of(body).all()) {
                lines.add(leaf.name() + ": " + leaf.text());
            }
            return lines.stream().anyMatch(line -> line.startsWith("sw-version: "))
                    ? Optional.of(String.join("\n", lines))
                    : Optional.empty();
        } catch (XmlLeaves.Refused e) {
            return Optional.empty();
        }
    }

    /** {@code Version: FortiGate-60F v7.2.8,build1639} */
    private static Optional<String> fortiOs(byte[] body) {
        Map<String, String> texts;
        try {
            texts = texts(body);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (!texts.containsKey("version")) {
            return Optional.empty();
        }
        var name = texts.getOrDefault("model_name", "");
        var number = texts.getOrDefault("model_number", "");
        var model = name.isEmpty() || number.isEmpty() ? name + number : name + "-" + number;
        var build = texts.containsKey("build") ? ",build" + texts.get("build") : "";
        var lines = new ArrayList<String>();
        lines.add("Version: " + (model + " " + texts.get("version") + build).strip());
        if (texts.containsKey("serial")) {
            lines.add("Serial-Number: " + texts.get("serial"));
        }
        if (texts.containsKey("hostname")) {
            lines.add("Hostname: " + texts.get("hostname"));
        }
        return Optional.of(String.join("\n", lines));
    }

    private static Map<String, String> texts(byte[] body) throws IOException {
        var texts = new HashMap<String, String>();
        try (var in = JSON.createParser(body)) {
            for (var token = in.nextToken(); token != null; token = in.nextToken()) {
                var name = in.currentName();
                if (name != null
                        && (token == JsonToken.VALUE_STRING
                                || token == JsonToken.VALUE_NUMBER_INT)) {
                    texts.putIfAbsent(name, Shown.line(in.getText()));
                }
            }
        }
        return texts;
    }
}
