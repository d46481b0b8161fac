package muster.agent.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import muster.agent.Spool;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was told before it started: by the environment and by {@code agent.properties} in
 * its folder, which the environment overrules.
 *
 * @param folder of the agent; what it remembers is in its folder {@value #STATE}
 * @param root the folder that is looked at: that of a host, where this runs in a container on it
 * @param hub null where the one counts that it enrolled at
 * @param hostname what the machine is called where several agents stand for machines of their own
 *     on one; null where it is what the machine says
 * @param token to enroll with, null where there is none; only ever in the environment
 * @param ca the only certificates to believe, null for those of the system
 * @param plainHttp whether http may go beyond this machine
 * @param statusPort of the status page, 0 for none
 */
record Settings(
        Path folder,
        Path root,
        @Nullable URI hub,
        @Nullable String hostname,
        @Nullable String token,
        @Nullable Path ca,
        @Nullable InetSocketAddress proxy,
        boolean plainHttp,
        boolean once,
        Duration inventory,
        Spool.Bounds spool,
        int statusPort) {
    static final String STATE = "state";

    private static final String FILE = "agent.properties";
    private static final String PREFIX = "MUSTER_AGENT_";
    private static final String TOKEN = "MUSTER_ENROLL_TOKEN";
    private static final String DEFAULT_FOLDER = "/opt/muster-agent";
    private static final int DEFAULT_STATUS_PORT = 7117;
    private static final int PORT_MAX = 65_535;

    /** Those of the file; in the environment they are {@code MUSTER_AGENT_} and in capitals. */
    private static final Set<String> NAMES =
            Set.of(
                    "hub",
                    "root",
                    "hostname",
                    "ca",
                    "proxy",
                    "plain_http",
                    "inventory_minutes",
                    "spool_mib",
                    "spool_days",
                    "status_port");

    /** Those that only the environment says. */
    private static final Set<String> HERE_ONLY = Set.of("home", "once");

    /** A setting that is wrong or unknown; the message names it. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    static Settings read(Map<String, String> environment) throws Refused {
        var folder = Path.of(environment.getOrDefault(PREFIX + "HOME", DEFAULT_FOLDER));
        var texts = ofFile(folder.resolve(FILE));
        for (var variable : environment.entrySet()) {
            if (variable.getKey().startsWith(PREFIX)) {
                var name = variable.getKey().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                if (!NAMES.contains(name) && !HERE_ONLY.contains(name)) {
                    throw new Refused(variable.getKey() + ": there is no such setting");
                }
                texts.put(name, variable.getValue().strip());
            }
        }
        texts.values().removeIf(String::isEmpty);
        return of(folder.toAbsolutePath(), environment.get(TOKEN), texts);
    }

    private static Settings of(Path folder, @Nullable String token, Map<String, String> texts)
            throws Refused {
        var hub = texts.get("hub");
        var ca = texts.get("ca");
        long mib = number(texts, "spool_mib", Spool.Bounds.USUAL.bytes() >> 20, 1 << 20);
        long days = number(texts, "spool_days", Spool.Bounds.USUAL.age().toDays(), 3650);
        return new Settings(
                folder,
                root(texts.getOrDefault("root", "/")),
                hub == null ? null : address("hub", hub),
                texts.get("hostname"),
                token == null || token.isBlank() ? null : token.strip(),
                ca == null ? null : Path.of(ca),
                proxy(texts.get("proxy")),
                flag(texts, "plain_http"),
                flag(texts, "once"),
                Duration.ofMinutes(number(texts, "inventory_minutes", 60, 7 * 24 * 60)),
                new Spool.Bounds(mib << 20, Duration.ofDays(days)),
                (int) number(texts, "status_port", DEFAULT_STATUS_PORT, PORT_MAX));
    }

    private static Map<String, String> ofFile(Path file) throws Refused {
        var texts = new HashMap<String, String>();
        if (Files.exists(file)) {
            var properties = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new Refused("%s cannot be read: %s".formatted(file, e.getMessage()));
            }
            for (var name : properties.stringPropertyNames()) {
                if (!NAMES.contains(name)) {
                    throw new Refused(
                            "%s: there is no setting \"%s\", expected one of %s"
                                    .formatted(file, name, new TreeSet<>(NAMES)));
                }
                texts.put(name, properties.getProperty(name).strip());
            }
        }
        return texts;
    }

    private static @Nullable InetSocketAddress proxy(@Nullable String text) throws Refused {
        if (text == null) {
            return null;
        }
        var address = address("proxy", text);
        if (address.getPort() < 0) {
            throw new Refused("proxy: \"%s\", expected http://name:port".formatted(text));
        }
        return InetSocketAddress.createUnresolved(address.getHost(), address.getPort());
    }

    private static Path root(String text) throws Refused {
        var root = Path.of(text);
        if (!root.isAbsolute() || !Files.isDirectory(root)) {
            throw new Refused("root: \"%s\", expected a folder such as /host".formatted(text));
        }
        return root.normalize();
    }

    private static URI address(String name, String text) throws Refused {
        try {
            var address = URI.create(text.endsWith("/") ? text : text + "/");
            if (address.getHost() != null && address.getScheme() != null) {
                return URI.create(text.replaceFirst("/+$", ""));
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Told below, like all others.
        }
        throw new Refused("%s: \"%s\", expected https://name".formatted(name, text));
    }

    private static boolean flag(Map<String, String> texts, String name) throws Refused {
        return number(texts, name, 0, 1) == 1;
    }

    private static long number(Map<String, String> texts, String name, long usual, long most)
            throws Refused {
        var text = texts.get(name);
        if (text == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like all others.
        }
        throw new Refused("%s: \"%s\", expected a number up to %,d".formatted(name, text, most));
    }

    /** Without the token: whatever is printed ends in a log. */
    @Override
    public String toString() {
        return "settings of " + folder;
    }
}
