package muster.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import muster.database.Database;
import muster.database.Entities;
import muster.database.TestDatabase;
import muster.devices.Counters;
import muster.devices.Timeline;
import muster.happenings.Happenings;
import muster.intake.Rooms;
import muster.inventory.Inventories;
import muster.inventory.Told;
import muster.inventory.Via;
import muster.wire.Inventory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that has no statistics yet. */
class NewHubTest {
    private static final int PACKAGES = 3_000;

    private Rooms rooms;

    @BeforeEach
    void open() {
        rooms = new Rooms();
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void readsNoMoreOfAChangedInventoryThanItHas() {
        var device = rooms.accept(rooms.test.acme(), Rooms.report(null, "web-1", packages(1)));
        rooms.accept(rooms.test.acme(), Rooms.report(null, "web-2", packages(2)));
        var plans = Plans.of(rooms.test);
        try (var database = new Database(rooms.test.server(), TestDatabase.KEY, new Entities())) {
            var inventories =
                    new Inventories(
                            database,
                            new Timeline(database),
                            new Counters(database),
                            new Happenings(database, Clock.systemUTC()));
            var changed =
                    (Inventory) Rooms.report(null, "web-1", packages(3)).sightings().getFirst();
            var read =
                    plans.since(() ->
                            database.inTenant(
                                    rooms.test.acme(),
                                    () -> {
                                        inventories.observe(
                                                Rooms.looked(device.device()),
                                                changed,
                                                Told.State.of(changed, Set.of()),
                                                Via.REPORT);
                                        return device;
                                    }));
            assertEquals(
                    List.of(),
                    read.stream()
                            .filter(plan -> plan.rowsReadAtMost() > 3 * PACKAGES)
                            .map(plan -> plan.rowsReadAtMost() + ":\n" + plan.text())
                            .toList());
        }
    }

    /** The same titles, most in the same version. */
    private static String[] packages(int version) {
        return IntStream.range(0, PACKAGES)
                .mapToObj(n -> "package-" + n + "=" + (n % 10 == 0 ? version : 0))
                .toArray(String[]::new);
    }
}
