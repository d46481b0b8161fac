package muster.identity.factors;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.SampleShells;

/** The pages of second factors. */
public final class FactorsSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final UUID ID = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");
    private static final UUID OTHER = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0e");
    private static final List<Parts.Choice> TABS =
            List.of(
                    Parts.Choice.of("You", "/account", false),
                    Parts.Choice.of("Security", "/account/security", true),
                    Parts.Choice.of("Tokens", "/account/tokens", false));
    private static final List<SecurityPages.Row> SESSIONS =
            List.of(
                    new SecurityPages.Row(
                            ID, "Firefox on Linux", "192.0.2.7", "password", true, NOW, NOW, true),
                    new SecurityPages.Row(
                            OTHER, "", "2001:db8::7", "passkey", true, NOW, NOW, false));

    @Override
    public List<PageSample> samples() {
        var visitor = SampleShells.visitor();
        var ada = SampleShells.acme("");
        return List.of(
                PageSample.of(
                        "identity/factors/second-step",
                        new SecondStepPages.SecondStep("/o/acme", false),
                        visitor),
                new PageSample(
                        "identity/factors/second-step",
                        "refused",
                        new SecondStepPages.SecondStep("", true),
                        visitor),
                PageSample.of("identity/factors/security", none(), ada),
                new PageSample("identity/factors/security", "factors", factors(), ada),
                PageSample.of("identity/factors/new-totp", totp(false), ada),
                new PageSample("identity/factors/new-totp", "refused", totp(true), ada),
                PageSample.of(
                        "identity/factors/codes",
                        new Changes.Codes(
                                "2345-6789-abcd-efgh", "data:text/plain,2345-6789-abcd-efgh", ""),
                        ada),
                PageSample.of(
                        "identity/factors/proof",
                        new ProofPages.Proof("/o/acme", Parts.Field.EMPTY, true, null, false),
                        ada),
                new PageSample(
                        "identity/factors/proof",
                        "provider",
                        new ProofPages.Proof(
                                "/o/acme",
                                null,
                                false,
                                "/login/sso?organization=acme&next=%2Fo%2Facme",
                                false),
                        ada),
                new PageSample(
                        "identity/factors/proof",
                        "refused",
                        new ProofPages.Proof("", Parts.Field.EMPTY, false, null, true),
                        ada));
    }

    private static SecurityPages.Security none() {
        return new SecurityPages.Security(
                TABS, null, null, List.of(), 0, false, false, "Acme", "/o/acme", SESSIONS, true);
    }

    private static SecurityPages.Security factors() {
        return new SecurityPages.Security(
                TABS,
                new SecurityPages.Notice("bad", "Acme wants a second factor of you."),
                new TotpKeys.Confirmed(NOW, NOW),
                List.of(
                        new Passkeys.Passkey(ID, "Work laptop", false, NOW, NOW),
                        new Passkeys.Passkey(OTHER, "Phone", true, NOW, null)),
                8,
                true,
                false,
                "Acme",
                "/o/acme",
                SESSIONS.subList(0, 1),
                false);
    }

    private static TotpPages.NewTotp totp(boolean refused) {
        return new TotpPages.NewTotp(
                "M4 4h1v1h-1z",
                45,
                "GEZD GNBV GY3T QOJQ",
                "otpauth://totp/Muster:ada@acme.example?secret=GEZDGNBVGY3TQOJQ",
                "/o/acme",
                refused);
    }
}
