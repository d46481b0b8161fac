package muster.intake;

import java.util.List;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Field;
import muster.web.SampleShells;

/** The form to paste a list into. */
public final class IntakeSamples implements PageSamples {
    private static final List<IntakePages.Command> COMMANDS =
            List.of(new IntakePages.Command("Alpine", "apk list -I | curl --data-binary @-"));

    @Override
    public List<PageSample> samples() {
        return List.of(
                sample("", new IntakePages.Index(Field.EMPTY, Field.EMPTY, "/o/acme/imports", COMMANDS)),
                sample(
                        "refused",
                        new IntakePages.Index(
                                new Field("core-sw-1", null),
                                new Field("enable secret 5 …", "This is a configuration."),
                                "/o/acme/imports",
                                COMMANDS)));
    }

    private static PageSample sample(String state, Record page) {
        return new PageSample("intake/index", state, page, SampleShells.acme("collect"));
    }
}
