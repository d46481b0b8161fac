package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every attack is refused, for the right reason, and the next honest response is accepted. */
@Tag("slow")
class AttacksTest {
    private final Stage stage = Stage.rsa();

    @Test
    void noWrappedSignatureSignsIn() {
        refused(Wrapping.all(stage.scene()));
    }

    @Test
    void noForgedSignatureSignsIn() {
        refused(Forgeries.all(stage.scene()));
        refused(SignatureTricks.all(stage.scene()));
    }

    @Test
    void noTrickOfXmlSignsIn() {
        refused(XmlTricks.all(stage.scene()));
    }

    @Test
    void noWrongWordSignsIn() {
        refused(WrongWords.all(stage.scene()));
    }

    @Test
    void noEncryptedAttackSignsIn() {
        refused(EncryptionAttacks.all(stage.scene()));
        refused(EncryptionTricks.all(stage.scene()));
    }

    @Test
    void noFloodTakesLong() {
        var floods = Floods.all(stage.scene());
        refused(floods);

        for (var flood : floods) {
            assertTimeout(
                    Duration.ofSeconds(1),
                    () ->
                            Responses.judge(
                                    flood.form(), stage.trust(), Set.of(Draft.REQUEST), Stage.NOW),
                    flood.name());
        }
    }

    private void refused(List<Attack> attacks) {
        List<String> wrong = new ArrayList<>();
        for (var attack : attacks) {
            var verdict =
                    Responses.judge(attack.form(), stage.trust(), Set.of(Draft.REQUEST), Stage.NOW);
            switch (verdict) {
                case Verdict.Accepted accepted ->
                        wrong.add(attack.name() + ": accepted " + accepted.assertion());
                case Verdict.Refused refused -> {
                    if (!attack.reasons().contains(refused.reason().code())) {
                        wrong.add(
                                "%s: %s instead of %s: %s"
                                        .formatted(
                                                attack.name(),
                                                refused.reason().code(),
                                                attack.reasons(),
                                                refused.checks().isEmpty()
                                                        ? ""
                                                        : refused.checks().getLast()));
                    }
                }
            }
        }

        assertEquals(List.of(), wrong, String.join("\n", wrong));
        assertTrue(attacks.size() > 10);
        assertInstanceOf(
                Verdict.Accepted.class,
                stage.judge(Sealing.write(stage.scene().signed(Scene.Signed.ASSERTION))));
    }
}
