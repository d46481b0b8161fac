package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import muster.agent.Collector;
import muster.agent.Status;
import org.junit.jupiter.api.Test;

/**
 * Law 1: targets come from the scanner's own file. All that the scanner ever learns from a hub
 * comes through its collector, whose answers have no room for a target, a command or a credential.
 */
class TheHubCannotSayWhatToScanTest {
    /**
     * Whether it was kept, how long to wait, why it is not delivered, how the collector is doing.
     */
    private static final Set<String> ANSWERS =
            Set.of(
                    "void",
                    "boolean",
                    "java.time.Duration",
                    "java.util.Optional<java.lang.String>",
                    "muster.agent.Status");

    @Test
    void aCollectorAnswersNothingThatCouldBeATarget() {
        for (var method : Collector.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                var answer = method.getGenericReturnType().getTypeName();
                assertTrue(ANSWERS.contains(answer), method + " answers " + answer);
            }
        }
    }

    @Test
    void itsStatusIsOfTheCollectorAlone() {
        var names = new TreeSet<String>();
        for (var component : Status.class.getRecordComponents()) {
            names.add(component.getName());
        }
        assertEquals(
                Set.of(
                        "hub",
                        "agentId",
                        "acknowledgedAt",
                        "heardAt",
                        "batches",
                        "bytes",
                        "oldest",
                        "trouble",
                        "stopped",
                        "notes",
                        "lines"),
                names);
    }

    @Test
    void sitesAreMadeFromTheFileAlone() {
        // "with" is the same file with fewer credentials.
        assertEquals(Set.of("read", "with"), makersOf(ScannerFile.class, ScannerFile.class));
        assertEquals(Set.of("read"), makersOf(SiteReader.class, Site.class));
        assertEquals(Set.of(), makersOf(Reporter.class, Site.class));
        assertEquals(Set.of(), makersOf(Reporter.class, ScannerFile.class));
    }

    /** What of a class gives such a thing to others. */
    private static Set<String> makersOf(Class<?> where, Type what) {
        var makers = new TreeSet<String>();
        Arrays.stream(where.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .filter(method -> method.getGenericReturnType().equals(what))
                .map(Method::getName)
                .forEach(makers::add);
        return makers;
    }
}
