package muster.identify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The files in which identification is written down, beside this class. */
final class RuleFiles {
    /**
     * Raised with every change of this package's code after which the same evidence and the same
     * files may give another identity, so that old evidence is judged again.
     */
    private static final int ENGINE = 2;

    private static final int CODE_POINTS_MAX = 8 * 1024 * 1024;
    private static final int VERSION_BYTES = 6;

    /** Of all that was read: a version costs no second reading. */
    private final MessageDigest read;

    RuleFiles() {
        this(ENGINE);
    }

    RuleFiles(int engine) {
        try {
            read = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        read.update((byte) engine);
    }

    Entry products() {
        return yaml("products.yaml");
    }

    /** The rules of one kind, a folder. */
    List<Entry> rules(String folder) {
        var files = new ArrayList<Entry>();
        for (var name : names()) {
            if (name.startsWith(folder + "/")) {
                files.add(yaml("rules/" + name));
            }
        }
        return files;
    }

    /** The files of rules, kind by kind: what a jar holds cannot be listed. */
    static List<String> names() {
        return new String(bytes("rules/index"), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** A YAML file, in which all scalars are texts: a version is no number. */
    private Entry yaml(String name) {
        var settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setSchema(new FailsafeSchema())
                        .setCodePointLimit(CODE_POINTS_MAX)
                        .build();
        var bytes = bytes(name);
        read.update(bytes);
        var root = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
        return Entry.of(name, root == null ? Map.of() : root);
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

    /** Twelve digits that change with any word of any rule that was read, and with the engine. */
    String version() {
        return HexFormat.of().formatHex(read.digest(), 0, VERSION_BYTES);
    }
}
