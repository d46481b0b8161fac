package muster.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** The pages of people. */
public final class IdentitySamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final UUID ID = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");
    private static final Parts.Field EMAIL = new Parts.Field("ada@acme.example", null);
    private static final Parts.Field NO_EMAIL =
            new Parts.Field("ada", "This is not an e-mail address.");
    private static final Parts.Field WEAK = new Parts.Field("", "At least 10 letters.");
    private static final List<Parts.Choice> TABS =
            List.of(
                    Parts.Choice.of("You", "/account", true),
                    Parts.Choice.of("Security", "/account/security", false),
                    Parts.Choice.of("Tokens", "/account/tokens", false));
    private static final List<Parts.Option> ZONES =
            List.of(
                    new Parts.Option("Europe/Berlin", "Europe/Berlin", true),
                    new Parts.Option("UTC", "UTC", false));

    @Override
    public List<PageSample> samples() {
        var visitor = SampleShells.visitor();
        var ada = SampleShells.acme("");
        return List.of(
                PageSample.of("identity/sign-in", signIn(Parts.Field.EMPTY, null, false), visitor),
                new PageSample("identity/sign-in", "refused", signIn(EMAIL, null, true), visitor),
                new PageSample(
                        "identity/sign-in",
                        "confirmed",
                        signIn(Parts.Field.EMPTY, "Your address is confirmed.", false),
                        visitor),
                PageSample.of(
                        "identity/forgot",
                        new ResetPages.Forgot(Parts.Field.EMPTY, false),
                        visitor),
                new PageSample(
                        "identity/forgot",
                        "faulty",
                        new ResetPages.Forgot(NO_EMAIL, false),
                        visitor),
                new PageSample(
                        "identity/forgot", "sent", new ResetPages.Forgot(EMAIL, true), visitor),
                PageSample.of("identity/reset", new ResetPages.Reset("x7Qa", true, WEAK), visitor),
                new PageSample(
                        "identity/reset",
                        "gone",
                        new ResetPages.Reset("x7Qa", false, Parts.Field.EMPTY),
                        visitor),
                PageSample.of("identity/letters", new OutboxPages.Letters(letters()), visitor),
                new PageSample(
                        "identity/letters", "empty", new OutboxPages.Letters(List.of()), visitor),
                PageSample.of("identity/account", account(null, Parts.Field.EMPTY), ada),
                new PageSample("identity/account", "saved", account("Saved.", WEAK), ada),
                PageSample.of("identity/tokens", tokens(null), ada),
                new PageSample("identity/tokens", "made", tokens("mst_pat_x7Qa"), ada));
    }

    private static LoginPages.SignIn signIn(
            Parts.Field email, @Nullable String notice, boolean refused) {
        return new LoginPages.SignIn(
                email,
                Parts.Field.EMPTY,
                "/o/acme",
                notice,
                refused,
                List.of(new Parts.Link("Google", "/login/oidc/google")));
    }

    private static List<Outbox.Sent> letters() {
        var link = "http://localhost:8080/verify/x7Qa";
        return List.of(
                new Outbox.Sent(
                        "ada@acme.example",
                        "Confirm your address for Muster",
                        "Hello Ada,\n\n" + link,
                        List.of(link),
                        NOW));
    }

    private static AccountPages.Account account(@Nullable String notice, Parts.Field password) {
        return new AccountPages.Account(
                TABS,
                "ada@acme.example",
                new Parts.Field("Ada Lovelace", null),
                ZONES,
                Parts.Field.EMPTY,
                password,
                notice,
                password.problem() != null);
    }

    private static TokenPages.Tokens tokens(@Nullable String made) {
        return new TokenPages.Tokens(
                TABS,
                made == null ? "backup" : "",
                List.of(
                        new PersonalTokens.Token(
                                ID,
                                "Backup script",
                                "mst_pat_x7Qa…",
                                List.of("devices:read"),
                                NOW,
                                null,
                                null)),
                Parts.Field.EMPTY,
                List.of(new Parts.Option("devices:read", "devices:read", false)),
                made);
    }
}
