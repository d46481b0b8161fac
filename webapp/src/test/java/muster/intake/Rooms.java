package muster.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.devices.Adoptions;
import muster.devices.Arrivals;
import muster.devices.Arrivals.Arrival;
import muster.devices.Belongings;
import muster.devices.Books;
import muster.devices.Counters;
import muster.devices.Devices;
import muster.devices.Look;
import muster.devices.Merges;
import muster.devices.Provenance;
import muster.devices.Retirements;
import muster.devices.Seats;
import muster.devices.Splits;
import muster.devices.Timeline;
import muster.events.EventMoves;
import muster.happenings.Happenings;
import muster.inventory.Inventories;
import muster.inventory.Via;
import muster.network.NetworkMoves;
import muster.network.Networks;
import muster.organizations.Sites;
import muster.plans.Plans;
import muster.scans.Inspections;
import muster.tenancy.Tenant;
import muster.web.Announcements;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/** The rooms that a report passes, on a real database. */
public final class Rooms implements AutoCloseable {
    public static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");

    public final TestDatabase test = TestDatabase.fresh();
    public final Database database = test.database();
    public final Timeline timeline = new Timeline(database);
    public final Counters counters = new Counters(database);
    public final Devices devices = new Devices(database);
    public final Inventories inventories =
            new Inventories(
                    database, timeline, counters, new Happenings(database, Clock.systemUTC()));
    public final Seats seats = new Seats(new Plans(database), counters);
    private final Books books =
            new Books(
                    database,
                    timeline,
                    counters,
                    Belongings.of(
                            inventories, new NetworkMoves(database), new EventMoves(database)),
                    seats);
    public final Retirements retirements = new Retirements(books);
    public final Splits splits = new Splits(books);
    public final Adoptions adoptions = new Adoptions(database, splits);
    public final Merges merges = new Merges(books);
    public final Intake intake =
            new Intake(
                    database,
                    new Sorting(
                            database,
                            new Arrivals(database, timeline),
                            inventories,
                            new Networks(database),
                            seats,
                            new Announcements()),
                    new Inspections(
                            database,
                            new Arrivals(database, timeline),
                            inventories,
                            seats,
                            new Announcements()),
                    new Sites(
                            database,
                            new Audit(database, TestDatabase.KEY, Clock.systemUTC()),
                            Clock.systemUTC()));

    /** A report of a server that is known by its name, with these name=version. */
    public static Report report(@Nullable UUID id, String hostname, String... software) {
        return report(id, DeviceFacts.named(hostname), software);
    }

    public static Report report(@Nullable UUID id, DeviceFacts device, String... software) {
        return new Report(
                id, List.of(new Inventory(device, Stream.of(software).map(Rooms::fact).toList())));
    }

    /** A device with this hardware uuid. */
    public static DeviceFacts machine(String hostname, String hardwareUuid) {
        return new DeviceFacts(
                hostname, null, "Debian", "12", null, "server", null, hardwareUuid, List.of());
    }

    /** A device that was looked at and is none more. */
    public static Arrival looked(UUID device) {
        var look = Look.now(Provenance.KEYED, device, MONDAY);
        return new Arrival(device, false, false, false, Optional.empty(), look);
    }

    public Intake.Receipt accept(Tenant tenant, Report report) {
        return accept(tenant, report, MONDAY);
    }

    public Intake.Receipt accept(Tenant tenant, Report report, Instant now) {
        return in(
                tenant,
                () -> intake.accept(Submission.of(report), Via.REPORT, Provenance.KEYED, now));
    }

    public Intake.Receipt paste(Tenant tenant, Report report, Instant now) {
        return in(
                tenant,
                () -> intake.accept(Submission.of(report), Via.DPKG, Provenance.PASTE, now));
    }

    public <T> T in(Tenant tenant, Supplier<T> work) {
        return database.inTenant(tenant, work);
    }

    /** One number that a question has for an answer. */
    public long count(Tenant tenant, Sql question) {
        return in(tenant, () -> database.first(question, row -> row.number("n")).orElseThrow());
    }

    @Override
    public void close() {
        test.close();
    }

    private static SoftwareFact fact(String nameAndVersion) {
        var equals = nameAndVersion.indexOf('=');
        return new SoftwareFact(
                null,
                nameAndVersion.substring(0, equals),
                nameAndVersion.substring(equals + 1),
                "deb",
                "amd64",
                null,
                null,
                null);
    }
}
