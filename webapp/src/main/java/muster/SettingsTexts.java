package muster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings as written, and how each kind of text becomes a value. */
final class SettingsTexts {
    private static final int PORT_MAX = 65_535;

    private final Map<Setting, String> texts;

    private SettingsTexts(Map<Setting, String> texts) {
        this.texts = texts;
    }

    static SettingsTexts read(Map<String, String> environment) throws Settings.Refused {
        var texts = new EnumMap<Setting, String>(Setting.class);
        var unknown = new TreeSet<String>();
        environment.keySet().stream().filter(Setting::claims).forEach(unknown::add);
        for (var setting : Setting.values()) {
            unknown.remove(setting.variable());
            // An empty variable is how compose files and shells say "not set".
            var text = environment.getOrDefault(setting.variable(), "").strip();
            if (!text.isEmpty()) {
                texts.put(setting, text);
            }
        }
        if (!unknown.isEmpty()) {
            throw new Settings.Refused(unknown("the environment", unknown, Setting::variable));
        }
        var file = texts.get(Setting.CONFIG);
        if (file != null) {
            properties(file).forEach(texts::putIfAbsent);
        }
        return new SettingsTexts(texts);
    }

    Optional<String> text(Setting setting) {
        return Optional.ofNullable(texts.get(setting));
    }

    List<String> list(Setting setting) {
        return text(setting).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    <E extends Enum<E>> E oneOf(Setting setting, E[] values, E otherwise) throws Settings.Refused {
        var text = texts.get(setting);
        if (text == null) {
            return otherwise;
        }
        for (var value : values) {
            if (word(value).equals(text)) {
                return value;
            }
        }
        var words =
                Arrays.stream(values).map(SettingsTexts::word).collect(Collectors.joining(" or "));
        throw refusal(setting, "is not " + words);
    }

    int port(Setting setting, int otherwise) throws Settings.Refused {
        var text = texts.get(setting);
        return text == null ? otherwise : port(setting, text);
    }

    /** The same, where 0 stands for any that is free. */
    int portOrAny(Setting setting, int otherwise) throws Settings.Refused {
        return "0".equals(texts.get(setting)) ? 0 : port(setting, otherwise);
    }

    Optional<Path> path(Setting setting) throws Settings.Refused {
        var text = texts.get(setting);
        try {
            return Optional.ofNullable(text).map(Path::of);
        } catch (InvalidPathException _) {
            throw refusal(setting, "is not a path");
        }
    }

    InetAddress address(Setting setting, String otherwise) throws Settings.Refused {
        return literal(setting, texts.getOrDefault(setting, otherwise));
    }

    /** An address and port, such as 127.0.0.1:53 or [::1]:53. */
    Optional<InetSocketAddress> socket(Setting setting) throws Settings.Refused {
        var text = texts.get(setting);
        if (text == null) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw refusal(setting, "is not an address:port");
        }
        var host = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        int port = port(setting, text.substring(colon + 1));
        return Optional.of(new InetSocketAddress(literal(setting, host), port));
    }

    /** A web origin: http or https, a host, maybe a port, nothing else. */
    Optional<URI> origin(Setting setting) throws Settings.Refused {
        var text = texts.get(setting);
        if (text == null) {
            return Optional.empty();
        }
        var origin = uri(setting, text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean bare =
                origin.getRawPath().isEmpty()
                        && origin.getRawQuery() == null
                        && origin.getRawFragment() == null
                        && origin.getRawUserInfo() == null;
        if (!bare || !List.of("http", "https").contains(origin.getScheme())) {
            throw refusal(setting, "is not an origin such as https://muster.example.com");
        }
        return Optional.of(origin);
    }

    /** A server with maybe a user and password, in one of these schemes. */
    Optional<URI> server(Setting setting, String... schemes) throws Settings.Refused {
        var text = texts.get(setting);
        if (text == null) {
            return Optional.empty();
        }
        var server = uri(setting, text);
        if (!List.of(schemes).contains(server.getScheme())) {
            throw refusal(setting, "does not look like " + setting.meaning());
        }
        return Optional.of(server);
    }

    private static Map<Setting, String> properties(String file) throws Settings.Refused {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // Only the kind of failure: a malformed line may hold a password.
            throw new Settings.Refused(
                    "MUSTER_CONFIG: cannot read %s (%s)"
                            .formatted(file, e.getClass().getSimpleName()));
        }
        var texts = new EnumMap<Setting, String>(Setting.class);
        var unknown = new TreeSet<>(properties.stringPropertyNames());
        for (var setting : Setting.values()) {
            // A settings file that names another settings file would be read by nobody.
            if (setting != Setting.CONFIG && unknown.remove(setting.key())) {
                texts.put(setting, properties.getProperty(setting.key()).strip());
            }
        }
        if (!unknown.isEmpty()) {
            throw new Settings.Refused(unknown(file, unknown, Setting::key));
        }
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    private static String unknown(
            String where, Collection<String> names, Function<Setting, String> spelling) {
        var known = Stream.of(Setting.values()).map(spelling).collect(Collectors.joining(", "));
        return "unknown setting in %s: %s (known are %s)"
                .formatted(where, String.join(", ", names), known);
    }

    private int port(Setting setting, String text) throws Settings.Refused {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException _) {
            // Said below, as for a number out of range.
        }
        throw refusal(setting, "is not a port from 1 to " + PORT_MAX);
    }

    private InetAddress literal(Setting setting, String text) throws Settings.Refused {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw refusal(setting, "is not an IP address");
        }
    }

    private URI uri(Setting setting, String text) throws Settings.Refused {
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below, without the value, as for an address without a host.
        }
        throw refusal(setting, "is not an address with a host: " + setting.meaning());
    }

    private Settings.Refused refusal(Setting setting, String fault) {
        var value = setting.secret() ? "its value" : "'" + texts.get(setting) + "'";
        return new Settings.Refused("%s: %s %s".formatted(setting.variable(), value, fault));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
