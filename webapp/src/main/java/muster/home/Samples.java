package muster.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import muster.web.Messages;
import muster.web.Parts.Link;

/** Package lists to try for whoever has none at hand. */
final class Samples {
    private static final List<String> NAMES = List.of("debian", "alpine");

    private final Messages messages;

    Samples(Messages messages) {
        this.messages = messages;
    }

    List<Link> links() {
        return NAMES.stream()
                .map(name -> new Link(messages.text("home.sample." + name), "/?sample=" + name))
                .toList();
    }

    /** The list of this name, where there is one. */
    Optional<String> text(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    private static String read(String name) {
        try (var stream = Samples.class.getResourceAsStream(name + ".txt")) {
            if (stream == null) {
                throw new IllegalStateException("no sample " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
