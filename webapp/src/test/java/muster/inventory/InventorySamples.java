package muster.inventory;

import java.util.List;
import muster.devices.Cast;
import muster.devices.DeviceHead.Tab;
import muster.inventory.Installations.Holder;
import muster.inventory.Installations.Installed;
import muster.inventory.SoftwareList.Title;
import muster.inventory.SoftwareList.Version;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Link;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** The list of software, a title, a version, and what is on a device. */
public final class InventorySamples implements PageSamples {
    private static final Title OPENSSL =
            new Title(Cast.ID, "Debian", "openssl", "deb", 3, Cast.NOW);
    private static final Version VERSION = new Version(Cast.ID, "3.0.11-1~deb12u2", "amd64", 2);
    private static final Version UNTOLD = new Version(Cast.ID, null, null, 0);
    private static final List<Link> CRUMBS =
            List.of(
                    new Link("Software", "/o/acme/software"),
                    new Link("openssl", "/o/acme/software/" + Cast.ID));

    @Override
    public List<PageSample> samples() {
        return List.of(
                sample("index", "", list("", List.of(OPENSSL))),
                sample("index", "empty", list("", List.of())),
                sample("index", "nothing", list("name:nothing", List.of())),
                sample(
                        "show",
                        "",
                        new SoftwarePages.Show(
                                OPENSSL,
                                CRUMBS,
                                List.of(VERSION, UNTOLD),
                                "/o/acme/software/" + Cast.ID)),
                sample(
                        "of-version",
                        "",
                        version(
                                VERSION,
                                List.of(new Holder(Cast.ID, "web-1", "Debian", Cast.NOW)))),
                sample("of-version", "gone", version(UNTOLD, List.of())),
                sample(
                        "of-device",
                        "",
                        device(List.of(installed("3.0.11-1~deb12u2"), installed(null)))),
                sample("of-device", "empty", device(List.of())));
    }

    private static PageSample sample(String template, String state, Record page) {
        return new PageSample("inventory/" + template, state, page, SampleShells.acme("software"));
    }

    private static SoftwarePages.Index list(String q, List<Title> titles) {
        return new SoftwarePages.Index(
                Cast.query(q, SoftwareList.BY_NAME),
                null,
                Page.whole(titles),
                titles.size(),
                "/o/acme");
    }

    private static SoftwarePages.OfVersion version(Version version, List<Holder> holders) {
        return new SoftwarePages.OfVersion(
                OPENSSL,
                version,
                CRUMBS,
                Cast.query("", Installations.BY_HOSTNAME),
                null,
                Page.whole(holders),
                "/o/acme");
    }

    private static SoftwarePages.OfDevice device(List<Installed> software) {
        return new SoftwarePages.OfDevice(
                Cast.head(Tab.SOFTWARE),
                Cast.query("", Installations.ON_DEVICE),
                null,
                Page.whole(software),
                "/o/acme");
    }

    private static Installed installed(@Nullable String version) {
        return new Installed(
                Cast.ID, Cast.ID, "Debian", "openssl", version, "deb", "amd64", "openssl", version,
                null, null, Cast.NOW);
    }
}
