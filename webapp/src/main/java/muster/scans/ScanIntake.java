package muster.scans;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.devices.Arrivals.Arrival;
import muster.devices.Look;
import muster.organizations.Sites;
import muster.scans.Inspections.Seen;
import muster.scans.ScanReport.Asked;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Announcements;
import muster.wire.Scan;

/**
 * Where the reports of scanners come in. Each device is a transaction of its own, as it is where
 * devices report themselves, so that none waits for another in a ring; all of it can be done twice.
 */
public final class ScanIntake {
    private static final String NO_ROOM = "the plan has no room for one more device";

    private final Database database;
    private final Inspections inspections;
    private final Sites sites;
    private final Scans scans;
    private final Answers answers;
    private final Announcements announcements;

    /**
     * Who reports.
     *
     * @param place of the batch
     * @param observedAt when the scanner looked, within reason
     */
    public record Sender(
            Tenant tenant,
            UUID collector,
            Actor actor,
            Look.Place place,
            Instant observedAt,
            Instant now) {}

    public ScanIntake(
            Database database, Inspections inspections, Sites sites, Announcements announcements) {
        this.database = database;
        this.inspections = inspections;
        this.sites = sites;
        this.scans = new Scans(database);
        this.answers = new Answers(database);
        this.announcements = announcements;
    }

    /**
     * Takes in what a scanner saw, while no transaction is open.
     *
     * @throws Scans.Foreign the scan is another scanner's
     * @throws Sites.Full there are too many sites for one more
     */
    public void accept(ScanReport report, Sender sender) {
        var scan = report.scan();
        var tenant = sender.tenant();
        var site = database.inTenant(tenant, () -> site(report, sender));
        var others = report.targets().stream().filter(one -> !one.isDevice()).toList();
        if (!others.isEmpty()) {
            database.inTenant(tenant, () -> noted(scan.id(), others, sender));
        }
        for (var asked : report.targets()) {
            if (asked.isDevice()) {
                database.inTenant(tenant, () -> device(scan.id(), site, asked, sender));
            }
        }
    }

    /** Once all of it is in; in the transaction that remembers its batch. */
    public void close(ScanReport report, Instant now) {
        var scan = report.scan();
        if (scan.finished()) {
            scans.finish(scan.id(), now);
        }
        var tenant = database.tenant();
        database.afterCommit(
                () -> announcements.announce(tenant, Scans.KIND, scan.id().toString()));
    }

    /** How many devices the targets of a report are. */
    public int devices(ScanReport report) {
        return answers.devices(
                report.scan().id(),
                report.targets().stream().map(one -> one.target().address()).toList());
    }

    private UUID site(ScanReport report, Sender sender) {
        var scan = report.scan();
        var site = sites.named(siteName(scan), sender.actor());
        scans.note(scan, sender.collector(), site, started(scan, sender), sender.now());
        return site;
    }

    private static String siteName(Scan scan) {
        var name = scan.site();
        var end =
                name.offsetByCodePoints(
                        0, Math.min(Sites.NAME_LETTERS_MAX, name.codePointCount(0, name.length())));
        return name.substring(0, end).strip();
    }

    /** A scanner's clock says when, within reason. */
    private static Instant started(Scan scan, Sender sender) {
        var oldest = sender.now().minus(Scans.KEPT);
        if (scan.startedAt().isAfter(sender.observedAt())) {
            return sender.observedAt();
        } else {
            return scan.startedAt().isBefore(oldest) ? oldest : scan.startedAt();
        }
    }

    private int noted(UUID scan, List<Asked> asked, Sender sender) {
        var more = answers.note(scan, asked, null, sender.observedAt());
        scans.count(scan, more);
        return more.size();
    }

    /** The scan's own row comes last: who waits for it holds nothing that others wait for. */
    private boolean device(UUID scan, UUID site, Asked asked, Sender sender) {
        var inspected = asked.given();
        var look =
                new Look(
                        inspected.provenance(),
                        null,
                        site,
                        null,
                        sender.place(),
                        sender.observedAt(),
                        sender.now());
        var marks = inspected.marks((device, address) -> answers.has(scan, address, device));
        var address = asked.target().address().text();
        var arrival = inspections.observe(Seen.of(inspected, address, marks), scan, look);
        var noted = arrival.isPresent() ? asked : asked.because(NO_ROOM);
        var device = arrival.map(Arrival::device).orElse(null);
        scans.count(scan, answers.note(scan, List.of(noted), device, sender.observedAt()));
        return arrival.isPresent();
    }
}
