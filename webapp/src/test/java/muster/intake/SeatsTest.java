package muster.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.UUID;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.devices.Provenance;
import muster.inventory.Via;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeatsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private TestDatabase fixture;
    private Rooms rooms;

    @BeforeEach
    void open() {
        rooms = new Rooms();
        fixture = rooms.test;
        fill(fixture.acme());
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void aDeviceBeyondThePlanIsRefusedAndLeavesNothing() {
        assertThrows(Problem.class, () -> report(fixture.acme(), "one-too-many"));

        assertEquals(0, devicesOf(fixture.acme()));
    }

    @Test
    void aDeviceIsNotBroughtBackBeyondThePlan() {
        var globex = fixture.globex();
        var device = report(globex, "web-1").device();
        retire(globex, device);
        fixture.database()
                .inTenant(
                        globex,
                        () ->
                                fixture.database()
                                        .run(
                                                Sql.of(
                                                        """
                                                        update counters set value = devices_max
                                                        from plans
                                                        where counters.name = 'devices'
                                                            and plans.name = 'free'
                                                        """)));

        assertThrows(Problem.class, () -> bringBack(globex, device));
    }

    private int retire(Tenant tenant, UUID device) {
        return fixture.database()
                .inTenant(
                        tenant,
                        () -> {
                            var found = rooms.devices.find(device, NOW).orElseThrow();
                            rooms.retirements.add(found, new Actor.Muster("test"), "", NOW);
                            return 1;
                        });
    }

    private boolean bringBack(Tenant tenant, UUID device) {
        return fixture.database()
                .inTenant(
                        tenant,
                        () ->
                                rooms.retirements.remove(
                                        rooms.devices.find(device, NOW).orElseThrow(),
                                        new Actor.Muster("test"),
                                        NOW));
    }

    @Test
    void anotherOrganizationHasItsOwnSeats() {
        report(fixture.globex(), "web-1");

        assertEquals(1, devicesOf(fixture.globex()));
    }

    private void fill(Tenant tenant) {
        fixture.database()
                .inTenant(
                        tenant,
                        () ->
                                fixture.database()
                                        .run(
                                                Sql.of(
                                                        """
                                                        insert into counters (name, value)
                                                        select 'devices', devices_max from plans where name = 'free'
                                                        """)));
    }

    private Intake.Receipt report(Tenant tenant, String hostname) {
        return fixture.database()
                .inTenant(
                        tenant,
                        () ->
                                rooms.intake.accept(
                                        Submission.of(
                                                Rooms.report(null, hostname, "openssl=3.0.11")),
                                        Via.REPORT,
                                        Provenance.KEYED,
                                        NOW));
    }

    private int devicesOf(Tenant tenant) {
        return fixture.database()
                .inTenant(
                        tenant,
                        () ->
                                fixture.database()
                                        .list(
                                                Sql.of("select id from devices"),
                                                row -> row.uuid("id"))
                                        .size());
    }
}
