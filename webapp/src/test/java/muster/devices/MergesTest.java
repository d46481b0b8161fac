package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import muster.database.Sql;
import muster.devices.Device.Status;
import muster.intake.Rooms;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two devices that are one, and one that is two: nothing is lost on either way. */
class MergesTest {
    private static final Instant TUESDAY = Rooms.MONDAY.plus(Duration.ofDays(1));
    private static final Instant WEDNESDAY = TUESDAY.plus(Duration.ofDays(1));
    private static final Instant THURSDAY = WEDNESDAY.plus(Duration.ofDays(1));
    private static final Actor ADA = new Actor.Muster("Ada");
    private static final String ONE = "4c4c4544-0042-3510-8057-b7c04f4a5a32";
    private static final String TWO = "4c4c4544-0042-3510-8057-b7c04f4a5a33";

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
    void mergedDeviceIsPartOfTheOtherWithAllThatItHas() {
        var web = report(Rooms.machine("web-1", ONE), Rooms.MONDAY, "bash=5.1");
        var old = paste("old-web", TUESDAY, "curl=8.0", "zlib=1.3");

        merge(web, old, WEDNESDAY);

        assertEquals(Optional.empty(), found(old));
        assertEquals(Optional.of(web), lead(old));
        assertEquals(Set.of("bash=5.1"), software(web));
        assertEquals(Set.of("web-1", "old-web", ONE), knownBy(web));
        assertEquals(web, report(Rooms.report(null, "old-web", "bash=5.2"), THURSDAY));
        assertEquals(1, counted());
        counts();
    }

    @Test
    void betterListWins() {
        var pasted = paste("web-1", Rooms.MONDAY, "bash=5.1", "curl=8.0");
        var reported = report(Rooms.machine("web-2", TWO), TUESDAY, "bash=5.2", "zlib=1.3");

        merge(pasted, reported, WEDNESDAY);

        assertEquals(Set.of("bash=5.2", "zlib=1.3"), software(pasted));
        counts();
    }

    @Test
    void undoneMergeLeavesBothAsTheyWere() {
        var pasted = paste("web-1", Rooms.MONDAY, "bash=5.1", "curl=8.0");
        var reported = report(Rooms.machine("web-2", TWO), TUESDAY, "bash=5.1", "zlib=1.3");
        var before = List.of(shown(pasted), shown(reported));

        merge(pasted, reported, WEDNESDAY);
        undo(pasted, THURSDAY);

        assertEquals(before, List.of(shown(pasted), shown(reported)));
        assertEquals(Set.of("bash=5.1", "curl=8.0"), software(pasted));
        assertEquals(Set.of("bash=5.1", "zlib=1.3"), software(reported));
        assertEquals(Set.of("web-1"), knownBy(pasted));
        assertEquals(Set.of("web-2", TWO), knownBy(reported));
        assertEquals(2, counted());
        counts();
    }

    @Test
    void whatTheMergedOneReportedSinceIsItsOwn() {
        var pasted = paste("web-1", Rooms.MONDAY, "bash=5.1", "curl=8.0");
        var reported = report(Rooms.machine("web-2", TWO), Rooms.MONDAY, "bash=5.2");
        merge(pasted, reported, TUESDAY);
        assertEquals(
                pasted, report(Rooms.machine("web-2", TWO), WEDNESDAY, "bash=5.2", "zlib=1.3"));

        undo(pasted, THURSDAY);

        assertEquals(Set.of("bash=5.1", "curl=8.0"), software(pasted));
        assertEquals(Set.of("bash=5.2", "zlib=1.3"), software(reported));
        assertEquals(Status.LISTED, shown(pasted).status());
        assertEquals(WEDNESDAY, shown(reported).lastSeen());
        assertEquals(reported, report(Rooms.machine("web-2", TWO), THURSDAY, "bash=5.2"));
        counts();
    }

    @Test
    void oldAddressesLeadInOneStepHoweverOftenWasMerged() {
        var one = report(Rooms.machine("one", ONE), Rooms.MONDAY, "bash=5.1");
        var two = paste("two", Rooms.MONDAY, "bash=5.1");
        var three = paste("three", Rooms.MONDAY, "curl=8.0");

        merge(two, three, TUESDAY);
        merge(one, two, WEDNESDAY);

        assertEquals(List.of(Optional.of(one), Optional.of(one)), List.of(lead(two), lead(three)));
        undo(one, THURSDAY);
        assertEquals(List.of(Optional.empty(), Optional.of(two)), List.of(lead(two), lead(three)));
        assertEquals(Set.of("two", "three"), knownBy(two));
        counts();
    }

    @Test
    void afterAMonthAMergeStays() {
        var one = paste("one", Rooms.MONDAY, "bash=5.1");
        merge(one, paste("two", Rooms.MONDAY, "bash=5.1"), TUESDAY);

        var late = TUESDAY.plus(Merges.UNDOABLE).plusSeconds(1);
        assertEquals(409, assertThrows(Problem.class, () -> undo(one, late)).status());
    }

    @Test
    void whoWasQuickerIsHeeded() {
        var one = shown(paste("one", Rooms.MONDAY, "bash=5.1"));
        var two = shown(paste("two", Rooms.MONDAY, "bash=5.1"));
        var late = shown(paste("late", Rooms.MONDAY, "bash=5.1"));

        assertTrue(in(() -> rooms.merges.add(one, two, ADA, TUESDAY)));
        assertFalse(in(() -> rooms.merges.add(one, two, ADA, TUESDAY)));
        assertThrows(Problem.class, () -> in(() -> rooms.merges.add(late, two, ADA, TUESDAY)));
        assertThrows(Problem.class, () -> in(() -> rooms.merges.add(two, late, ADA, TUESDAY)));
    }

    @Test
    void retiredOnesAreNotMerged() {
        var one = paste("one", Rooms.MONDAY, "bash=5.1");
        var two = paste("two", Rooms.MONDAY, "bash=5.1");
        in(() -> {
            rooms.retirements.add(device(two), ADA, "", TUESDAY);
            return true;
        });
        assertEquals(Status.RETIRED, shown(two).status());
        assertEquals(409, assertThrows(Problem.class, () -> merge(one, two, WEDNESDAY)).status());
    }

    @Test
    void adoptedDeviceComesBackWithItsFactsAndItsSoftware() {
        var web = paste("web-1", Rooms.MONDAY, "bash=5.1", "curl=8.0");
        assertEquals(web, report(Rooms.machine("web-1", ONE), TUESDAY, "bash=5.1", "zlib=1.3"));

        var weak = in(() -> rooms.adoptions.undo(device(web), ADA, WEDNESDAY)).orElseThrow();

        assertEquals(Set.of("bash=5.1", "curl=8.0"), software(weak));
        assertEquals(Set.of("bash=5.1", "zlib=1.3"), software(web));
        assertEquals(Set.of(ONE), knownBy(web));
        assertEquals(Set.of("web-1"), knownBy(weak));
        assertEquals(Provenance.PASTE, in(() -> device(weak)).provenance());
        assertEquals(Rooms.MONDAY, in(() -> device(weak)).firstSeen());
        assertEquals(2, counted());
        counts();
    }

    @Test
    void whatWasReleasedIsNeverAdoptedAgain() {
        var web = paste("web-1", Rooms.MONDAY, "bash=5.1");
        assertEquals(web, report(Rooms.report(null, "web-1", "bash=5.2"), TUESDAY));
        var weak = in(() -> rooms.adoptions.undo(device(web), ADA, WEDNESDAY)).orElseThrow();

        assertEquals(web, report(Rooms.report(null, "web-1", "bash=5.3"), THURSDAY));
        assertEquals(weak, paste("web-1", THURSDAY, "bash=5.0"));
        assertEquals(Optional.empty(), in(() -> rooms.adoptions.of(web)));
        assertEquals(List.of(), in(() -> new Clashes(rooms.database).undecided()));
        counts();
    }

    @Test
    void hardwareMovesWithWhatIsSplitOff() {
        var web = report(Rooms.machine("web-1", ONE), Rooms.MONDAY, "bash=5.1");
        var uuid = new Identifier(Identifier.Kind.HARDWARE_UUID, ONE);

        var other = in(() -> rooms.splits.byIdentifiers(device(web), Set.of(uuid), ADA, TUESDAY));

        assertEquals(Set.of("web-1"), knownBy(web));
        assertEquals(Set.of(ONE), knownBy(other));
        assertEquals(other, report(Rooms.machine("db-1", ONE), WEDNESDAY, "curl=8.0"));
        counts();
    }

    @Test
    void anotherOrganizationHasNoneOfIt() {
        var web = paste("web-1", Rooms.MONDAY, "bash=5.1");
        merge(web, paste("two", Rooms.MONDAY, "bash=5.1"), TUESDAY);
        var globex = rooms.test.globex();

        for (var table :
                List.of(
                        Sql.of("select count(*) as n from merges"),
                        Sql.of("select count(*) as n from device_aliases"),
                        Sql.of("select count(*) as n from device_sources"),
                        Sql.of("select count(*) as n from clashes"))) {
            assertEquals(0, rooms.count(globex, table));
        }
    }

    private <T> T in(Supplier<T> work) {
        return rooms.in(acme, work);
    }

    private UUID report(muster.wire.DeviceFacts device, Instant now, String... software) {
        return rooms.accept(acme, Rooms.report(null, device, software), now).device();
    }

    private UUID report(muster.wire.Report report, Instant now) {
        return rooms.accept(acme, report, now).device();
    }

    private UUID paste(String hostname, Instant now, String... software) {
        return rooms.paste(acme, Rooms.report(null, hostname, software), now).device();
    }

    private Device device(UUID id) {
        return rooms.devices.find(id, WEDNESDAY).orElseThrow();
    }

    private Optional<Device> found(UUID id) {
        return in(() -> rooms.devices.find(id, WEDNESDAY));
    }

    private Device shown(UUID id) {
        return in(() -> device(id));
    }

    private Optional<UUID> lead(UUID id) {
        return in(() -> new Aliases(rooms.database).leadTo(id));
    }

    private void merge(UUID device, UUID other, Instant now) {
        in(() -> {
            rooms.merges.add(device(device), device(other), ADA, now);
            return true;
        });
    }

    private void undo(UUID device, Instant now) {
        in(() -> {
            var merge = rooms.merges.of(device, now).getFirst().id();
            return rooms.merges.undo(device(device), merge, ADA, now);
        });
    }

    private Set<String> knownBy(UUID device) {
        return in(() ->
                new Identifiers(rooms.database)
                        .of(device).stream()
                                .map(Identifiers.Held::value)
                                .collect(Collectors.toSet()));
    }

    private Set<String> software(UUID device) {
        return in(() ->
                Set.copyOf(
                        rooms.database.list(
                                Sql.of(
                                        """
                                        select s.name || '=' || v.version as what
                                        from installations i
                                        join software_versions v on v.id = i.version_id
                                        join software s on s.id = v.software_id
                                        where i.device_id = ? and i.removed_at is null
                                        """,
                                        device),
                                row -> row.text("what"))));
    }

    private long counted() {
        return in(() -> rooms.counters.value(Counters.Of.DEVICES));
    }

    /** Every count that is kept is what counting would give. */
    private void counts() {
        assertTrue(
                in(() -> Invariants.of(rooms.database)).isEmpty(),
                () -> in(() -> Invariants.of(rooms.database)).toString());
    }
}
