package muster.enrollment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.web.Fields;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.Query;
import muster.web.SampleShells;
import muster.web.Shell;
import org.jspecify.annotations.Nullable;

/** The pages of collectors and of what lets them in. */
public final class EnrollmentSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final UUID ID = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");
    private static final UUID OTHER = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0e");
    private static final Shell ADA = SampleShells.acme("collect");
    private static final List<Parts.Choice> TABS =
            List.of(
                    Parts.Choice.of("Collectors", "/o/acme/collectors", true),
                    Parts.Choice.of("Enrollment tokens", "/o/acme/enrollment-tokens", false));

    @Override
    public List<PageSample> samples() {
        return List.of(
                PageSample.of("enrollment/token-list", tokens("", TOKENS, "mst_enroll_x7Qa"), ADA),
                new PageSample("enrollment/token-list", "empty", tokens("", List.of(), null), ADA),
                new PageSample(
                        "enrollment/token-list", "none found", tokens("x", List.of(), null), ADA),
                PageSample.of("enrollment/new-token", newToken(null, null), ADA),
                new PageSample(
                        "enrollment/new-token",
                        "faulty",
                        newToken("A name of 1 to 100 letters.", "There is no such site."),
                        ADA));
    }

    private static final List<EnrollmentTokens.Token> TOKENS =
            List.of(
                    new EnrollmentTokens.Token(
                            ID,
                            "Servers in Berlin",
                            "mst_enroll_x7Qa…",
                            List.of("production"),
                            OTHER,
                            "Berlin",
                            "open",
                            10L,
                            3,
                            "Ada Lovelace",
                            NOW,
                            NOW,
                            NOW),
                    new EnrollmentTokens.Token(
                            OTHER,
                            "Laptops",
                            "mst_enroll_k2Lm…",
                            List.of(),
                            null,
                            null,
                            "expired",
                            null,
                            1_204,
                            "Ada Lovelace",
                            NOW,
                            null,
                            null));

    private static TokensPages.TokenList tokens(
            String q, List<EnrollmentTokens.Token> tokens, @Nullable String made) {
        return new TokensPages.TokenList(
                TABS,
                query(q, EnrollmentTokens.FIELDS),
                null,
                List.of(),
                Page.whole(tokens),
                new Parts.Link("New token", "/o/acme/enrollment-tokens/new"),
                true,
                made);
    }

    private static TokensPages.NewToken newToken(
            @Nullable String nameProblem, @Nullable String siteProblem) {
        return new TokensPages.NewToken(
                TABS,
                new Parts.Field("", nameProblem),
                Parts.Field.EMPTY,
                List.of(new Parts.Option("", "The first site", true)),
                siteProblem,
                new Parts.Field("2026-12-22", null),
                Parts.Field.EMPTY);
    }

    private static Query query(String q, Fields fields) {
        return Query.parse(Map.of("q", q), fields, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
