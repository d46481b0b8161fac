package muster.web;

import java.util.List;

/** The page of a request that could not be answered. */
public final class FrameSamples implements PageSamples {
    @Override
    public List<PageSample> samples() {
        return List.of(
                new PageSample(
                        "web/error-page",
                        "404",
                        new ErrorPage(
                                404,
                                "There is nothing here",
                                "It never was, it is gone, or it belongs to an organization you are"
                                        + " not in. All three look the same from outside."),
                        SampleShells.visitor()),
                new PageSample(
                        "web/error-page",
                        "403",
                        new ErrorPage(
                                403,
                                "Your role does not allow this",
                                "Viewers may look at devices, not retire them. An owner or admin of"
                                        + " Acme can change your role."),
                        SampleShells.acme("")),
                new PageSample(
                        "web/error-page",
                        "429",
                        new ErrorPage(
                                429,
                                "Too many at once",
                                "At most 20 lists a minute from one address. Try again in 40"
                                        + " seconds."),
                        SampleShells.visitor()),
                new PageSample(
                        "web/error-page",
                        "500",
                        new ErrorPage(
                                500,
                                "The hub stumbled",
                                "Nothing you sent was half stored. Try again in a moment."),
                        SampleShells.visitor()));
    }
}
