package muster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import muster.web.Door;
import org.junit.jupiter.api.Test;

/** Law 1: the hub observes, the device decides. Nothing here can start a program on a device. */
class TheHubObservesTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("muster");

    /** All that each door of collectors ever answers: receipts. A new door is a new line here. */
    private static final Map<String, Set<String>> ANSWERS =
            Map.of(
                    "POST /api/v1/agents/inventory",
                    Set.of("report_id", "device_id", "products", "duplicate"),
                    "POST /api/agent/inventory",
                    Set.of("report_id", "device_id", "products", "duplicate"));

    private static final Set<String> REFUSAL = Set.of("type", "title", "status", "detail");

    /** None of them names a place to go to or a thing to do. */
    private static final Set<String> HEADERS =
            Set.of(
                    "cache-control",
                    "connection",
                    "content-length",
                    "content-security-policy",
                    "content-type",
                    "cross-origin-opener-policy",
                    "date",
                    "ratelimit-limit",
                    "ratelimit-remaining",
                    "ratelimit-reset",
                    "referrer-policy",
                    "vary",
                    "x-content-type-options");

    @Test
    void nothingStartsAProcessButTheEmbeddedPostgres() {
        ArchRule rule =
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("muster.database.PostgresBinaries")
                        .and()
                        .resideOutsideOfPackage("muster.e2e..")
                        .should()
                        .accessTargetWhere(startsAProcess());

        rule.check(HOUSE);
    }

    @Test
    void whatACollectorIsToldHasNoFieldForAnythingToDo() {
        try (var hub = new TestHub()) {
            var doors =
                    hub.hub.routes().stream()
                            .filter(route -> route.door() == Door.COLLECTOR)
                            .map(route -> route.method() + " " + route.path())
                            .collect(Collectors.toCollection(TreeSet::new));

            assertEquals(ANSWERS.keySet(), doors);
            ANSWERS.forEach((door, fields) ->
                    assertTold(hub.program("acme"), door.replaceFirst("POST ", ""), fields));
        }
    }

    private static void assertTold(TestClient program, String path, Set<String> fields) {
        var report = new TreeMap<>(Reports.of("told-1").with("openssl", "3.0.11").body());
        var altered = new TreeMap<>(report);
        altered.put("hostname", "told-2");

        assertEquals(fields, fields(program.post(path, report).expect(200)));
        assertEquals(fields, fields(program.post(path, report).expect(200)));
        if (path.equals(Reports.PATH)) {
            assertEquals(REFUSAL, fields(program.post(path, altered).expect(409)));
        }
        assertEquals(REFUSAL, fields(program.post(path, Map.of()).expect(400)));
    }

    private static Set<String> fields(TestClient.Answer answer) {
        var headers = new TreeSet<>(answer.response().headers().map().keySet());
        headers.removeAll(HEADERS);
        assertEquals(Set.of(), headers);
        var names = new TreeSet<String>();
        answer.json()
                .properties()
                .forEach(field -> {
                    assertTrue(field.getValue().isValueNode(), field.toString());
                    names.add(field.getKey());
                });
        return names;
    }

    private static DescribedPredicate<JavaAccess<?>> startsAProcess() {
        return DescribedPredicate.describe(
                "starts a process",
                access -> {
                    var owner = access.getTargetOwner().getName();
                    return owner.equals("java.lang.ProcessBuilder")
                            || (owner.equals("java.lang.Runtime")
                                    && access.getName().equals("exec"));
                });
    }
}
