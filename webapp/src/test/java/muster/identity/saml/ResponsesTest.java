package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;

/** Every way in which honest identity providers write is understood, and read right. */
@Tag("slow")
class ResponsesTest {
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final List<Style> STYLES =
            List.of(
                    Style.OKTA,
                    Style.ENTRA,
                    Style.ADFS,
                    Style.KEYCLOAK,
                    Style.GOOGLE,
                    Style.SHIBBOLETH,
                    Style.SIMPLE,
                    Style.PING,
                    Style.BARE);

    private final Stage stage = Stage.rsa();
    private final Scene scene = stage.scene();

    @TestFactory
    Stream<DynamicTest> everyStyleIsUnderstood() {
        List<DynamicTest> tests = new ArrayList<>();
        for (var style : STYLES) {
            for (var signed : Scene.Signed.values()) {
                var draft = scene.draft().style(style);
                tests.add(
                        honest(
                                style + " " + signed,
                                stage,
                                scene.signed(draft, signed, scene.way())));
                tests.add(
                        honest(
                                style + " " + signed + " encrypted",
                                stage,
                                scene.encrypted(draft, signed, Sealing.GCM, Sealing.OAEP)));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyStrongAlgorithmIsTaken() {
        var ec = Stage.of(TestIdp.ec("https://idp.example/ec", Stage.NOW));
        List<DynamicTest> tests = new ArrayList<>();
        for (var hash : List.of("256", "384", "512")) {
            for (var algorithm :
                    List.of(
                            MORE + "rsa-sha" + hash,
                            "http://www.w3.org/2007/05/xmldsig-more#sha" + hash + "-rsa-MGF1")) {
                tests.add(signed(algorithm, stage, stage.scene().way().algorithm(algorithm)));
            }
            var algorithm = MORE + "ecdsa-sha" + hash;
            tests.add(signed(algorithm, ec, ec.scene().way().algorithm(algorithm)));
        }
        for (var digest : List.of(MORE + "sha384", "http://www.w3.org/2001/04/xmlenc#sha512")) {
            tests.add(signed(digest, stage, stage.scene().way().digest(digest)));
        }
        tests.add(signed("without certificate", stage, stage.scene().way().showing("")));
        for (var cipher :
                List.of(
                        "http://www.w3.org/2009/xmlenc11#aes128-gcm",
                        "http://www.w3.org/2009/xmlenc11#aes192-gcm",
                        Sealing.GCM)) {
            tests.add(
                    honest(
                            cipher,
                            stage,
                            scene.encrypted(
                                    scene.draft(), Scene.Signed.ASSERTION, cipher, Sealing.OAEP)));
        }
        for (var cipher : List.of("aes128-cbc", "aes192-cbc", "aes256-cbc")) {
            for (var what : List.of(Scene.Signed.RESPONSE, Scene.Signed.BOTH)) {
                tests.add(
                        honest(
                                cipher + " " + what,
                                stage,
                                scene.encrypted(
                                        scene.draft(),
                                        what,
                                        "http://www.w3.org/2001/04/xmlenc#" + cipher,
                                        Sealing.OAEP)));
            }
        }
        tests.add(
                honest(
                        "OAEP 1.1",
                        stage,
                        scene.encrypted(
                                scene.draft(),
                                Scene.Signed.ASSERTION,
                                Sealing.GCM,
                                "http://www.w3.org/2009/xmlenc11#rsa-oaep")));
        return tests.stream();
    }

    private static DynamicTest signed(String name, Stage stage, Sealing.Way way) {
        return honest(
                name, stage, stage.scene().signed(stage.scene().draft(), Scene.Signed.BOTH, way));
    }

    private static DynamicTest honest(String name, Stage stage, Document document) {
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    var assertion = accepted(stage.judge(Sealing.write(document)));
                    assertEquals(Draft.PERSON, assertion.nameId().value());
                    assertEquals(NameId.EMAIL, assertion.nameId().format());
                    assertEquals(List.of("engineers", "on call"), assertion.values("groups"));
                    assertEquals(Optional.of(Draft.REQUEST), assertion.answers());
                    assertEquals(Optional.of("_s1"), assertion.sessionIndex());
                    assertEquals(Stage.NOW.plus(Duration.ofMinutes(8)), assertion.expires());
                });
    }

    static Assertion accepted(Verdict verdict) {
        return assertInstanceOf(Verdict.Accepted.class, verdict, verdict + "").assertion();
    }

    @Test
    void commentsAndSpacesAroundPartsAreHarmless() {
        var xml = Sealing.write(scene.signed(Scene.Signed.ASSERTION));
        var around = "<!-- a -->\n" + xml.replace("<samlp:Status>", "<!-- b -->\n<samlp:Status>");
        var within = xml.replace("<saml:Subject>", "<!-- c --><saml:Subject>");

        assertEquals(Draft.PERSON, accepted(stage.judge(around)).nameId().value());
        assertEquals(Draft.PERSON, accepted(stage.judge(within)).nameId().value());
    }

    @Test
    void aPersonOfAThousandGroupsSignsIn() {
        var groups = IntStream.range(0, 1_000).mapToObj(i -> "CN=group " + i + ",DC=acme").toList();
        var draft = scene.draft().attribute("groups", groups);

        var assertion =
                accepted(
                        stage.judge(
                                Sealing.write(
                                        scene.signed(draft, Scene.Signed.BOTH, scene.way()))));
        assertEquals(groups, assertion.values("groups"));
    }

    @Test
    void attributesOfOneNameAreOne() {
        var twice =
                "<saml:Attribute Name=\"groups\" xmlns:y=\"urn:y\" y:from=\"AD\">"
                        + "<saml:AttributeValue>&lt;more&gt;</saml:AttributeValue>"
                        + "</saml:Attribute>";
        var draft = scene.draft().set("in-attributes", twice);

        var assertion =
                accepted(
                        stage.judge(
                                Sealing.write(
                                        scene.signed(draft, Scene.Signed.ASSERTION, scene.way()))));
        assertEquals(List.of("engineers", "on call", "<more>"), assertion.values("groups"));
        assertEquals(List.of(), assertion.values("Groups"));
    }

    @Test
    void clocksMayDifferByThreeMinutes() {
        var late = scene.draft().set("confirmed-until", Stage.NOW.minusSeconds(179).toString());
        var early = scene.draft().set("not-before", Stage.NOW.plusSeconds(179).toString());

        for (var draft : List.of(late, early)) {
            accepted(
                    stage.judge(
                            Sealing.write(
                                    scene.signed(draft, Scene.Signed.RESPONSE, scene.way()))));
        }
    }

    @Test
    void anIdentityProviderBeginsByItselfOnlyWhereItMay() {
        var unsolicited =
                Sealing.base64(
                        Sealing.write(
                                scene.signed(
                                        scene.draft().set("answers", "").set("subject-answers", ""),
                                        Scene.Signed.BOTH,
                                        scene.way())));
        var allowed = new Trust(stage.trust().provider(), stage.trust().service(), true);

        var verdict = Responses.judge(unsolicited, allowed, Set.of(), Stage.NOW);
        assertEquals(Optional.empty(), accepted(verdict).answers());
        refused(
                Reason.UNSOLICITED,
                Responses.judge(unsolicited, stage.trust(), Set.of(), Stage.NOW));
        refused(
                Reason.NOT_ASKED_FOR,
                Responses.judge(
                        Sealing.base64(Sealing.write(scene.signed(Scene.Signed.BOTH))),
                        allowed,
                        Set.of("_other"),
                        Stage.NOW));
    }

    @Test
    void anOldKeyOpensWhileANewOneSigns() {
        var old = stage.trust().service().signing();
        var fresh = Credential.make("acme", new SecureRandom(), Stage.NOW);
        var service =
                new ServiceProvider(
                        stage.trust().service().base(),
                        stage.trust().service().connection(),
                        List.of(fresh, old));
        var rotated = new Stage(new Trust(stage.trust().provider(), service, false), scene);

        for (var cipher : List.of(Sealing.GCM, Sealing.CBC)) {
            accepted(
                    rotated.judge(
                            Sealing.write(
                                    scene.encrypted(
                                            scene.draft(),
                                            Scene.Signed.BOTH,
                                            cipher,
                                            Sealing.OAEP))));
        }
    }

    @Test
    void theViewHoldsNothingThatCouldBeUsedAgain() {
        var draft = scene.draft().attribute("userPassword", List.of("hunter2"));
        var xml = Sealing.write(scene.signed(draft, Scene.Signed.BOTH, scene.way()));
        var signatures = Sealing.parse(xml).getElementsByTagNameNS("*", "SignatureValue");

        var view = stage.judge(xml).decoded();
        assertTrue(view.contains(Draft.PERSON), view);
        assertTrue(view.contains("engineers"), view);
        assertFalse(view.contains("hunter2"), view);
        for (var i = 0; i < signatures.getLength(); i++) {
            assertFalse(view.contains(signatures.item(i).getTextContent().strip()), view);
        }
    }

    static void refused(Reason reason, Verdict verdict) {
        assertEquals(
                reason,
                assertInstanceOf(Verdict.Refused.class, verdict, verdict + "").reason(),
                verdict + "");
    }
}
