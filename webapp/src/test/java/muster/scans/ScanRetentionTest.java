package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import muster.wire.Evidence;
import muster.wire.Target.Result;
import org.junit.jupiter.api.Test;

/** How long scans are kept, and what devices gave. */
class ScanRetentionTest extends ScanScene {
    @Test
    void onlyTheLastScansOfASiteAreKept() {
        for (int i = 0; i < Scans.KEPT_MAX + 2; i++) {
            hub.clock.pass(Duration.ofMinutes(1));
            var scan = ScanOf.site("Berlin", now()).missed("10.0.0.2", Result.ERROR);
            scanner.report(scan.finished()).expect(200);
        }

        new ScanRetention(hub.database(), hub.clock).run();

        assertEquals(Scans.KEPT_MAX, items(ada, ACME + "/scans?limit=500").size());
    }

    @Test
    void scansAreForgottenAfterNinetyDays() {
        scanner.report(ScanOf.site("Berlin", now()).found("10.0.0.1", named("core-1")).finished())
                .expect(200);
        hub.clock.pass(Scans.KEPT);
        forget();
        assertEquals(1, count("scans"));

        hub.clock.pass(Duration.ofSeconds(1));
        forget();

        assertEquals(0, count("scans"));
        assertEquals(0, count("scan_targets"));
        // What the device is stays, and why.
        assertEquals(List.of("snmp"), kinds());
    }

    @Test
    void whatADeviceGaveIsForgottenOnceItIsOldAndSomethingElseSaysWhatItIs() {
        var printed = new Evidence.Cli("show version", null, "core-1 uptime is 3 days");
        scanner.report(
                        ScanOf.site("Berlin", now())
                                .found("10.0.0.1", named("core-1"), printed)
                                .finished())
                .expect(200);
        hub.clock.pass(Scans.KEPT.minusDays(1));
        scanner.report(ScanOf.site("Berlin", now()).found("10.0.0.1", named("core-1")).finished())
                .expect(200);
        forget();
        assertEquals(List.of("cli", "snmp"), kinds());

        hub.clock.pass(Duration.ofDays(2));
        forget();

        assertEquals(List.of("snmp"), kinds());
    }

    private static Evidence named(String name) {
        return ScanOf.agent(name, ScanOf.serial("EX0001"));
    }

    private List<String> kinds() {
        return hub.administer("select kind from device_evidence order by kind");
    }

    private int count(String table) {
        return Integer.parseInt(hub.administer("select count(*) from " + table).getFirst());
    }

    private void forget() {
        new ScanRetention(hub.database(), hub.clock).run();
    }
}
