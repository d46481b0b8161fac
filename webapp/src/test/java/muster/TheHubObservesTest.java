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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import muster.enrollment.Requests;
import muster.events.EventsOf;
import muster.web.Door;
import muster.wire.Report;
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
                    Set.of("report_id", "device_id", "products", "duplicate"),
                    "POST /api/v1/agents/events",
                    Set.of("accepted", "duplicate"),
                    "POST /api/v1/agents/heartbeat",
                    Set.of("bundle_version", "wire_max", "server_time"),
                    "POST /api/v1/agents/rotate",
                    Set.of("certificate", "ca", "hmac"));

    private static final Set<Door> OF_COLLECTORS =
            Set.of(Door.COLLECTOR, Door.SIGNED, Door.RENEWING);
    private static final String EVENTS = "/api/v1/agents/events";
    private static final String HEARTBEAT = "/api/v1/agents/heartbeat";
    private static final String ROTATE = "/api/v1/agents/rotate";
    private static final String BEAT =
            """
            {"wire": 2, "version": "0.1.0", "clock": "2026-11-22T12:00:00Z",
             "spool": {"batches": 0, "bytes": 0, "oldest_at": null}, "notes": []}
            """;
    private static final byte[] V2 =
            "{\"hostname\":\"told-3\",\"products\":[]}".getBytes(StandardCharsets.UTF_8);

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
                            .filter(route -> OF_COLLECTORS.contains(route.door()))
                            .map(route -> route.method() + " " + route.path())
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(ANSWERS.keySet(), doors);

            var program = hub.program("acme", "inventory:write", "events:write");
            assertTold(program, Reports.PATH);
            assertTold(program, "/api/agent/inventory");
            told(EVENTS, program.send(EVENTS, EventsOf.line("something happened")));
            var at = URI.create("http://localhost:" + hub.hub.port());
            var collector = TestCollector.enrolled(hub.fixture.database(), hub.fixture.acme(), at);
            told(Reports.PATH, collector.report(Report.decodeSigned(V2)));
            told(HEARTBEAT, collector.post(HEARTBEAT, BEAT));
            told(ROTATE, collector.post(ROTATE, "{\"hmac\":true}"));
        }
    }

    @Test
    void whoEnrollsIsToldWhoItIsAndNothingToDo() {
        try (var hub = new TestHub()) {
            var token =
                    hub.program("acme", "collectors:write")
                            .post("/api/v1/enrollment-tokens", Map.of())
                            .expect(201)
                            .json()
                            .path("token")
                            .asText();
            var asked = Map.of("csr", Requests.pem(), "hostname", "told-4");

            var told = hub.visitor().bearer(token).post("/api/v1/agents/enroll", asked).expect(201);

            assertEquals(
                    Set.of("agent_id", "organization", "certificate", "ca", "endpoint", "hmac"),
                    fields(told));
        }
    }

    private static void assertTold(TestClient program, String path) {
        var report = new TreeMap<>(Reports.of("told-1").with("openssl", "3.0.11").body());
        var altered = new TreeMap<>(report);
        altered.put("hostname", "told-2");

        told(path, program.post(path, report));
        told(path, program.post(path, report));
        if (path.equals(Reports.PATH)) {
            assertEquals(REFUSAL, fields(program.post(path, altered).expect(409)));
        }
        assertEquals(REFUSAL, fields(program.post(path, Map.of()).expect(400)));
    }

    /** Nothing but what its door answers; what it has no use for is left out. */
    private static void told(String path, TestClient.Answer answer) {
        var allowed = ANSWERS.getOrDefault("POST " + path, Set.of());
        var told = fields(answer.expect(200));
        assertTrue(allowed.containsAll(told), path + " " + told);
    }

    private static Set<String> fields(TestClient.Answer answer) {
        var headers = new TreeSet<>(answer.response().headers().map().keySet());
        headers.removeAll(HEADERS);
        assertEquals(Set.of(), headers);
        var names = new TreeSet<String>();
        answer.json()
                .properties()
                .forEach(field -> {
                    var value = field.getValue();
                    var keyAlone = field.getKey().equals("hmac") && value.size() == 2;
                    assertTrue(value.isValueNode() || keyAlone, field.toString());
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
