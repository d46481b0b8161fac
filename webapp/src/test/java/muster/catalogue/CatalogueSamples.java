package muster.catalogue;

import java.time.Instant;
import java.util.List;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** The feeds page with real feeds, one of them failing, and with the excerpt alone. */
public final class CatalogueSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");

    @Override
    public List<PageSample> samples() {
        return List.of(
                new PageSample("catalogue/index", "", full(), SampleShells.visitor()),
                new PageSample("catalogue/index", "excerpt", excerpt(), SampleShells.visitor()));
    }

    private static FeedsPages.Index full() {
        var lines =
                List.of(
                        line("osv-debian", "ready", false, 44_181, NOW.minusSeconds(7200), null),
                        line(
                                "osv-alpine",
                                "failed",
                                false,
                                3_655,
                                NOW.minusSeconds(900_000),
                                "the file is damaged or ends early"),
                        line("cisa-kev", "importing", false, 0, null, null));
        var unknown = List.of("notes.txt");
        return new FeedsPages.Index(
                Page.whole(lines),
                FeedsPages.notices(lines, unknown),
                true,
                44_499,
                FeedsPages.covered(
                        List.of("Alpine:v3.9", "Alpine:v3.19", "Debian:11", "Debian:12", "npm")),
                unknown);
    }

    private static FeedsPages.Index excerpt() {
        var lines = List.of(line("excerpt", "ready", true, 124, NOW, null));
        return new FeedsPages.Index(
                Page.whole(lines),
                FeedsPages.notices(lines, List.of()),
                false,
                0,
                List.of(),
                List.of());
    }

    private static FeedsPages.Line line(
            String id,
            String state,
            boolean excerpt,
            long records,
            @Nullable Instant updatedAt,
            @Nullable String error) {
        return new FeedsPages.Line(
                id,
                Publisher.of(id).title(),
                state,
                excerpt,
                records,
                error == null ? 0 : 3,
                updatedAt,
                updatedAt,
                error != null,
                "/srv/feeds/" + id,
                Publisher.of(id).licence(),
                error);
    }
}
