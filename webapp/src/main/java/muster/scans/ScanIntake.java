package muster.scans;

import java.time.Instant;
import java.util.ArrayList;
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
import muster.wire.Target;

/**
 * Where the reports of scanners come in. Each device is a transaction of its own, as it is where
 * devices report themselves, so that none waits for another in a ring; all of it can be done twice.
 */
public final class ScanIntake {
    private static final System.Logger LOG = System.getLogger(ScanIntake.class.getName());
    private static final String BROKEN =
            "the hub failed at what this device said, and its log says where; the others of the"
                    + " scan are not affected";
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
     * Takes in what a scanner saw, while no transaction is open. What the hub fails at with one
     * device is said at its address; the others are taken in.
     *
     * @throws Scans.Foreign the scan is another scanner's
     * @throws Sites.Full there are too many sites for one more
     * @throws Database.Failure the database is away: the scanner is to send all of it again
     */
    public void accept(ScanReport report, Sender sender) {
        var scan = report.scan().id();
        var tenant = sender.tenant();
        var site = database.inTenant(tenant, () -> site(report, sender));
        var others = new ArrayList<Asked>();
        for (var target : report.targets()) {
            try {
                var asked = Asked.of(target);
                if (asked.isDevice()) {
                    database.inTenant(tenant, () -> device(scan, site, asked, sender));
                } else {
                    others.add(asked);
                }
            } catch (RuntimeException | StackOverflowError broken) {
                if (broken instanceof Database.Failure failure && !failure.isOfItsValues()) {
                    throw failure;
                }
                var place = "scan %s, %s".formatted(scan, target.address().text());
                LOG.log(System.Logger.Level.WARNING, Mishap.of(place, broken));
                others.add(Asked.broken(target, BROKEN));
            }
        }
        if (!others.isEmpty()) {
            database.inTenant(tenant, () -> noted(scan, others, sender));
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
                report.scan().id(), report.targets().stream().map(Target::address).toList());
    }

    private UUID site(ScanReport report, Sender sender) {
        var scan = report.scan();
        // Its site may have got another name since it began.
        var site =
                scans.siteOf(scan.id(), sender.collector())
                        .orElseGet(() -> sites.named(siteName(scan), sender.actor()));
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
        var address = asked.address().text();
        var arrival = inspections.observe(Seen.of(inspected, address, marks), scan, look);
        var noted = arrival.isPresent() ? asked : asked.because(NO_ROOM);
        var device = arrival.map(Arrival::device).orElse(null);
        scans.count(scan, answers.note(scan, List.of(noted), device, sender.observedAt()));
        return arrival.isPresent();
    }
}
