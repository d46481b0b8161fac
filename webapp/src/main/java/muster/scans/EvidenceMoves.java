package muster.scans;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Belongings;
import muster.devices.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What a device is and gave goes with the source that tells it. While two devices are one, both
 * keep their own, and the newest is read.
 */
public final class EvidenceMoves implements Belongings {
    private final Database database;

    public EvidenceMoves(Database database) {
        this.database = database;
    }

    @Override
    public void part(UUID merged, UUID device, Set<Provenance> gone, Instant joined, Instant now) {
        var since =
                database.first(
                        Sql.of(
                                """
                                select provenance from device_identities
                                where device_id = ? and observed_at >= ?
                                """,
                                device,
                                joined),
                        row -> Provenance.of(row.text("provenance")));
        if (since.filter(gone::contains).isPresent()) {
            move(device, merged);
        }
    }

    @Override
    public void split(
            UUID device,
            UUID other,
            Set<Provenance> sources,
            @Nullable Instant adopted,
            Instant now) {
        var told =
                database.first(
                        Sql.of(
                                "select provenance from device_identities where device_id = ?",
                                device),
                        row -> Provenance.of(row.text("provenance")));
        if (told.filter(sources::contains).isPresent()) {
            move(device, other);
        }
    }

    private void move(UUID device, UUID other) {
        database.run(Sql.of("delete from device_identities where device_id = ?", other));
        database.run(Sql.of("delete from device_evidence where device_id = ?", other));
        database.run(
                Sql.of(
                        "update device_identities set device_id = ? where device_id = ?",
                        other,
                        device));
        database.run(
                Sql.of(
                        "update device_evidence set device_id = ? where device_id = ?",
                        other,
                        device));
        database.run(
                Sql.of("update scan_targets set device_id = ? where device_id = ?", other, device));
    }
}
