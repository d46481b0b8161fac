package muster.identity.domains;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A domain belongs to the organization whose text its name service shows. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainsTest {
    private static final String ADA = "ada@acme.example";
    private static final String GIL = "gil@globex.example";
    private static final String ACME = "/api/v1/orgs/acme/domains";
    private static final String GLOBEX = "/api/v1/orgs/globex/domains";

    private final NameServer names = NameServer.start();
    private final ClockedHub hub = new ClockedHub(Map.of("MUSTER_DNS_SERVER", names.address()));
    private TestClient ada = hub.client();
    private TestClient gil = hub.client();

    @BeforeAll
    void eachHasAnOwner() {
        hub.person(hub.acme(), Role.OWNER, ADA);
        hub.person(hub.globex(), Role.OWNER, GIL);
    }

    @BeforeEach
    void ownersHaveJustSignedIn() {
        ada = hub.loggedIn(ADA, ClockedHub.PASSWORD);
        gil = hub.loggedIn(GIL, ClockedHub.PASSWORD);
    }

    @AfterEach
    void forgetAll() {
        hub.administer("delete from domains returning id");
        names.become(NameServer.Mood.HONEST);
        // No limit of one test is another's.
        hub.clock.pass(Duration.ofMinutes(2));
    }

    @AfterAll
    void close() {
        hub.close();
        names.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one.example", "_muster.one.example"})
    void isVerifiedOnceItsTextIsThere(String place) {
        var domain = add(ada, ACME, "one.example");
        assertTrue(txt(domain).startsWith("muster-domain-verification="));
        var refused = verify(ada, ACME, domain).expect(409);
        assertTrue(refused.body().contains("is not there yet"), refused.body());

        names.publish(place, "v=spf1 -all", txt(domain));

        verify(ada, ACME, domain).expect(204);
        verify(ada, ACME, domain).expect(204);
        assertFalse(shown(domain).path("verified_at").isNull());
        assertEquals("1", audited("domain.verified", domain));
        names.withdraw(place);
    }

    @Test
    void anothersTextProvesNothing() {
        var ours = add(ada, ACME, "two.example");
        var theirs = add(gil, GLOBEX, "two.example");
        assertNotEquals(txt(ours), txt(theirs));
        names.publish("two.example", txt(theirs), txt(ours) + "x", txt(ours).substring(1));

        verify(ada, ACME, ours).expect(409);

        verify(gil, GLOBEX, theirs).expect(204);
        names.publish("two.example", txt(theirs), txt(ours));
        var taken = verify(ada, ACME, ours).expect(409);
        assertTrue(taken.body().contains("Another organization"), taken.body());
        assertTrue(shown(ours).path("verified_at").isNull());
    }

    @Test
    void anothersDomainIsNotThere() {
        var ours = add(ada, ACME, "three.example");
        names.publish("three.example", txt(ours));

        verify(gil, GLOBEX, ours).expect(404);
        verify(gil, ACME, ours).expect(404);
        gil.delete(GLOBEX + "/" + id(ours)).expect(404);

        assertTrue(shown(ours).path("verified_at").isNull());
        assertEquals(0, gil.get(GLOBEX).expect(200).json().path("items").size());
    }

    @ParameterizedTest
    @CsvSource({
        "Four.EXAMPLE, four.example",
        "four.example., four.example",
        "' four.example ', four.example",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "bücher。example, xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example"
    })
    void isTheSameHoweverItIsWritten(String typed, String name) {
        var domain = add(ada, ACME, typed);
        assertEquals(name, shown(domain).path("domain").asText());
        assertEquals(id(domain), id(add(ada, ACME, name)));
        names.publish(name, txt(domain));

        verify(ada, ACME, domain).expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "localhost",
                "four..example",
                ".four.example",
                "four.example..",
                "-four.example",
                "fo ur.example",
                "four.example/x",
                "ada@four.example",
                "*.example",
                "_muster.four.example",
                "10.0.0.1",
                "[::1]",
                "dns://four.example"
            })
    void whatIsNoDomainIsRefused(String typed) {
        ada.post(ACME, Map.of("domain", typed)).expect(400);
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, does not answer",
        "FAILING, does not answer",
        "OTHER_NUMBER, does not answer",
        "CIRCULAR, does not answer",
        "SHORT, is not there yet",
        "NOISE, does not answer"
    })
    void aBadNameServerProvesNothingAndTakesNoTime(NameServer.Mood mood, String words) {
        var domain = add(ada, ACME, "five.example");
        names.publish("five.example", txt(domain));
        names.become(mood);

        var refused = assertTimeout(Duration.ofSeconds(20), () -> verify(ada, ACME, domain));

        assertEquals(409, refused.status(), refused.body());
        assertTrue(refused.body().contains(words), refused.body());
        assertTrue(shown(domain).path("verified_at").isNull());
        names.become(NameServer.Mood.HONEST);
        verify(ada, ACME, domain).expect(204);
    }

    @Test
    void aTruncatedAnswerCountsForWhatItHolds() {
        var domain = add(ada, ACME, "nine.example");
        names.become(NameServer.Mood.TRUNCATING);
        names.publish("nine.example", "v=spf1 -all");
        verify(ada, ACME, domain).expect(409);

        names.publish("nine.example", txt(domain));

        verify(ada, ACME, domain).expect(204);
    }

    @Test
    void isAskedForEachWeekAndLetGoTwoWeeksAfterItsTextIs() {
        var domain = add(ada, ACME, "six.example");
        names.publish("six.example", txt(domain));
        verify(ada, ACME, domain).expect(204);
        names.withdraw("six.example");

        after(Duration.ofDays(6));
        assertTrue(shown(domain).path("failing_since").isNull());
        after(Duration.ofDays(1));
        assertFalse(shown(domain).path("failing_since").isNull());
        after(Duration.ofDays(1));
        assertEquals(1, letters("The record of six.example is gone"));
        after(Duration.ofDays(12));
        assertFalse(shown(domain).path("verified_at").isNull());
        after(Duration.ofDays(1));

        assertTrue(shown(domain).path("verified_at").isNull());
        assertEquals(1, letters("six.example is not verified any more"));
        assertEquals("1", audited("domain.lost", domain));
    }

    @Test
    void aNameServerThatIsAwayTakesNoDomain() {
        var domain = add(ada, ACME, "seven.example");
        names.publish("seven.example", txt(domain));
        verify(ada, ACME, domain).expect(204);
        names.become(NameServer.Mood.FAILING);

        after(Duration.ofDays(30));

        assertFalse(shown(domain).path("verified_at").isNull());
        assertTrue(shown(domain).path("failing_since").isNull());
    }

    @Test
    void aTextThatComesBackInTimeIsAsIfItHadNeverGone() {
        var domain = add(ada, ACME, "eight.example");
        names.publish("eight.example", txt(domain));
        verify(ada, ACME, domain).expect(204);
        names.withdraw("eight.example");
        after(Duration.ofDays(7));
        names.publish("eight.example", txt(domain));

        after(Duration.ofDays(1));

        assertTrue(shown(domain).path("failing_since").isNull());
        after(Duration.ofDays(30));
        assertFalse(shown(domain).path("verified_at").isNull());
    }

    /** Time goes by, and the daily work is done; sessions do not live that long. */
    private void after(Duration time) {
        hub.clock.pass(time);
        hub.domainChecks().run();
        ada = hub.loggedIn(ADA, ClockedHub.PASSWORD);
    }

    private long letters(String subject) {
        return hub.subjects(ADA).stream().filter(subject::equals).count();
    }

    private static JsonNode add(TestClient owner, String at, String domain) {
        return owner.post(at, Map.of("domain", domain)).expect(201).json();
    }

    private static TestClient.Answer verify(TestClient owner, String at, JsonNode domain) {
        return owner.post(at + "/" + id(domain) + "/verification", Map.of());
    }

    private JsonNode shown(JsonNode domain) {
        for (var one : ada.get(ACME).expect(200).json().path("items")) {
            if (id(one).equals(id(domain))) {
                return one;
            }
        }
        throw new AssertionError("not listed");
    }

    private String audited(String deed, JsonNode domain) {
        return hub.administer(
                        "select count(*) from audit_entries where verb = '%s' and subject = 'domain:%s'"
                                .formatted(deed, id(domain)))
                .getFirst();
    }

    private static String id(JsonNode domain) {
        return domain.path("id").asText();
    }

    private static String txt(JsonNode domain) {
        return domain.path("txt").asText();
    }
}
