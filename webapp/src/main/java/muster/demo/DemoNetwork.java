package muster.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Look;
import muster.organizations.Sites;
import muster.scans.ScanIntake;
import muster.scans.ScanIntake.Sender;
import muster.scans.ScanReport;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.wire.Evidence;
import muster.wire.IpAddress;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Sighting;
import muster.wire.Target;
import muster.wire.Target.Result;

/** The network of the story: scanned again whenever its machines report again. */
final class DemoNetwork {
    private static final int CELLS = 8;
    private static final int SILENT_HOSTS = 6;
    private static final String SILENT_NETWORK = "10.20.0.";
    private static final Duration TOOK = Duration.ofMinutes(2);
    private static final String SCANNER = "scanner-1";
    private static final UUID SCANNER_ID =
            UUID.nameUUIDFromBytes("muster demo scanner".getBytes(StandardCharsets.UTF_8));

    private final Database database;
    private final ScanIntake scans;
    private final Tenant tenant;

    /** A row of the table. */
    private record Box(
            String hostname,
            String address,
            String objectId,
            String description,
            String model,
            String serial,
            List<String> ports,
            List<String> links) {
        static Box of(List<String> cells) {
            return new Box(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    cells.get(3),
                    cells.get(4),
                    cells.get(5),
                    Recordings.words(cells.get(6)).toList(),
                    Recordings.words(cells.get(7)).toList());
        }
    }

    DemoNetwork(Database database, ScanIntake scans, Tenant tenant) {
        this.database = database;
        this.scans = scans;
        this.tenant = tenant;
    }

    /** A scan that is just over; no transaction is open. */
    void scan(Instant now) {
        database.inTenant(tenant, () -> scanner(now));
        var started = now.minus(TOOK);
        var targets = new ArrayList<Target>();
        Recordings.rows("network.txt", CELLS).stream()
                .map(Box::of)
                .map(DemoNetwork::target)
                .forEach(targets::add);
        for (int i = 0; i < SILENT_HOSTS; i++) {
            targets.add(silent(SILENT_NETWORK + (200 + i)));
        }
        var scan = new Scan(UUID.randomUUID(), Sites.FIRST, started, targets.size(), true, "demo");
        var sightings = new ArrayList<Sighting>(targets);
        sightings.addFirst(scan);
        var report = ScanReport.of(new Report(null, now, sightings)).orElseThrow();
        var place = new Look.Place(scan.id(), 1);
        scans.accept(
                report, new Sender(tenant, SCANNER_ID, new Actor.Muster("demo"), place, now, now));
        database.inTenant(
                tenant,
                () -> {
                    scans.close(report, now);
                    return true;
                });
    }

    /** It is there, and was heard just now. */
    private int scanner(Instant now) {
        return database.run(
                Sql.of(
                        """
                        insert into collectors (id, kind, name, name_order, platform, token_name,
                            public_key, enrolled_at, seen_at, late_after)
                        values (?, 'scanner', ?, ?, 'Linux', 'Network', '', ?, ?, 'infinity')
                        on conflict (org_id, id) do update set seen_at = excluded.seen_at
                        """,
                        SCANNER_ID,
                        SCANNER,
                        SCANNER,
                        now,
                        now));
    }

    private static Target silent(String address) {
        return new Target(
                IpAddress.of(address), Result.TIME_OUT, "no answer to SNMP or SSH", List.of());
    }

    private static Target target(Box box) {
        return new Target(
                IpAddress.of(box.address()),
                Result.ANSWERED,
                "SNMPv3 as muster-ro",
                List.of(new Evidence.Snmp(snmp(box))));
    }

    /** What its SNMP agent would answer. */
    private static String snmp(Box box) {
        var lines = new ArrayList<String>();
        lines.add("1.3.6.1.2.1.1.1.0|4|" + box.description());
        lines.add("1.3.6.1.2.1.1.2.0|6|" + box.objectId());
        lines.add("1.3.6.1.2.1.1.5.0|4|" + box.hostname());
        for (int i = 1; i <= box.ports().size(); i++) {
            lines.add("1.3.6.1.2.1.2.2.1.2.%d|4|%s".formatted(i, box.ports().get(i - 1)));
            lines.add("1.3.6.1.2.1.2.2.1.5.%d|66|1000000000".formatted(i));
            lines.add("1.3.6.1.2.1.2.2.1.7.%d|2|1".formatted(i));
            lines.add("1.3.6.1.2.1.2.2.1.8.%d|2|%d".formatted(i, isLinked(box, i) ? 1 : 2));
        }
        if (!box.serial().isEmpty()) {
            lines.add("1.3.6.1.2.1.47.1.1.1.1.5.1|2|3");
            lines.add("1.3.6.1.2.1.47.1.1.1.1.7.1|4|Chassis");
            lines.add("1.3.6.1.2.1.47.1.1.1.1.11.1|4|" + box.serial());
            lines.add("1.3.6.1.2.1.47.1.1.1.1.13.1|4|" + box.model());
        }
        for (int i = 1; i <= box.links().size(); i++) {
            var ends = box.links().get(i - 1).split("[>:]", -1);
            int port = box.ports().indexOf(ends[0]) + 1;
            lines.add("1.0.8802.1.1.2.1.3.7.1.3.%d|4|%s".formatted(port, ends[0]));
            lines.add("1.0.8802.1.1.2.1.3.7.1.4.%d|4|%s".formatted(port, ends[0]));
            lines.add("1.0.8802.1.1.2.1.4.1.1.7.0.%d.%d|4|%s".formatted(port, i, ends[2]));
            lines.add("1.0.8802.1.1.2.1.4.1.1.9.0.%d.%d|4|%s".formatted(port, i, ends[1]));
        }
        return String.join("\n", lines);
    }

    private static boolean isLinked(Box box, int port) {
        return box.links().stream()
                .anyMatch(link -> link.startsWith(box.ports().get(port - 1) + ">"));
    }
}
