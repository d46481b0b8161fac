package muster.intake;

import java.util.List;
import muster.packages.Unread;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Field;
import muster.web.SampleShells;

/** The form to paste a list into. */
public final class IntakeSamples implements PageSamples {
    private static final List<IntakePages.Command> COMMANDS =
            List.of(new IntakePages.Command("Alpine", "apk list -I | curl --data-binary @-"));

    private static final List<Choice> TABS =
            List.of(
                    Choice.of("Enroll", "/o/acme/enroll", false),
                    Choice.of("Paste a list", "/o/acme/imports", true));

    @Override
    public List<PageSample> samples() {
        return List.of(
                sample(
                        "",
                        new IntakePages.Index(
                                TABS,
                                Field.EMPTY,
                                Field.EMPTY,
                                null,
                                "/o/acme/devices/0198a6f2-4f3c-7c1e-9a55-0d5f3c1b2a10",
                                "/o/acme/imports",
                                COMMANDS)),
                sample(
                        "taken",
                        new IntakePages.Index(
                                TABS,
                                Field.EMPTY,
                                Field.EMPTY,
                                new IntakePages.Taken(
                                        "/o/acme/devices/0198a6f2-4f3c-7c1e-9a55-0d5f3c1b2a10",
                                        412,
                                        List.of(new Unread(7, "ii  cur", "it states no version")),
                                        14),
                                null,
                                "/o/acme/imports",
                                COMMANDS)),
                sample(
                        "refused",
                        new IntakePages.Index(
                                TABS,
                                new Field("core-sw-1", null),
                                new Field("", "This is a configuration."),
                                null,
                                null,
                                "/o/acme/imports",
                                COMMANDS)));
    }

    private static PageSample sample(String state, Record page) {
        return new PageSample("intake/index", state, page, SampleShells.acme("collect"));
    }
}
