package muster.scans;

import java.time.Instant;
import java.util.UUID;
import muster.database.Row;
import org.jspecify.annotations.Nullable;

/**
 * What came of one address of a scan, as it was then, or of several beside each other that were
 * silent.
 *
 * @param lastAddress null where it is one
 * @param addresses how many they are
 * @param result answered, wrong_credential, time_out, unsupported or error
 * @param deviceId that was made of it; null where none was, or it is gone
 */
public record Answer(
        UUID id,
        String ipAddress,
        @Nullable String lastAddress,
        int addresses,
        String result,
        @Nullable String why,
        @Nullable UUID deviceId,
        @Nullable String hostname,
        @Nullable String vendor,
        @Nullable String os,
        @Nullable String version,
        @Nullable String model,
        @Nullable String serial,
        @Nullable String type,
        Instant askedAt) {
    static Answer of(Row row) {
        return new Answer(
                row.uuid("id"),
                row.text("ip_address"),
                row.textOrNull("last_address"),
                row.integer("addresses"),
                row.text("result"),
                row.textOrNull("why"),
                row.uuidOrNull("device_id"),
                row.textOrNull("hostname"),
                row.textOrNull("vendor"),
                row.textOrNull("os"),
                row.textOrNull("version"),
                row.textOrNull("model"),
                row.textOrNull("serial"),
                row.textOrNull("type"),
                row.instant("asked_at"));
    }

    @Nullable Object[] cells() {
        return new @Nullable Object[] {
            id,
            ipAddress,
            lastAddress,
            addresses,
            result,
            why,
            deviceId,
            hostname,
            vendor,
            os,
            version,
            model,
            serial,
            type,
            askedAt
        };
    }
}
