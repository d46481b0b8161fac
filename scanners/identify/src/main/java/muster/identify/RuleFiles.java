package muster.identify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The files in which identification is written down, beside this class. */
final class RuleFiles {
    private static final int CODE_POINTS_MAX = 8 * 1024 * 1024;
    private static final String PRODUCTS = "products.yaml";
    private static final int VERSION_BYTES = 6;

    private RuleFiles() {}

    /** The files of rules, kind by kind: what a jar holds cannot be listed. */
    static List<String> rules() {
        return text("rules/index")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String name) {
        try (var in = RuleFiles.class.getResourceAsStream("/identify/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no identify/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Entry products() {
        return yaml(PRODUCTS);
    }

    /** A YAML file, in which all scalars are texts: a version is no number. */
    static Entry yaml(String name) {
        var settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setSchema(new FailsafeSchema())
                        .setCodePointLimit(CODE_POINTS_MAX)
                        .build();
        var root = new Load(settings).loadFromString(text(name));
        return Entry.of(name, root == null ? Map.of() : root);
    }

    /** Twelve digits that change with any word of any rule. */
    static String version() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes(PRODUCTS));
            rules().forEach(file -> digest.update(bytes("rules/" + file)));
            return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
