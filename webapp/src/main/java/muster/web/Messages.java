package muster.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words of pages and mails, by key.
 *
 * <p>A key's first word names its file: {@code devices.title} stands in {@code
 * devices/messages.properties} if there is one and it has the key, else in {@code
 * messages.properties}. A key that stands nowhere is an error.
 */
public final class Messages {
    static final Locale LOCALE = Locale.ENGLISH;
    private static final String FILE = "messages.properties";

    private final Function<String, Properties> files;

    private Messages(Function<String, Properties> files) {
        this.files = files;
    }

    /** Messages of the class path, read once. */
    static Messages packaged(String prefix) {
        var loader = Messages.class.getClassLoader();
        Map<String, Properties> read = new ConcurrentHashMap<>();
        return new Messages(file ->
                read.computeIfAbsent(
                        file,
                        name -> {
                            try (var in = loader.getResourceAsStream(prefix + name)) {
                                return in == null
                                        ? new Properties()
                                        : parsed(new InputStreamReader(in, StandardCharsets.UTF_8));
                            } catch (IOException e) {
                                throw new UncheckedIOException(name, e);
                            }
                        }));
    }

    /** Messages of a folder, read anew each time. */
    static Messages edited(Path folder) {
        return new Messages(name -> {
            var file = folder.resolve(name);
            if (!Files.exists(file)) {
                return new Properties();
            }
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return parsed(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        });
    }

    private static Properties parsed(Reader reader) throws IOException {
        var properties = new Properties();
        properties.load(reader);
        return properties;
    }

    /** The message with its parameters set in ({@link MessageFormat} rules). */
    public String text(String key, @Nullable Object... parameters) {
        var pattern =
                find(key)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no message for key " + key));
        return new MessageFormat(pattern, LOCALE).format(parameters);
    }

    private Optional<String> find(String key) {
        var room = key.substring(0, Math.max(0, key.indexOf('.')));
        var own = room.isEmpty() ? null : files.apply(room + "/" + FILE).getProperty(key);
        return Optional.ofNullable(own != null ? own : files.apply(FILE).getProperty(key));
    }
}
