package muster.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import muster.catalogue.Change;
import muster.database.Sql;
import muster.happenings.Happenings;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changed in the catalogue reaches the devices that it concerns, of every organization. */
class NewsOfCatalogueTest {
    private Fleet fleet;
    private NewsOfCatalogue news;
    private UUID acmes;
    private UUID globexs;

    @BeforeEach
    void open() {
        fleet = new Fleet();
        news =
                new NewsOfCatalogue(
                        fleet.database(), new Happenings(fleet.database(), fleet.clock()));
        fleet.advise("CVE-2024-1001", "CVE-2024-1001", "openssl", "3.0.15-1");
        acmes = deviceWith(fleet.acme(), "openssl");
        globexs = deviceWith(fleet.globex(), "openssl");
        deviceWith(fleet.acme(), "bash");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void reachesTheDevicesWithAChangedPackage() {
        news.spread(
                new Change(Set.of(new Change.Named("Debian:12", "openssl")), Set.of(), Set.of()));

        assertEquals(Set.of(acmes, globexs), announced());
    }

    @Test
    void reachesTheDevicesWithAVulnerabilityThatBecameExploited() {
        news.spread(new Change(Set.of(), Set.of(), Set.of("CVE-2024-1001")));

        assertEquals(Set.of(acmes, globexs), announced());
    }

    @Test
    void reachesEverythingOfAnEcosystemThatBecameComplete() {
        news.spread(new Change(Set.of(), Set.of("Debian"), Set.of()));

        assertEquals(3, announced().size());
    }

    @Test
    void leavesOthersInPeace() {
        news.spread(
                new Change(
                        Set.of(new Change.Named("Debian:11", "openssl")),
                        Set.of("Alpine", "Deb"),
                        Set.of("CVE-2024-9999")));

        assertEquals(Set.of(), announced());
    }

    private UUID deviceWith(Tenant tenant, String name) {
        var device = fleet.debian(tenant, name + "-1");
        fleet.install(tenant, device, name, "1.0-1", name);
        fleet.look(tenant, device);
        return device;
    }

    private Set<UUID> announced() {
        List<UUID> devices =
                fleet.database()
                        .atDoor(() ->
                                fleet.database()
                                        .list(
                                                Sql.of("select subject from happenings"),
                                                row -> row.uuid("subject")));
        return Set.copyOf(devices);
    }
}
