package muster.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Error pages and docs, which no room owns. */
public final class FrameSamples implements PageSamples {
    /** What errors/error.html takes. */
    public record Failure(int status, String title, String detail, @Nullable String reference) {}

    /** A docs page takes nothing. */
    public record Prose() {}

    @Override
    public List<PageSample> samples() {
        return List.of(
                new PageSample(
                        "errors/error",
                        "404",
                        new Failure(
                                404,
                                "There is nothing here",
                                "It never was, it is gone, or it belongs to an organization you are"
                                        + " not in. All three look the same from outside.",
                                null),
                        Shells.visitor()),
                new PageSample(
                        "errors/error",
                        "403",
                        new Failure(
                                403,
                                "Your role does not allow this",
                                "Viewers may look at devices, not retire them. An owner or admin of"
                                        + " Acme can change your role.",
                                null),
                        Shells.acme("")),
                new PageSample(
                        "errors/error",
                        "429",
                        new Failure(
                                429,
                                "Too many at once",
                                "At most 20 lists a minute from one address. Try again in 40"
                                        + " seconds.",
                                null),
                        Shells.visitor()),
                new PageSample(
                        "errors/error",
                        "500",
                        new Failure(
                                500,
                                "The hub stumbled",
                                "Nothing you sent was half stored. The reference finds this in the"
                                        + " hub's log.",
                                "7f3a-91c2"),
                        Shells.visitor()),
                PageSample.of("docs/index", new Prose(), Shells.visitor()),
                PageSample.of("docs/paste", new Prose(), Shells.visitor()),
                PageSample.of("docs/api", new Prose(), Shells.visitor()),
                PageSample.of("docs/limits", new Prose(), Shells.visitor()));
    }
}
