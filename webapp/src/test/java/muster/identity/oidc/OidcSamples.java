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
                PageSample.of("identity/oidc/connection-settings", settings(true), ada),
                new PageSample("identity/oidc/connection-settings", "none", settings(false), ada),
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

    private static ConnectionPages.ConnectionSettings settings(boolean connected) {
        var refused =
                new Attempts.Attempt(
                        ID,
                        NOW,
                        "refused",
                        "audience",
                        "7KQX2M4RT9WB",
                        "192.0.2.7",
                        "expected muster, received other");
        return new ConnectionPages.ConnectionSettings(
                TABS,
                "https://muster.example/login/oidc/" + ID + "/callback",
                "https://muster.example/login/oidc/" + ID,
                new Parts.Field(connected ? "https://idp.acme.example" : "", null),
                new Parts.Field(connected ? "muster" : "", null),
                new Parts.Field("", connected ? null : "The secret that the provider gave."),
                false,
                true,
                List.of(new Parts.Option("viewer", "viewer", true)),
                connected,
                connected,
                false,
                connected
                        ? List.of(
                                new ConnectionPages.Row(
                                        refused, "The token is for another client."))
                        : List.of(),
                !connected);
    }
}
