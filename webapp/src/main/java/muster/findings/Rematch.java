package muster.findings;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import muster.catalogue.Catalogue;
import muster.database.Database;
import muster.devices.Counters;
import muster.happenings.Happening;
import muster.web.Announcements;

/**
 * Looks at a device anew: matches what is installed and writes down what differs from before.
 * Repeatable: a second look at the same software under the same catalogue writes nothing.
 */
public final class Rematch {
    /** What open pages listen for: {@code data-live="findings"}. */
    public static final String ANNOUNCED_KIND = "findings";

    private static final Duration CATALOGUE_WAIT_MAX = Duration.ofSeconds(20);

    private final Database database;
    private final Catalogue catalogue;
    private final Clock clock;
    private final Verdicts verdicts = new Verdicts();
    private final Ratings ratings;
    private final Presence presence;
    private final FindingRows findings;
    private final CoverageRows coverage;
    private final RemedyRows remedies;
    private final Totals totals;
    private final Counters counters;
    private final Announcements announcements;

    public Rematch(
            Database database,
            Catalogue catalogue,
            Counters counters,
            Announcements announcements,
            Clock clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.clock = clock;
        this.ratings = new Ratings(database);
        this.presence = new Presence(database);
        this.findings = new FindingRows(database);
        this.coverage = new CoverageRows(database);
        this.remedies = new RemedyRows(database);
        this.totals = new Totals(database);
        this.counters = counters;
        this.announcements = announcements;
    }

    /** The listener of {@link Happening.Kind#SOFTWARE_CHANGED}: the subject is the device. */
    public void of(Happening happening) {
        of(happening.subject());
    }

    /** Matches the device in the current transaction; a device that is gone has nothing. */
    public void of(UUID device) {
        awaitCatalogue();
        presence.lock(device).ifPresent(it -> look(device, it));
    }

    /** The same, but only where nobody has to wait for the catalogue; false where they had to. */
    public boolean nowIfReady(UUID device) {
        var ready = isReady(Duration.ZERO);
        if (ready) {
            presence.lock(device).ifPresent(it -> look(device, it));
        }
        return ready;
    }

    /**
     * An empty index would say that everything is gone, and one that is behind forgets the news.
     */
    private void awaitCatalogue() {
        if (!isReady(CATALOGUE_WAIT_MAX)) {
            throw new IllegalStateException("the catalogue is not loaded yet");
        }
    }

    private boolean isReady(Duration longest) {
        try {
            return catalogue.awaitCurrent(longest);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the catalogue was loading", stopped);
        }
    }

    private void look(UUID device, Presence.Present present) {
        var index = catalogue.index();
        var now = clock.instant();
        var software =
                present.retired() ? List.<Installed>of() : presence.software(device, present);
        var assessment = Assessment.of(software, identity -> verdicts.of(identity, index));
        var conclusions = assessment.conclusions(ratings.of(assessment.vulnerabilities(), index));
        var difference =
                Difference.of(findings.of(device), conclusions, software, present.retired());
        var covered = coverage.change(device, assessment);
        var mended = remedies.change(device, Remedy.of(conclusions));
        database.keepPlans();
        if (!difference.isEmpty()) {
            findings.write(device, difference, now);
        }
        coverage.write(device, assessment, covered, now);
        remedies.write(device, mended);
        var tally = Tally.of(difference, conclusions, covered);
        if (!difference.isEmpty() || !covered.isEmpty() || !mended.isEmpty()) {
            // Last of all, as everybody who counts does.
            counters.lock();
            totals.add(device, tally, now);
            totals.addVulnerabilities(difference, now);
            coverage.count(covered);
            remedies.count(mended);
            announce(device);
        }
    }

    /** Open pages read again what they show; they learn no more than which device it is. */
    private void announce(UUID device) {
        var tenant = database.tenant();
        database.afterCommit(
                () -> announcements.announce(tenant, ANNOUNCED_KIND, device.toString()));
    }
}
