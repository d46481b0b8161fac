package muster.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Recorded reports: of wire version 1, and of version 2 under "v2/". */
final class Fixtures {
    private Fixtures() {}

    static byte[] bytes(String name) {
        var path = (name.contains("/") ? name : "v1/" + name) + ".json";
        try (var file = Fixtures.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(file, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
