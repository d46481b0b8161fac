package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever can be wrong has words that tell an administrator what to change, and nothing else has.
 */
class ReasonTest {
    @Test
    void everyReasonCheckAndFaultHasItsWords() throws IOException {
        var words = new Properties();
        var root = Path.of(System.getProperty("muster.root", ".."));
        try (var file =
                Files.newBufferedReader(root.resolve("templates/identity/messages.properties"))) {
            words.load(file);
        }
        var expected =
                Stream.of(
                                Arrays.stream(Reason.values()).map(Reason::words),
                                Arrays.stream(Check.Subject.values()).map(Check.Subject::words),
                                Arrays.stream(Metadata.Fault.values()).map(Metadata.Fault::words))
                        .flatMap(all -> all)
                        .collect(Collectors.toCollection(TreeSet::new));

        var found = new TreeSet<>(words.stringPropertyNames());
        found.removeIf(key -> !key.matches("identity\\.saml\\.(reason|check|metadata)\\..*"));
        assertEquals(expected, found);
    }
}
