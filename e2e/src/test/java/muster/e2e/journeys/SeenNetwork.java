package muster.e2e.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Set;
import muster.e2e.Visitor;
import muster.e2e.net.MadeUpDevice;
import muster.e2e.net.MadeUpDevice.Kind;
import muster.e2e.net.MadeUpNetwork;
import muster.replay.Snmpd;

/** What a browser shows of a network that was scanned. */
final class SeenNetwork {
    private final Visitor visitor;
    private final String home;
    private final MadeUpNetwork network;

    /**
     * One of an organization.
     *
     * @param home its path
     */
    SeenNetwork(Visitor visitor, String home, MadeUpNetwork network) {
        this.visitor = visitor;
        this.home = home;
        this.network = network;
    }

    void tellsOfEveryTarget() {
        var scans = visitor.open(home + "/scans");
        open(scans.locator("main tbody tr").filter(having("Branch")).filter(having(ScanTest.ALL)));
        scans.waitForURL("**/scans/*");
        assertThat(tile(scans, "Answered")).hasText(ScanTest.ALL);
        for (var none : List.of("Wrong credential", "No answer", "Not supported", "Failed")) {
            assertThat(tile(scans, none)).hasText("0");
        }
        scans.navigate(scans.url() + "?q=" + Snmpd.HOSTNAME);
        assertThat(scans.locator("#list")).containsText("SNMPv3 as sealed");
    }

    private static Locator tile(Page scan, String label) {
        var named = new Page.GetByTextOptions().setExact(true);
        return scan.locator(".tile")
                .filter(new Locator.FilterOptions().setHas(scan.getByText(label, named)))
                .locator(".tile-number");
    }

    private static void open(Locator row) {
        row.getByRole(AriaRole.LINK).first().click();
    }

    void tellsWhatDevicesAre() {
        for (var kind : Kind.values()) {
            var device = network.devices().stream().filter(one -> one.kind() == kind).findFirst();
            device.ifPresent(one -> tells(one));
        }
        assertThat(device(Snmpd.HOSTNAME)).containsText("Linux");
    }

    /** What the real snmpd and sshd said stands there word for word. */
    void showsWhatTheyGave() {
        assertThat(given(ScanTest.SNMPD, "SNMP")).containsText(Snmpd.HOSTNAME);
        assertThat(given(ScanTest.SSHD, "ssh")).containsText("OpenSSH");
    }

    private Locator given(String address, String piece) {
        var scans = visitor.open(home + "/scans");
        open(scans.locator("main tbody tr").filter(having("Branch")));
        scans.waitForURL("**/scans/*");
        scans.navigate(scans.url() + "?q=" + address);
        open(scans.locator("#list tbody tr").filter(having(address)));
        scans.waitForURL("**/evidence");
        open(scans.locator("main tbody tr").filter(having(piece)).last());
        scans.waitForURL("**/evidence/*");
        return scans.locator("main");
    }

    void tellsWhatChanged(MadeUpDevice upgraded) {
        var scans = visitor.open(home + "/scans");
        var rows = scans.locator("main tbody tr").filter(having("Branch"));
        assertThat(rows).hasCount(2);
        open(rows.first());
        scans.waitForURL("**/scans/*");
        var changed = scans.locator("main tbody tr").filter(having("Changed"));
        assertThat(changed).hasCount(1);
        assertThat(changed).containsText(upgraded.address());
        assertThat(changed).containsText(upgraded.kind().version());
        assertThat(changed).containsText(ScanTest.UPGRADED);
    }

    MadeUpDevice first(Kind kind) {
        return network.devices().stream()
                .filter(one -> one.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private void tells(MadeUpDevice device) {
        var page = device(device.hostname());
        assertThat(page).containsText(device.serial());
        assertThat(page).containsText(device.kind().version());
        assertThat(page).containsText(device.kind().model());
        if (device.kind() == Kind.ACCESS) {
            var links = visitor.open(visitor.page().url() + "/network").locator("main");
            assertThat(links).containsText("dist-");
            assertThat(links).containsText("ge-0/0/");
        }
    }

    private Locator device(String hostname) {
        var devices = visitor.open(home + "/devices?q=" + hostname);
        devices.locator("main tbody tr").filter(having(hostname)).locator("a").first().click();
        devices.waitForURL("**/devices/*");
        return devices.locator("main");
    }

    void drawsTheNetwork() {
        var map = visitor.open(home + "/map").locator("main");
        assertThat(map.locator("canvas").first()).isVisible();
        var unknown = map.locator("[data-known=false]");
        assertThat(unknown).hasCount(1);
        assertThat(unknown).containsText(MadeUpNetwork.UNKNOWN_NEIGHBOUR);
        var wired = Set.of(Kind.CORE, Kind.DISTRIBUTION, Kind.ACCESS);
        assertThat(map.locator("[data-known=true]"))
                .hasCount(
                        (int)
                                network.devices().stream()
                                        .filter(one -> wired.contains(one.kind()))
                                        .count());
        var handover = map.locator("tbody tr").filter(having(MadeUpNetwork.UNKNOWN_NEIGHBOUR));
        assertThat(handover).containsText(first(Kind.CORE).hostname());
        visitor.checkAccessibility();
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
