package muster.identity.oidc;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.SampleShells;

/** The pages of signing in with an account elsewhere. */
public final class OidcSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-23T01:05:09Z");
    private static final UUID ID = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");
    private static final List<Parts.Choice> TABS =
            List.of(
                    Parts.Choice.of("You", "/account", false),
                    Parts.Choice.of("Connected accounts", "/account/connections", true));

    @Override
    public List<PageSample> samples() {
        var visitor = SampleShells.visitor();
        var ada = SampleShells.acme("");
        return List.of(
                PageSample.of(
                        "identity/oidc/failed", new OidcPages.Failed("7KQX2M4RT9WB"), visitor),
                PageSample.of(
                        "identity/oidc/unconnected",
                        new OidcPages.Unconnected("Google", "ada@acme.example", true),
                        visitor),
                new PageSample(
                        "identity/oidc/unconnected",
                        "unverified",
                        new OidcPages.Unconnected("Microsoft", "ada", false),
                        visitor),
                PageSample.of("identity/oidc/connected", connected(), ada),
                new PageSample(
                        "identity/oidc/connected",
                        "empty",
                        new ConnectedPages.Connected(TABS, List.of(), List.of(), null),
                        ada));
    }

    private static ConnectedPages.Connected connected() {
        return new ConnectedPages.Connected(
                TABS,
                List.of(new ConnectedPages.Row(ID, "Google", "ada@acme.example", NOW, NOW)),
                List.of(new Parts.Link("Google", "/account/connections/google?intent=x7Qa")),
                "The account is connected.");
    }
}
