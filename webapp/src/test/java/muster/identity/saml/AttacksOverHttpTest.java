package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attack, brought by a browser that was sent away in earnest: a plain page with a reference,
 * no session, and the right reason in the organization's log.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttacksOverHttpTest {
    /** Of one address: well below what the hub allows it in a minute that never passes here. */
    private static final int ATTACKS_OF_ADDRESS = 100;

    /** Longer ones are not even read. */
    private static final int FORM_LETTERS_MAX = 2 * 1024 * 1024;

    private static final Set<String> NO_FORM = Set.of(Denial.FORM_UNREADABLE.code());

    private final ConnectedAcme acme = new ConnectedAcme();

    @AfterAll
    void close() {
        acme.close();
    }

    static Stream<Arguments> families() {
        return Stream.of(
                family("wrapped signatures", Wrapping::all),
                family("forged signatures", Forgeries::all),
                family("tricks of signatures", SignatureTricks::all),
                family("tricks of XML", XmlTricks::all),
                family("wrong words", WrongWords::all),
                family("attacks on encryption", EncryptionAttacks::all),
                family("tricks of encryption", EncryptionTricks::all),
                family("floods", Floods::all));
    }

    private static Arguments family(String name, Function<Scene, List<Attack>> attacks) {
        return Arguments.of(name, attacks);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void noAttackSignsIn(String family, Function<Scene, List<Attack>> attacks) {
        var browser = acme.hub.client();
        var request = acme.request(browser, "");
        var cookie = browser.header("Cookie");
        var all = attacks.apply(acme.scene(acme.idp, request));
        var answers = new LinkedHashMap<Attack, TestClient.Answer>();
        for (var i = 0; i < all.size(); i++) {
            if (i % ATTACKS_OF_ADDRESS == ATTACKS_OF_ADDRESS - 1) {
                browser = acme.hub.client().with("Cookie", cookie);
            }
            answers.put(all.get(i), acme.bring(browser, all.get(i).form()));
        }
        var log = log();
        List<String> wrong = new ArrayList<>();
        answers.forEach((attack, answer) -> wrong.addAll(faults(attack, answer, log)));

        assertEquals(List.of(), wrong, String.join("\n", wrong));
        assertTrue(all.size() > 10, family);
        assertEquals(cookie, browser.header("Cookie"));
        browser.get("/api/v1/me").expect(401);
        var entered = acme.arrive(browser, request, draft -> draft.set("assertion-id", id(family)));
        assertEquals(303, entered.status(), entered.body());
        assertEquals(
                Draft.PERSON, browser.get("/api/v1/me").expect(200).json().path("email").asText());
    }

    /** The reason of each reference. */
    private Map<String, String> log() {
        return acme.hub.administer("select reference || ' ' || reason from saml_attempts").stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    private static List<String> faults(
            Attack attack, TestClient.Answer answer, Map<String, String> log) {
        List<String> faults = new ArrayList<>();
        if (answer.status() < 400 || answer.status() >= 500) {
            faults.add("%s: status %d".formatted(attack.name(), answer.status()));
        }
        if (answer.response().headers().firstValue("Set-Cookie").isPresent()) {
            faults.add(attack.name() + ": sets a cookie");
        }
        var expected = isForm(attack.form()) ? attack.reasons() : NO_FORM;
        var reason = log.getOrDefault(ConnectedAcme.reference(answer), "nothing");
        if (!expected.contains(reason)) {
            faults.add("%s: %s instead of %s".formatted(attack.name(), reason, expected));
        }
        return faults;
    }

    /** Whether the field gets as far as the verifier. */
    private static boolean isForm(String field) {
        return field.length() < FORM_LETTERS_MAX && field.indexOf('\0') < 0;
    }

    private static String id(String family) {
        return "_" + family.replace(' ', '-');
    }
}
