package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import muster.database.Sql;
import muster.intake.Rooms;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Problem;
import muster.wire.DeviceFacts;
import muster.wire.MacAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is reported and decided in whatever order: an identifier belongs to one device, counts
 * are what counting gives, nothing is lost, and what is undone is as it was.
 */
@Tag("slow")
class DecisionsTest {
    private static final int ROUNDS = 12;
    private static final int STEPS = 25;
    private static final Actor ADA = new Actor.Muster("Ada");

    private final List<String> story = new ArrayList<>();
    private Instant now = Rooms.MONDAY;

    @Test
    void holdWhateverHappens() {
        try (var rooms = new Rooms()) {
            for (long seed = 1; seed <= ROUNDS; seed++) {
                var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
                var tenant = seed % 2 == 0 ? rooms.test.acme() : rooms.test.globex();
                story.clear();
                story.add("seed " + seed);
                for (int i = 0; i < STEPS; i++) {
                    now = now.plusSeconds(60L + random.nextInt(86_400));
                    step(rooms, tenant, random);
                    check(rooms, tenant);
                }
                empty(rooms, tenant);
            }
        }
    }

    private void step(Rooms rooms, Tenant tenant, RandomGenerator random) {
        try {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> report(rooms, tenant, random);
                case 3 -> paste(rooms, tenant, random);
                case 4 -> merge(rooms, tenant, random);
                case 5 -> undoMerge(rooms, tenant, random);
                case 6 -> undoAdoption(rooms, tenant, random);
                default -> split(rooms, tenant, random);
            }
        } catch (Problem refused) {
            story.add("  refused: " + refused.detail());
        }
    }

    private void report(Rooms rooms, Tenant tenant, RandomGenerator random) {
        var facts =
                new DeviceFacts(
                        "web-" + random.nextInt(4),
                        null,
                        "Debian",
                        String.valueOf(11 + random.nextInt(3)),
                        null,
                        "server",
                        random.nextBoolean() ? "SERIAL-" + random.nextInt(4) : null,
                        random.nextBoolean() ? uuid(random.nextInt(4)) : null,
                        random.nextBoolean()
                                ? List.of(MacAddress.of("52:54:00:00:00:0" + random.nextInt(4)))
                                : List.of());
        story.add("report " + facts);
        rooms.accept(tenant, Rooms.report(null, facts, software(random)), now);
    }

    private void paste(Rooms rooms, Tenant tenant, RandomGenerator random) {
        var hostname = "web-" + random.nextInt(4);
        story.add("paste " + hostname);
        rooms.paste(tenant, Rooms.report(null, hostname, software(random)), now);
    }

    private static String uuid(int number) {
        return "4c4c4544-0042-3510-8057-b7c04f4a5a3" + number;
    }

    private static String[] software(RandomGenerator random) {
        return IntStream.range(0, 6)
                .filter(_ -> random.nextInt(3) > 0)
                .mapToObj(n -> "lib" + n + "=" + random.nextInt(2))
                .toArray(String[]::new);
    }

    /** A merge changes nothing that undoing it does not give back. */
    private void merge(Rooms rooms, Tenant tenant, RandomGenerator random) {
        var one = any(rooms, tenant, random);
        var other = any(rooms, tenant, random);
        if (one == null || other == null) {
            return;
        }
        story.add("merge " + other.hostname() + " into " + one.hostname());
        var before = picture(rooms, tenant);
        rooms.in(
                tenant,
                () -> {
                    rooms.merges.add(one, other, ADA, now);
                    return true;
                });
        check(rooms, tenant);
        if (random.nextBoolean()) {
            story.add("  and back");
            now = now.plusSeconds(60);
            var merge = rooms.in(tenant, () -> rooms.merges.of(one.id(), now)).getFirst().id();
            rooms.in(tenant, () -> rooms.merges.undo(device(rooms, one.id()), merge, ADA, now));
            assertEquals(before, picture(rooms, tenant), () -> String.join("\n", story));
        }
    }

    private void undoMerge(Rooms rooms, Tenant tenant, RandomGenerator random) {
        var one = any(rooms, tenant, random);
        if (one != null) {
            var merges = rooms.in(tenant, () -> rooms.merges.of(one.id(), now));
            if (!merges.isEmpty()) {
                var merge = merges.get(random.nextInt(merges.size()));
                story.add("undo merge of " + merge.hostname());
                rooms.in(tenant, () -> rooms.merges.undo(one, merge.id(), ADA, now));
            }
        }
    }

    private void undoAdoption(Rooms rooms, Tenant tenant, RandomGenerator random) {
        var one = any(rooms, tenant, random);
        if (one != null) {
            story.add("undo adoption of " + one.hostname());
            rooms.in(tenant, () -> rooms.adoptions.undo(one, ADA, now));
        }
    }

    private void split(Rooms rooms, Tenant tenant, RandomGenerator random) {
        var one = any(rooms, tenant, random);
        if (one != null) {
            var held = rooms.in(tenant, () -> new Identifiers(rooms.database).of(one.id()));
            if (random.nextBoolean() || held.isEmpty()) {
                story.add("split paste from " + one.hostname());
                rooms.in(
                        tenant,
                        () ->
                                rooms.splits.bySources(
                                        one, Set.of(Provenance.PASTE), null, ADA, now));
            } else {
                var identifier = held.get(random.nextInt(held.size())).identifier();
                story.add("split " + identifier + " from " + one.hostname());
                rooms.in(
                        tenant,
                        () -> rooms.splits.byIdentifiers(one, Set.of(identifier), ADA, now));
            }
        }
    }

    private @Nullable Device any(Rooms rooms, Tenant tenant, RandomGenerator random) {
        var ids = devices(rooms, tenant);
        return ids.isEmpty()
                ? null
                : rooms.in(tenant, () -> device(rooms, ids.get(random.nextInt(ids.size()))));
    }

    private Device device(Rooms rooms, UUID id) {
        return rooms.devices.find(id, now).orElseThrow();
    }

    private static List<UUID> devices(Rooms rooms, Tenant tenant) {
        return rooms.in(
                tenant,
                () ->
                        rooms.database.list(
                                Sql.of(
                                        "select id from devices where retired_at is null order by id"),
                                row -> row.uuid("id")));
    }

    private void check(Rooms rooms, Tenant tenant) {
        var wrong = rooms.in(tenant, () -> Invariants.of(rooms.database));
        assertTrue(wrong.isEmpty(), () -> wrong + "\n" + String.join("\n", story));
    }

    /** All that lists, pages and programs see of each device. */
    private List<String> picture(Rooms rooms, Tenant tenant) {
        return rooms.in(
                tenant,
                () ->
                        devices(rooms).stream()
                                .map(id ->
                                        device(rooms, id)
                                                + " "
                                                + new Sources(rooms.database).of(id).told()
                                                + new Identifiers(rooms.database).of(id)
                                                + installed(rooms, id))
                                .toList());
    }

    private static List<UUID> devices(Rooms rooms) {
        return rooms.database.list(
                Sql.of("select id from devices where retired_at is null order by id"),
                row -> row.uuid("id"));
    }

    private static List<String> installed(Rooms rooms, UUID device) {
        return rooms.database.list(
                Sql.of(
                        """
                        select version_id || via as what from installations
                        where device_id = ? and removed_at is null order by 1
                        """,
                        device),
                row -> row.text("what"));
    }

    /** So that the next story has seats. */
    private void empty(Rooms rooms, Tenant tenant) {
        for (var id : devices(rooms, tenant)) {
            rooms.in(
                    tenant,
                    () -> {
                        rooms.retirements.add(device(rooms, id), ADA, "", now);
                        return true;
                    });
        }
    }
}
