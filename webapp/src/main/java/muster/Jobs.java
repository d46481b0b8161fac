package muster;

import java.time.Duration;
import muster.intake.Retention;
import muster.scans.ScanRetention;

/** What the hub does by itself, and how often. */
final class Jobs {
    private static final Duration UPKEEP = Duration.ofHours(1);
    private static final Duration LOCKOUTS = Duration.ofMinutes(1);

    /** Once a day each owner hears; a hub that slept at midnight tells them later that day. */
    private static final Duration HEADS = Duration.ofHours(1);

    private static final Duration FEEDS = Duration.ofHours(6);
    private static final Duration RETENTION = Duration.ofDays(1);
    private static final Duration RETIREMENTS = Duration.ofDays(1);
    private static final Duration DEMO = Duration.ofHours(6);

    private Jobs() {}

    static void plan(Rooms rooms) {
        var happenings = rooms.happenings;
        happenings.every(UPKEEP, "upkeep", rooms.identity.upkeep);
        happenings.every(UPKEEP, "second steps", rooms.secondFactors::forgetExpired);
        happenings.every(UPKEEP, "single-sign-on upkeep", rooms.singleSignOn.upkeep);
        happenings.every(RETENTION, "identity providers", rooms.singleSignOn.watch);
        happenings.every(RETENTION, "domains", rooms.singleSignOn.domainChecks);
        happenings.every(LOCKOUTS, "lockouts", rooms.identity.lockouts);
        happenings.every(HEADS, "heads", rooms.organizations.dailyHeads);
        happenings.every(FEEDS, "feeds", rooms.feeds::refresh);
        happenings.every(RETENTION, "retention", new Retention(rooms.database, rooms.clock));
        happenings.every(RETENTION, "scans", new ScanRetention(rooms.database, rooms.clock));
        happenings.every(RETENTION, "removals", rooms.enrollment.removals);
        happenings.every(RETIREMENTS, "retirements", rooms.retirementRule);
        happenings.every(UPKEEP, "events", rooms.eventDays);
        happenings.every(DEMO, "demo", rooms.demo::goOn);
    }
}
