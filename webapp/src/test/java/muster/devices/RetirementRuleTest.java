package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import muster.TestClock;
import muster.devices.Device.Status;
import muster.intake.Rooms;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Silent devices retire by themselves where their organization wants it, and come back. */
class RetirementRuleTest {
    private static final int DAYS = 30;

    private final TestClock clock = new TestClock(Rooms.MONDAY);
    private Rooms rooms;
    private RetirementRule rule;
    private Tenant acme;
    private Tenant globex;

    @BeforeEach
    void open() {
        rooms = new Rooms();
        rule = new RetirementRule(rooms.database, rooms.devices, rooms.retirements, clock);
        acme = rooms.test.acme();
        globex = rooms.test.globex();
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void silenceIsLateThenOfflineThenRetired() {
        var web = reported(acme, "web-1");
        assertEquals(Status.REPORTING, status(acme, web));
        clock.pass(Duration.ofDays(2).plusSeconds(1));
        assertEquals(Status.LATE, status(acme, web));
        clock.pass(Duration.ofDays(5));
        assertEquals(Status.OFFLINE, status(acme, web));
        want(acme, DAYS);
        clock.pass(Duration.ofDays(DAYS));
        assertEquals(1, rooms.in(acme, () -> rule.silent(DAYS, clock.instant())));

        looks();

        assertEquals(Status.RETIRED, status(acme, web));
        var why = rooms.in(acme, () -> rooms.retirements.of(device(web))).orElseThrow();
        assertEquals("silent for 30 days", why.reason());
        assertEquals(0, counted(acme));
        assertTrue(rooms.in(acme, () -> Invariants.of(rooms.database)).isEmpty());
    }

    @Test
    void whatReportsAgainIsBack() {
        var web = reported(acme, "web-1");
        want(acme, DAYS);
        clock.pass(Duration.ofDays(DAYS + 1));
        looks();

        assertEquals(web, reported(acme, "web-1"));
        assertEquals(Status.REPORTING, status(acme, web));
        assertEquals(1, counted(acme));
        looks();
        assertEquals(Status.REPORTING, status(acme, web));
    }

    @Test
    void nothingRetiresThatOnlySomebodyToldOfOrWhereNobodyWantsIt() {
        var others = reported(globex, "web-1");
        var pasted =
                rooms.paste(acme, Rooms.report(null, "pasted", "bash=5.1"), clock.instant())
                        .device();
        want(acme, DAYS);
        clock.pass(Duration.ofDays(400));

        looks();

        assertEquals(Status.LISTED, status(acme, pasted));
        assertEquals(Status.OFFLINE, status(globex, others));
    }

    @Test
    void moreThanOneStepRetiresInSteps() {
        for (int i = 0; i < 103; i++) {
            reported(acme, "web-" + i);
            if (i % 5 == 4) {
                // The free plan has few seats.
                rooms.in(
                        acme,
                        () -> {
                            rooms.counters.add(Counters.Of.DEVICES, -5);
                            return true;
                        });
            }
        }
        want(acme, DAYS);
        clock.pass(Duration.ofDays(DAYS + 1));

        looks();

        assertEquals(0, rooms.in(acme, () -> rule.silent(DAYS, clock.instant())));
    }

    @Test
    void afterTheHubWasAwayDevicesHaveADayToComeBack() {
        var web = reported(acme, "web-1");
        var gone = reported(acme, "web-2");
        want(acme, DAYS);
        clock.pass(Duration.ofDays(DAYS + 1));

        rule.run();
        assertEquals(Status.OFFLINE, status(acme, web));
        reported(acme, "web-1");
        clock.pass(Duration.ofDays(1));
        rule.run();

        assertEquals(Status.REPORTING, status(acme, web));
        assertEquals(Status.RETIRED, status(acme, gone));
    }

    /** Twice, a day apart. */
    private void looks() {
        rule.run();
        clock.pass(Duration.ofDays(1));
        rule.run();
    }

    private void want(Tenant tenant, int days) {
        rooms.in(
                tenant,
                () -> {
                    rule.set(days);
                    return List.of();
                });
    }

    private UUID reported(Tenant tenant, String hostname) {
        return rooms.accept(tenant, Rooms.report(null, hostname, "openssl=3.0"), clock.instant())
                .device();
    }

    private Device device(UUID id) {
        return rooms.devices.find(id, clock.instant()).orElseThrow();
    }

    private Status status(Tenant tenant, UUID id) {
        return rooms.in(tenant, () -> device(id)).status();
    }

    private long counted(Tenant tenant) {
        return rooms.in(tenant, () -> rooms.counters.value(Counters.Of.DEVICES));
    }
}
