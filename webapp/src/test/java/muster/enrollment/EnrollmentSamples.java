package muster.enrollment;

import java.time.Clock;
import java.time.Duration;
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
                PageSample.of("enrollment/index", index("", COLLECTORS), ADA),
                new PageSample("enrollment/index", "empty", index("", List.of()), ADA),
                new PageSample("enrollment/index", "none found", index("x", List.of()), ADA),
                PageSample.of("enrollment/show", show(COLLECTORS.getFirst(), NOTES), ADA),
                new PageSample(
                        "enrollment/show", "revoked", show(COLLECTORS.get(3), List.of()), ADA),
                new PageSample(
                        "enrollment/show", "replaced", show(COLLECTORS.getLast(), NOTES), ADA),
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

    private static final List<Collector> COLLECTORS =
            List.of(
                    collector("web-1", "late", Duration.ofMinutes(7), 3L, null),
                    collector("web-2", "reporting", Duration.ofMinutes(-9), 0L, null),
                    collector("web-3", "never_reported", null, null, null),
                    collector("web-4", "revoked", Duration.ZERO, 1L, NOW),
                    collector("web-5", "replaced", Duration.ZERO, 0L, null));

    private static Collector collector(
            String name,
            String state,
            @Nullable Duration clock,
            @Nullable Long batches,
            @Nullable Instant revokedAt) {
        var heard = clock != null;
        return new Collector(
                ID,
                "agent",
                name,
                state,
                heard ? "linux-x86_64" : null,
                heard ? "1.0.0" : null,
                "Servers in Berlin",
                List.of("production"),
                heard ? OTHER : null,
                heard ? "Berlin" : null,
                heard ? OTHER : null,
                heard ? name : null,
                NOW,
                heard ? NOW : null,
                clock == null ? null : clock.toMillis(),
                batches,
                batches == null ? null : batches * 4_096,
                batches == null || batches == 0 ? null : NOW,
                revokedAt == null ? NOW : null,
                revokedAt,
                revokedAt == null ? null : "Ada Lovelace",
                state.equals("replaced") ? OTHER : null);
    }

    private static final List<CollectorNotes.Note> NOTES =
            List.of(
                    note("hub_away", null),
                    note("set_aside", "the report names an unknown field"),
                    note("dropped", null),
                    note("forked", null),
                    note("refused", "products: 30,000, at most 20,000"),
                    note("altered", null),
                    note("certificate", null),
                    note("returned", "30 days after it had ended"),
                    note("late", null),
                    note("clock_off", "540 s behind"),
                    note("source_failed", "rpm: the database is locked"),
                    note("renewed", null),
                    note("revoked", "Ada Lovelace"),
                    note("replaced", "web-1"),
                    note("enrolled", "Servers in Berlin"));

    private static CollectorNotes.Note note(String kind, @Nullable String text) {
        return new CollectorNotes.Note(
                NOW, kind, NOW.minus(Duration.ofMinutes(38)), NOW, 0L, 3_118L, text);
    }

    private static CollectorsPages.Index index(String q, List<Collector> collectors) {
        return new CollectorsPages.Index(
                TABS,
                query(q, Collectors.FIELDS),
                null,
                List.of(),
                Page.whole(collectors),
                "/o/acme",
                new Parts.Link("Enroll a collector", "/o/acme/enroll"),
                collectors.isEmpty(),
                true);
    }

    private static CollectorsPages.Show show(Collector collector, List<CollectorNotes.Note> notes) {
        var revoked = collector.isRevoked();
        return new CollectorsPages.Show(
                List.of(
                        new Parts.Link("Collectors", "/o/acme/collectors"),
                        new Parts.Link(collector.name(), "/o/acme/collectors/" + ID)),
                collector,
                revoked
                        ? List.of()
                        : List.of(
                                new Collectors.Key(OTHER, NOW, null, null),
                                new Collectors.Key(ID, NOW, NOW, NOW)),
                notes,
                "/o/acme/devices/" + OTHER,
                collector.replacedBy() == null ? null : "/o/acme/collectors/" + OTHER,
                !revoked,
                collector.isGone(),
                90,
                "/o/acme/collectors/" + ID);
    }

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
