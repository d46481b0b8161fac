package muster.identity.saml;

import static muster.identity.saml.ResponsesTest.accepted;
import static muster.identity.saml.ResponsesTest.refused;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which keys of an identity provider are believed, and until when. */
class SigningKeysTest {
    private final Stage stage = Stage.rsa();
    private final Scene scene = stage.scene();

    @Test
    void metadataThatIsOverIsBelievedNoMore() {
        var provider = stage.trust().provider();
        var over =
                new IdentityProvider(
                        provider.entityId(),
                        provider.name(),
                        provider.certificates(),
                        provider.signOn(),
                        provider.logout(),
                        Optional.of(Stage.NOW),
                        false);
        var trust = new Trust(over, stage.trust().service(), false);
        var honest = Sealing.base64(Sealing.write(scene.signed(Scene.Signed.BOTH)));

        refused(
                Reason.METADATA_EXPIRED,
                Responses.judge(honest, trust, Set.of(Draft.REQUEST), Stage.NOW));
    }

    @Test
    void aCertificateThatIsOverIsBelievedNoMore() {
        var keys = TestIdp.ecKeys();
        var idp = TestIdp.make("https://idp.example/x", keys, Stage.NOW.plusSeconds(60));
        var ending = Stage.of(idp);
        var honest = ending.scene().signed(Scene.Signed.ASSERTION);
        var form = Sealing.base64(Sealing.write(honest));

        accepted(ending.judge(Sealing.write(honest)));
        refused(
                Reason.CERTIFICATE_EXPIRED,
                Responses.judge(
                        form, ending.trust(), Set.of(Draft.REQUEST), Stage.NOW.plusSeconds(60)));
    }

    @Test
    void aKeyIsNeverReadAsOneOfAnotherKind() {
        var ec = Stage.of(TestIdp.ec("https://idp.example/ec", Stage.NOW));

        refused(Reason.KEY_MISFIT, ec.judge(Sealing.write(scene.signed(Scene.Signed.BOTH))));
        refused(
                Reason.KEY_MISFIT,
                stage.judge(Sealing.write(ec.scene().signed(Scene.Signed.BOTH))));
    }
}
