package muster.scans;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Aliases;
import muster.devices.Provenance;
import muster.identify.Field;
import muster.identify.Identification;
import muster.identify.Identity;
import muster.web.Json;
import org.jspecify.annotations.Nullable;

/** What identification made of the evidence of each device, and why. */
final class Identities {
    /** After so long without it, who knew more is not waited for. */
    private static final Duration STRONGER_STAYS = Duration.ofDays(30);

    private static final int MODULES_MAX = 500;

    private final Database database;

    /**
     * What a device is.
     *
     * @param scanId in which it was seen; null where it was pasted
     * @param whys in the order in which people read them
     */
    public record Identified(
            UUID deviceId,
            @Nullable UUID scanId,
            @Nullable String ipAddress,
            Provenance provenance,
            Instant observedAt,
            String rules,
            Instant identifiedAt,
            String hostname,
            @Nullable String vendor,
            @Nullable String model,
            @Nullable String os,
            @Nullable String version,
            @Nullable String cpe,
            List<Because> whys,
            List<Module> modules) {
        public Identified {
            whys = List.copyOf(whys);
            modules = List.copyOf(modules);
        }
    }

    /**
     * Why a field says what it says.
     *
     * @param evidence the line or variable, word for word
     * @param value null where the field is a table
     */
    public record Because(String field, @Nullable String value, String evidence, String rule) {}

    /** A part that has a model or serial of its own. */
    public record Module(
            @Nullable String name,
            @Nullable String model,
            @Nullable String serial,
            @Nullable String version) {}

    Identities(Database database) {
        this.database = database;
    }

    /** Whether a look of this strength replaces what is known: one that knew more stays a while. */
    boolean isReplacedBy(UUID device, Provenance provenance, Instant observedAt) {
        return database.first(
                        Sql.of(
                                """
                                select provenance, observed_at from device_identities
                                where device_id = ?
                                """,
                                device),
                        row ->
                                Provenance.of(row.text("provenance")).compareTo(provenance) >= 0
                                        || row.instant("observed_at")
                                                .isBefore(observedAt.minus(STRONGER_STAYS)))
                .orElse(true);
    }

    void keep(
            UUID device,
            Inspected inspected,
            Provenance provenance,
            @Nullable UUID scan,
            Instant observedAt,
            Instant now) {
        var identity = inspected.identity();
        database.run(
                Sql.of(
                        """
                        insert into device_identities (device_id, scan_id, ip_address, provenance,
                            observed_at, rules, identified_at, vendor, os_vendor, os, version,
                            model, serial, hostname, type, cpe, service, whys, modules)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb,
                            ?::jsonb)
                        on conflict (org_id, device_id) do update
                        set scan_id = excluded.scan_id, ip_address = excluded.ip_address,
                            provenance = excluded.provenance, observed_at = excluded.observed_at,
                            rules = excluded.rules, identified_at = excluded.identified_at,
                            vendor = excluded.vendor, os_vendor = excluded.os_vendor,
                            os = excluded.os, version = excluded.version, model = excluded.model,
                            serial = excluded.serial, hostname = excluded.hostname,
                            type = excluded.type, cpe = excluded.cpe, service = excluded.service,
                            whys = excluded.whys, modules = excluded.modules
                        """,
                        device,
                        scan,
                        inspected.address() == null ? null : inspected.address().text(),
                        provenance.word(),
                        observedAt,
                        Identification.rulesVersion(),
                        now,
                        inspected.said(Field.VENDOR),
                        inspected.said(Field.OS_VENDOR),
                        inspected.said(Field.OS),
                        inspected.said(Field.VERSION),
                        inspected.said(Field.MODEL),
                        inspected.said(Field.SERIAL),
                        inspected.said(Field.HOSTNAME),
                        inspected.said(Field.TYPE),
                        inspected.said(Field.CPE),
                        service(identity),
                        json(whys(identity)),
                        json(modules(identity))));
    }

    /** What a device is, or what became part of it, where that was seen later. */
    Optional<Identified> find(UUID device) {
        return database.first(
                Sql.of(
                                """
                                select i.device_id, scan_id, i.ip_address, i.provenance,
                                    i.observed_at, rules, identified_at, d.hostname, vendor, model,
                                    os, version, cpe, whys::text as whys,
                                    modules::text as modules
                                from device_identities i
                                join devices d on d.org_id = i.org_id and d.id = i.device_id
                                where i.device_id =
                                """)
                        .and(Aliases.all(device))
                        .and("order by i.observed_at desc limit 1"),
                Identities::identified);
    }

    private static Identified identified(Row row) {
        return new Identified(
                row.uuid("device_id"),
                row.uuidOrNull("scan_id"),
                row.textOrNull("ip_address"),
                Provenance.of(row.text("provenance")),
                row.instant("observed_at"),
                row.text("rules"),
                row.instant("identified_at"),
                row.text("hostname"),
                row.textOrNull("vendor"),
                row.textOrNull("model"),
                row.textOrNull("os"),
                row.textOrNull("version"),
                row.textOrNull("cpe"),
                List.of(read(row.text("whys"), Because[].class)),
                List.of(read(row.text("modules"), Module[].class)));
    }

    private static List<Because> whys(Identity identity) {
        var whys = new ArrayList<Because>();
        for (var field : Field.values()) {
            var why = identity.whys().get(field);
            if (why != null) {
                var value =
                        field == Field.SERVICE
                                ? service(identity)
                                : identity.find(field).orElse(null);
                whys.add(new Because(field.word(), value, why.evidence(), why.rule()));
            }
        }
        return whys;
    }

    private static @Nullable String service(Identity identity) {
        var service = identity.service();
        if (service == null) {
            return null;
        }
        var version = service.version();
        return version == null ? service.product() : service.product() + " " + version;
    }

    private static List<Module> modules(Identity identity) {
        return identity.modules().stream()
                .limit(MODULES_MAX)
                .map(one -> new Module(one.name(), one.model(), one.serial(), one.version()))
                .toList();
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}
