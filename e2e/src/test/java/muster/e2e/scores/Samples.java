package muster.e2e.scores;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the samples of {@code muster.corpora}. */
final class Samples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {}

    static Path folder(String topic) {
        return Path.of(System.getProperty("muster.corpora", "../../shared/corpora"), topic);
    }

    /** The objects of a gzipped file of JSON lines. */
    static List<JsonNode> lines(Path file) throws IOException {
        var all = new ArrayList<JsonNode>();
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                all.add(JSON.readTree(line));
            }
        }
        return all;
    }

    /** A file of the product's own. */
    static String resource(String name) throws IOException {
        try (var in = Samples.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
