package muster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Publishers' own files: test input outside the project. The build says where they lie. */
public final class Corpora {
    private Corpora() {}

    /** A file or folder of the corpora; where it is missing, the test says so and is skipped. */
    public static Path require(String name) {
        var path = Path.of(System.getProperty("muster.corpora", "muster.corpora"), name);
        var there = Files.exists(path);
        if (!there) {
            System.out.println("SKIPPED: no " + path);
        }
        assumeTrue(there, "no " + path);
        return path;
    }
}
