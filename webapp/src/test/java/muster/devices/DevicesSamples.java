package muster.devices;

import java.util.List;
import muster.devices.DeviceHead.Tab;
import muster.devices.Retirements.Retirement;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Parts.Moment;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** The list of devices and the pages of one. */
public final class DevicesSamples implements PageSamples {
    private static final Link ADD = new Link("Add a device", "/o/acme/imports");
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
                sample("index", "", list("", null, List.of(Cast.web1(), late(), pasted()), 3)),
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
                sample("device-sources", "", sources()));
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
                ADD);
    }

    private static DevicesPages.Show show(@Nullable Retirement retirement) {
        return new DevicesPages.Show(
                Cast.head(Tab.OVERVIEW),
                "Server",
                "6.1.0-26-amd64",
                "x86_64",
                List.of(new UnreadSources.Unread("rpm", "rpmdb.sqlite is locked", Cast.NOW)),
                MOMENTS,
                retirement,
                retirement == null,
                retirement != null,
                "/o/acme/devices/" + Cast.ID);
    }

    private static DevicesPages.DeviceSources sources() {
        return new DevicesPages.DeviceSources(
                Cast.head(Tab.SOURCES),
                List.of(
                        new Facts.Told("os_version", Provenance.KEYED, "12", Cast.NOW, true),
                        new Facts.Told("os_version", Provenance.PASTE, "11", Cast.NOW, false)),
                List.of(
                        new Identifiers.Held("serial", "sn-4f20", Provenance.KEYED, Cast.NOW),
                        new Identifiers.Held("hostname", "web-1", Provenance.PASTE, Cast.NOW)));
    }

    private static Device late() {
        return Cast.device("grace-phone", "beacon", Device.Status.LATE, Provenance.KEYED, 0);
    }

    private static Device pasted() {
        return Cast.device("db-1", "server", Device.Status.ACTIVE, Provenance.PASTE, 12);
    }
}
