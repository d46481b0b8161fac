package muster.network;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Belongings;
import muster.devices.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * How devices are connected goes with who tells it: the agent, or a scanner. While two devices are
 * one, what was told last is read of either, so that both still have their own when they are two
 * again.
 */
public final class NetworkMoves implements Belongings {
    private final Database database;

    public NetworkMoves(Database database) {
        this.database = database;
    }

    @Override
    public void part(UUID merged, UUID device, Set<Provenance> gone, Instant joined, Instant now) {
        if (isToldSince(device, joined)) {
            if (isToldBy(device, gone)) {
                move(device, merged);
            } else {
                // Both are spoken of by who told it: whose it is nobody knows until they tell it
                // again.
                forget(device);
            }
        }
    }

    @Override
    public void split(
            UUID device,
            UUID other,
            Set<Provenance> sources,
            @Nullable Instant adopted,
            Instant now) {
        if (isToldBy(device, sources)) {
            move(device, other);
        }
    }

    private boolean isToldSince(UUID device, Instant joined) {
        return database.first(
                        Sql.of(
                                """
                                select 1 as one from device_networks
                                where device_id = ? and changed_at >= ?
                                """,
                                device,
                                joined),
                        row -> true)
                .isPresent();
    }

    private boolean isToldBy(UUID device, Set<Provenance> sources) {
        return database.first(
                        Sql.of(
                                "select provenance from device_networks where device_id = ?",
                                device),
                        row -> Provenance.of(row.text("provenance")))
                .filter(sources::contains)
                .isPresent();
    }

    private void move(UUID device, UUID other) {
        forget(other);
        move("update device_networks set", device, other);
        move("update device_interfaces set", device, other);
        move("update device_listeners set", device, other);
        move("update device_neighbours set", device, other);
        move("update device_links set", device, other);
        move("update device_macs set", device, other);
    }

    private void move(@CompileTimeConstant String update, UUID device, UUID other) {
        database.run(Sql.of(update).and("device_id = ? where device_id = ?", other, device));
    }

    private void forget(UUID device) {
        database.run(Sql.of("delete from device_networks where device_id = ?", device));
        database.run(Sql.of("delete from device_interfaces where device_id = ?", device));
        database.run(Sql.of("delete from device_listeners where device_id = ?", device));
        database.run(Sql.of("delete from device_neighbours where device_id = ?", device));
        database.run(Sql.of("delete from device_links where device_id = ?", device));
        database.run(Sql.of("delete from device_macs where device_id = ?", device));
    }
}
