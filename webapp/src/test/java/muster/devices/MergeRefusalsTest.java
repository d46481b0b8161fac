package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.intake.Rooms;
import muster.organizations.Sites;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Problem;
import muster.wire.DeviceFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody can merge or take apart, and says why. */
class MergeRefusalsTest {
    private static final Instant NOW = Rooms.MONDAY.plus(Duration.ofDays(1));
    private static final Actor ADA = new Actor.Muster("Ada");

    private Rooms rooms;
    private Tenant acme;

    @BeforeEach
    void open() {
        rooms = new Rooms();
        acme = rooms.test.acme();
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void devicesOfTwoSitesStayTwo() {
        var here = pasted("web-1");
        var there =
                rooms.in(
                        acme,
                        () -> {
                            var clock = Clock.systemUTC();
                            var sites =
                                    new Sites(
                                            rooms.database,
                                            new Audit(rooms.database, TestDatabase.KEY, clock),
                                            clock);
                            var site = sites.add("Branch", ADA).orElseThrow();
                            var look = Look.now(Provenance.KEYED, site, NOW);
                            return new Arrivals(rooms.database, rooms.timeline)
                                    .of(DeviceFacts.named("web-1"), look)
                                    .device();
                        });

        var refused = assertThrows(Problem.class, () -> merge(here, there));

        assertEquals(409, refused.status());
        assertTrue(refused.detail().contains("two sites"), refused.detail());
    }

    @Test
    void aDeviceOfAnotherOrganizationIsNone() {
        var own = pasted("web-1");
        var foreign =
                rooms.paste(
                                rooms.test.globex(),
                                Rooms.report(null, "web-1", "bash=5.1"),
                                Rooms.MONDAY)
                        .device();

        assertTrue(rooms.in(acme, () -> rooms.devices.find(foreign, NOW)).isEmpty());
        assertThrows(RuntimeException.class, () -> merge(own, foreign));
        assertEquals(
                1,
                rooms.count(
                        rooms.test.globex(),
                        Sql.of("select count(*) as n from devices where retired_at is null")));
    }

    @Test
    void whatIsTakenOutNeedsASeat() {
        var one = pasted("web-1");
        merge(one, pasted("web-2"));
        rooms.in(
                acme,
                () ->
                        rooms.database.run(
                                Sql.of(
                                        """
                                        update counters set value = devices_max from plans
                                        where counters.name = 'devices' and plans.name = 'free'
                                        """)));

        var refused = assertThrows(Problem.class, () -> undo(one));

        assertEquals(403, refused.status());
        assertEquals(1, rooms.in(acme, () -> rooms.merges.of(one, NOW)).size());
    }

    private UUID pasted(String hostname) {
        return rooms.paste(acme, Rooms.report(null, hostname, "bash=5.1"), Rooms.MONDAY).device();
    }

    private Device device(UUID id) {
        return rooms.devices.find(id, NOW).orElseThrow();
    }

    private boolean merge(UUID one, UUID other) {
        return rooms.in(
                acme,
                () -> {
                    rooms.merges.add(device(one), device(other), ADA, NOW);
                    return true;
                });
    }

    private boolean undo(UUID one) {
        return rooms.in(
                acme,
                () -> {
                    var merge = rooms.merges.of(one, NOW).getFirst().id();
                    return rooms.merges.undo(device(one), merge, ADA, NOW).isPresent();
                });
    }
}
