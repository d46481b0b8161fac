package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The message files and those who use them, page by page and class by class. */
class TemplateLintMessagesTest {
    private static final Pattern LITERAL = Pattern.compile("[\\w.-]+");
    private static final Pattern PREFIX = Pattern.compile("^\\$\\{'([\\w.-]+\\.)'\\s*\\+");
    private static final Pattern JAVA_TEXT =
            Pattern.compile("\"([a-z][\\w-]*(?:\\.[\\w-]+)*\\.?)\"");

    /** Keys used word for word, and the beginnings of those put together. */
    private final Set<String> keys = new HashSet<>();

    private final Set<String> prefixes = new HashSet<>();
    private final List<String> unreadable = new ArrayList<>();

    TemplateLintMessagesTest() throws IOException {
        for (var source : TemplateLintSource.all()) {
            for (var element : source.elements()) {
                element.attributes().forEach((name, value) -> read(source.name(), name, value));
            }
        }
    }

    private void read(String template, String attribute, String value) {
        if (!attribute.startsWith("th:")) {
            return;
        }
        for (var message : TemplateLintExpressions.messages(value)) {
            var key = message.replaceAll("(?s)\\(.*", "").strip();
            var prefix = PREFIX.matcher(message);
            if (prefix.find()) {
                prefixes.add(prefix.group(1));
            } else if (LITERAL.matcher(key).matches()) {
                keys.add(key);
            } else {
                unreadable.add(template + ": #{" + message + "}");
            }
        }
    }

    @Test
    void everyMessageOfATemplateExists() throws IOException {
        var known = messages().keySet();
        var missing = new TreeSet<>(keys);
        missing.removeAll(known);
        for (var prefix : prefixes) {
            if (known.stream().noneMatch(key -> key.startsWith(prefix))) {
                missing.add(prefix + "…");
            }
        }
        missing.addAll(unreadable);
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyMessageIsUsed() throws IOException {
        var unused = new TreeSet<>(messages().keySet());
        try (var files = Files.walk(TemplateLintSource.ROOT.resolve("webapp/src/main/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                JAVA_TEXT
                        .matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(text -> (text.endsWith(".") ? prefixes : keys).add(text));
            }
        }
        unused.removeAll(keys);
        unused.removeIf(key -> prefixes.stream().anyMatch(key::startsWith));
        assertEquals(Set.of(), unused);
    }

    @Test
    void aRoomsKeysStartWithItsName() throws IOException {
        messages()
                .forEach((key, file) -> {
                    var room = TemplateLintSource.FOLDER.relativize(file).getParent();
                    if (room != null) {
                        assertEquals(room.toString(), key.replaceAll("\\..*", ""), key);
                    }
                });
    }

    /** Every key with the file it stands in. */
    private static Map<String, Path> messages() throws IOException {
        var all = new TreeMap<String, Path>();
        try (var files = Files.walk(TemplateLintSource.FOLDER)) {
            for (var file : files.filter(f -> f.endsWith("messages.properties")).toList()) {
                for (var key : properties(file).stringPropertyNames()) {
                    all.put(key, file);
                }
            }
        }
        return all;
    }

    private static Properties properties(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
