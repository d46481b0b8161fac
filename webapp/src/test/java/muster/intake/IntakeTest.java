package muster.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import muster.database.Sql;
import muster.tenancy.Tenant;
import muster.wire.DeviceFacts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What was acknowledged is never lost, and nothing counts twice. */
class IntakeTest {
    private static final Rooms ROOMS = new Rooms();
    private static final Tenant ACME = ROOMS.test.acme();
    private static final Tenant GLOBEX = ROOMS.test.globex();

    @AfterAll
    static void close() {
        ROOMS.close();
    }

    @Test
    void sameReportAgainIsAcknowledgedAndCountsOnce() {
        var report = Rooms.report(UUID.randomUUID(), "again-1", "openssl=3.0", "bash=5.2");

        var first = ROOMS.accept(ACME, report);
        var second = ROOMS.accept(ACME, report, Rooms.MONDAY.plusSeconds(60));

        assertFalse(first.duplicate());
        assertEquals(new Intake.Receipt(first.report(), first.device(), 2, true, true), second);
        assertEquals(2, installations(ACME, first.device()));
    }

    @Test
    void sameIdWithOtherContentIsRefused() {
        var id = UUID.randomUUID();
        var first = ROOMS.accept(ACME, Rooms.report(id, "altered-1", "openssl=3.0"));

        var altered = Rooms.report(id, "altered-1", "openssl=3.1");
        assertThrows(Intake.Altered.class, () -> ROOMS.accept(ACME, altered));
        assertEquals(1, installations(ACME, first.device()));
    }

    @Test
    void idOfAnotherOrganizationIsAnId() {
        var report = Rooms.report(UUID.randomUUID(), "twin-1", "openssl=3.0");
        var acme = ROOMS.accept(ACME, report);
        var globex = ROOMS.accept(GLOBEX, report);

        assertFalse(globex.duplicate());
        assertNotEquals(acme.device(), globex.device());
        assertEquals(0, installations(GLOBEX, acme.device()));
        assertTrue(
                ROOMS.in(GLOBEX, () -> ROOMS.devices.find(acme.device(), Rooms.MONDAY)).isEmpty());
    }

    @Test
    void sameReportManyTimesAtOnceIsOneDeviceAndOneReport() throws Exception {
        var report = Rooms.report(UUID.randomUUID(), "at-once-1", "openssl=3.0", "bash=5.2");

        var receipts = atOnce(8, i -> ROOMS.accept(ACME, report));

        assertEquals(1, devices(receipts).size());
        assertEquals(7, receipts.stream().filter(Intake.Receipt::duplicate).count());
        assertEquals(2, installations(ACME, receipts.getFirst().device()));
    }

    @Test
    void reportsOfOneNewDeviceAtOnceMakeOneDevice() throws Exception {
        var receipts =
                atOnce(
                        8,
                        i ->
                                ROOMS.accept(
                                        ACME,
                                        Rooms.report(
                                                UUID.randomUUID(),
                                                Rooms.machine("new-1", "uuid-new-1"),
                                                "openssl=3." + i)));

        assertEquals(1, devices(receipts).size());
        assertEquals(1, installations(ACME, receipts.getFirst().device()));
    }

    @Test
    void devicesThatBringTheSameNewSoftwareDoNotWaitInARing() throws Exception {
        var before = software();
        var receipts =
                atOnce(
                        24,
                        i ->
                                ROOMS.accept(
                                        ACME,
                                        Rooms.report(
                                                null,
                                                "ring-" + i,
                                                IntStream.range(0, 300)
                                                        .map(n -> (n * 7 + i * 13) % 300)
                                                        .mapToObj(n -> "ring-lib" + n + "=1.0")
                                                        .toArray(String[]::new))));

        assertEquals(24, devices(receipts).size());
        assertEquals(before + 300, software());
        assertEquals(
                24,
                ROOMS.count(
                        ACME,
                        Sql.of("select devices as n from software where name = 'ring-lib7'")));
    }

    @Test
    void softwareHasAnInterval() {
        var device = ROOMS.accept(ACME, Rooms.report(null, "life-1", "a=1", "b=1", "c=1")).device();
        var tuesday = Rooms.MONDAY.plus(Duration.ofDays(1));
        ROOMS.accept(ACME, Rooms.report(null, "life-1", "a=1", "b=2", "d=1"), tuesday);
        var wednesday = tuesday.plus(Duration.ofDays(1));
        ROOMS.accept(ACME, Rooms.report(null, "life-1", "a=1", "b=2", "c=1", "d=1"), wednesday);

        assertEquals(
                List.of(
                        "a 1 MON..",
                        "b 1 MON..TUE",
                        "b 2 TUE..",
                        "c 1 MON..TUE",
                        "c 1 WED..",
                        "d 1 TUE.."),
                ROOMS.in(
                        ACME,
                        () ->
                                ROOMS.database.list(
                                        Sql.of(
                                                """
                                                select concat(s.name, ' ', v.version, ' ',
                                                    to_char(i.first_seen at time zone 'UTC', 'DY'), '..',
                                                    to_char(i.removed_at at time zone 'UTC', 'DY'))
                                                    as life
                                                from installations i
                                                join software_versions v on v.id = i.version_id
                                                join software s on s.id = v.software_id
                                                where i.device_id = ?
                                                order by s.name, i.first_seen, v.version
                                                """,
                                                device),
                                        row -> row.text("life"))));
    }

    @Test
    void unchangedInventoryWritesOneRow() {
        var facts = Rooms.machine("same-1", "uuid-same-1");
        var device = ROOMS.accept(ACME, Rooms.report(null, facts, "a=1", "b=1")).device();
        var later = Rooms.MONDAY.plus(Duration.ofHours(6));
        var before = rowVersions(device);
        ROOMS.accept(ACME, Rooms.report(null, facts, "b=1", "a=1"), later);

        var changed = new java.util.HashSet<>(rowVersions(device));
        changed.removeAll(before);
        assertEquals(1, changed.size(), changed.toString());
        assertEquals(
                later,
                ROOMS.in(ACME, () -> ROOMS.devices.find(device, later)).orElseThrow().lastSeen());
    }

    @Test
    void pastedDeviceIsAdoptedByItsFirstReport() {
        var pasted = ROOMS.paste(ACME, Rooms.report(null, "adopted-1", "a=1", "b=1"), Rooms.MONDAY);
        var later = Rooms.MONDAY.plusSeconds(60);
        var reported =
                ROOMS.accept(
                        ACME,
                        Rooms.report(
                                null, Rooms.machine("adopted-1", "uuid-adopted"), "b=1", "c=1"),
                        later);
        ROOMS.paste(ACME, Rooms.report(null, "adopted-1", "z=1"), later.plusSeconds(60));

        assertEquals(pasted.device(), reported.device());
        assertEquals(2, installations(ACME, pasted.device()));
        assertEquals(
                Set.of("first_seen", "software_changed", "adopted"),
                ROOMS.in(ACME, () -> ROOMS.timeline.of(pasted.device())).stream()
                        .map(entry -> entry.kind().word())
                        .collect(Collectors.toSet()));
    }

    @Test
    void retiredDeviceTakesItsSoftwareAlongAndBringsItBack() {
        var actor = new muster.tenancy.Actor.Muster("test");
        var report = Rooms.report(null, "retired-1", "only-here=1");
        var device = ROOMS.accept(ACME, report).device();
        var before = software();
        ROOMS.in(
                ACME,
                () -> {
                    var found = ROOMS.devices.find(device, Rooms.MONDAY).orElseThrow();
                    ROOMS.retirements.add(found, actor, "sold", Rooms.MONDAY.plusSeconds(1));
                    ROOMS.retirements.add(found, actor, "sold", Rooms.MONDAY.plusSeconds(2));
                    return found;
                });

        assertEquals(0, installations(ACME, device));
        assertEquals(before - 1, software());
        ROOMS.accept(ACME, report, Rooms.MONDAY.plusSeconds(60));
        assertEquals(1, installations(ACME, device));
        assertEquals(before, software());
        assertEquals(counted(), ROOMS.count(ACME, Sql.of("select count(*) as n from devices")));
    }

    @Test
    void longestTextsAreStored() {
        var longest = "\ud83d\ude80".repeat(512);
        var device =
                ROOMS.accept(ACME, Rooms.report(null, DeviceFacts.named(longest), longest + "=1"))
                        .device();

        assertEquals(1, installations(ACME, device));
    }

    private static long installations(Tenant tenant, UUID device) {
        return ROOMS.count(
                tenant,
                Sql.of(
                        "select count(*) as n from installations"
                                + " where device_id = ? and removed_at is null",
                        device));
    }

    private static long software() {
        return ROOMS.in(ACME, () -> ROOMS.counters.value(muster.devices.Counters.Of.SOFTWARE));
    }

    private static long counted() {
        return ROOMS.in(ACME, () -> ROOMS.counters.value(muster.devices.Counters.Of.DEVICES));
    }

    /** Every row of the device with the transaction that wrote it. */
    private static List<String> rowVersions(UUID device) {
        var tables =
                Stream.of(
                        Sql.of(
                                "select 'devices ' || xmin as row from devices where id = ?",
                                device),
                        Sql.of(
                                "select 'fact ' || name || xmin as row from device_facts where device_id = ?",
                                device),
                        Sql.of(
                                "select 'token ' || token || xmin as row from device_tokens where device_id = ?",
                                device),
                        Sql.of(
                                "select 'identifier ' || value || xmin as row from device_identifiers where device_id = ?",
                                device),
                        Sql.of(
                                "select 'timeline ' || kind || xmin as row from device_timeline where device_id = ?",
                                device),
                        Sql.of(
                                "select 'inventory ' || via || xmin as row from device_inventories where device_id = ?",
                                device),
                        Sql.of(
                                "select 'installation ' || version_id || xmin as row from installations where device_id = ?",
                                device));
        return ROOMS.in(
                ACME,
                () ->
                        tables.flatMap(table ->
                                        ROOMS.database.list(table, row -> row.text("row")).stream())
                                .toList());
    }

    private static Set<UUID> devices(List<Intake.Receipt> receipts) {
        return receipts.stream().map(Intake.Receipt::device).collect(Collectors.toSet());
    }

    private static List<Intake.Receipt> atOnce(
            int times, java.util.function.IntFunction<Intake.Receipt> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks =
                    IntStream.range(0, times)
                            .mapToObj(i -> (Callable<Intake.Receipt>) () -> work.apply(i))
                            .toList();
            var receipts = new java.util.ArrayList<Intake.Receipt>();
            for (var result : threads.invokeAll(tasks)) {
                receipts.add(result.get());
            }
            return receipts;
        }
    }
}
