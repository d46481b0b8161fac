package muster.plans;

import java.util.List;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.SampleShells;

/** The price list. */
public final class PlansSamples implements PageSamples {
    @Override
    public List<PageSample> samples() {
        var action = new Parts.Link("Start free", "/signup");
        return List.of(
                PageSample.of(
                        "plans/pricing",
                        new PlansPages.Pricing(
                                List.of(
                                        new Parts.Plan(
                                                "Free",
                                                "€0",
                                                "a month",
                                                "For a look around.",
                                                List.of("10 devices"),
                                                action,
                                                false),
                                        new Parts.Plan(
                                                "Team",
                                                "€49",
                                                "a month",
                                                "For a team.",
                                                List.of("100 devices"),
                                                action,
                                                true))),
                        SampleShells.visitor()));
    }
}
