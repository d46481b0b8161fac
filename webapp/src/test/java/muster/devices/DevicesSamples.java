package muster.devices;

import java.util.List;
import java.util.Set;
import muster.devices.DeviceHead.Tab;
import muster.devices.Retirements.Retirement;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Field;
import muster.web.Parts.Link;
import muster.web.Parts.Moment;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** The list of devices and the pages of one. */
public final class DevicesSamples implements PageSamples {
    private static final List<Moment> MOMENTS =
            List.of(
                    new Moment(
                            Cast.NOW.minusSeconds(180),
                            "software",
                            "plain",
                            "Software changed: 1 added, 0 removed, 3 upgraded",
                            "Posted with a key",
                            null),
                    new Moment(
                            Cast.NOW.minusSeconds(86_400),
                            "warning",
                            "bad",
                            "Shares an identifier with web-2: Hardware UUID",
                            "4c4c4544-0042-3510-8057-b7c04f4a5a32",
                            "/o/acme/devices"));

    @Override
    public List<PageSample> samples() {
        return List.of(
                sample(
                        "index",
                        "",
                        list("", null, List.of(Cast.web1(), late(), offline(), pasted()), 3)),
                sample("index", "empty", list("", null, List.of(), 0)),
                sample("index", "nothing", list("hostname:nowhere", null, List.of(), 3)),
                sample(
                        "index",
                        "problem",
                        list("", "q, letter 1: unknown field hots", List.of(late()), 3)),
                sample("show", "", show(null)),
                sample("show", "retired", show(new Retirement(Cast.NOW, "Ada", "sold"))),
                sample(
                        "device-timeline",
                        "",
                        new DevicesPages.DeviceTimeline(
                                Cast.head(Tab.TIMELINE), MOMENTS, List.of())),
                sample("device-sources", "", sources(false)),
                sample("device-sources", "merged", sources(true)),
                sample(
                        "suggestions",
                        "",
                        suggestions(List.of(pair("clone"), pair("namesake"), pair("twin")))),
                sample("suggestions", "empty", suggestions(List.of())),
                rule("", 30, "30", null),
                rule("off", null, "", null),
                rule("malformed", null, "3", "From 7 to 365 days, or nothing"),
                sample("merge-of", "", merge(41)),
                sample("merge-of", "unknown", merge(null)),
                sample("merge-of", "question", question()));
    }

    private static PageSample sample(String template, String state, Record page) {
        return new PageSample("devices/" + template, state, page, SampleShells.acme("devices"));
    }

    private static DevicesPages.Index list(
            String q, @Nullable String problem, List<Device> devices, long total) {
        return new DevicesPages.Index(
                Cast.query(q, DeviceList.BY_NAME),
                problem,
                List.of(Choice.of("Late", "?q=status:late", false)),
                Page.whole(devices),
                total,
                "/o/acme",
                devices.size() > 1
                        ? new Link("2 pairs share an identifier", "/o/acme/devices/suggestions")
                        : null);
    }

    private static DevicesPages.Show show(@Nullable Retirement retirement) {
        return new DevicesPages.Show(
                Cast.head(Tab.OVERVIEW),
                "Server",
                "6.1.0-26-amd64",
                "x86_64",
                "Example Computers",
                "Rack 2U",
                new Link("Berlin", "/o/acme/devices?site=" + Cast.ID),
                List.of(new Link("env=prod", "/o/acme/devices?label=env%3Dprod")),
                List.of(FORK),
                "/o/acme/devices/suggestions",
                List.of(new UnreadSources.Unread("rpm", "rpmdb.sqlite is locked", Cast.NOW)),
                MOMENTS,
                retirement,
                retirement == null,
                retirement != null,
                "/o/acme/devices/" + Cast.ID);
    }

    private static SourcesPages.DeviceSources sources(boolean merged) {
        return new SourcesPages.DeviceSources(
                Cast.head(Tab.SOURCES),
                List.of(
                        new SourcesPages.Source(Provenance.AGENT, Cast.NOW, 8, 8),
                        new SourcesPages.Source(Provenance.PASTE, Cast.NOW, 3, 1)),
                List.of(
                        told("os_version", Provenance.AGENT, "12", true, "strongest"),
                        told("os_version", Provenance.PASTE, "11", false, "weaker"),
                        told("os_name", Provenance.PASTE, "Debian", true, "only")),
                List.of(
                        new Identifiers.Held("serial", "sn-4f20", Provenance.AGENT, Cast.NOW),
                        new Identifiers.Held("hostname", "web-1", Provenance.PASTE, Cast.NOW)),
                List.of(
                        new SourcesPages.Collector(
                                Cast.ID, "agent", "web-1", "0.1.0", Cast.NOW, Cast.NOW, null),
                        new SourcesPages.Collector(
                                Cast.ID, "scanner", "scan", null, Cast.NOW, null, Cast.NOW)),
                merged ? null : adoption(),
                merged
                        ? List.of(
                                new Merges.Merge(Cast.ID, Cast.ID, "web-2", Cast.NOW, "Ada", true),
                                new Merges.Merge(Cast.ID, Cast.ID, "web-3", Cast.NOW, "Ada", false))
                        : List.of(),
                true,
                "/o/acme/devices/" + Cast.ID);
    }

    private static Facts.Told told(
            String name, Provenance provenance, String value, boolean shown, String why) {
        return new Facts.Told(name, provenance, value, Cast.NOW, shown, why);
    }

    private static Adoptions.Adoption adoption() {
        return new Adoptions.Adoption(
                Cast.ID,
                Cast.NOW,
                Provenance.AGENT,
                Set.of(Provenance.PASTE),
                "web-1",
                Cast.NOW,
                12);
    }

    private static SuggestionsPages.Suggestions suggestions(List<SuggestionsPages.Shown> pairs) {
        return new SuggestionsPages.Suggestions(
                pairs.isEmpty()
                        ? List.of()
                        : List.of(
                                new SuggestionsPages.ShownFork(
                                        FORK,
                                        new Link("web-1", "/o/acme/collectors/" + Cast.ID),
                                        new Link("web-1", "/o/acme/devices/" + Cast.ID),
                                        "/o/acme/devices/suggestions/" + Cast.ID + "/settlement")),
                pairs,
                List.of(new Link("Devices", "/o/acme/devices"), new Link("Pairs", "#")),
                "/o/acme/devices/",
                true);
    }

    private static SuggestionsPages.Shown pair(String likeness) {
        return new SuggestionsPages.Shown(
                Cast.ID,
                likeness,
                Cast.web1(),
                pasted(),
                EVIDENCE,
                new Link("See what a merge gives", "/o/acme/devices"),
                "/o/acme/devices/suggestions/" + Cast.ID + "/apart");
    }

    private static final Forks.Fork FORK =
            new Forks.Fork(
                    Cast.ID,
                    Cast.ID,
                    "web-1",
                    Cast.ID,
                    Forks.Evidence.COLLISION,
                    "batch 7 of epoch 0199b2c0 was received with other bytes",
                    Cast.NOW,
                    Cast.NOW,
                    3);

    private static final List<Clashes.Evidence> EVIDENCE =
            List.of(
                    new Clashes.Evidence("serial", "sn-4f20", Provenance.AGENT, Cast.NOW),
                    new Clashes.Evidence("hostname", "web-1", Provenance.KEYED, Cast.NOW));

    private static MergesPages.MergeOf merge(@Nullable Integer findings) {
        return new MergesPages.MergeOf(
                Cast.head(Tab.SOURCES),
                new MergePreview.Outcome(
                        Cast.web1(),
                        pasted(),
                        Cast.web1(),
                        List.of(
                                new MergePreview.Word("hostname", "web-1", "db-1", "web-1"),
                                new MergePreview.Word("serial", null, "SN-1", "SN-1")),
                        findings),
                EVIDENCE,
                Field.EMPTY,
                List.of(),
                true,
                "/o/acme/devices/" + Cast.ID + "/merge",
                new Link("Keep db-1 instead", "/o/acme/devices"));
    }

    private static MergesPages.MergeOf question() {
        return new MergesPages.MergeOf(
                Cast.head(Tab.SOURCES),
                null,
                List.of(),
                new Field("db-1", "Several devices are called db-1"),
                List.of(pasted(), late()),
                true,
                "/o/acme/devices/" + Cast.ID + "/merge",
                null);
    }

    private static Device late() {
        return Cast.device("grace-phone", "beacon", Device.Status.LATE, Provenance.KEYED, 0);
    }

    private static PageSample rule(
            String state, @Nullable Integer days, String typed, @Nullable String problem) {
        var page =
                new RetirementRulePages.RetirementSettings(
                        List.of(Choice.of("Retirement", "/o/acme/settings/retirement", true)),
                        days,
                        new Field(typed, problem),
                        days == null ? null : 12,
                        false,
                        true,
                        days != null);
        return sample("retirement-settings", state, page);
    }

    private static Device offline() {
        return Cast.device("lab-7", "workstation", Device.Status.OFFLINE, Provenance.AGENT, 3);
    }

    private static Device pasted() {
        return Cast.device("db-1", "server", Device.Status.LISTED, Provenance.PASTE, 12);
    }
}
