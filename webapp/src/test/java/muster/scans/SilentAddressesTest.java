package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import muster.wire.Target.Result;
import org.junit.jupiter.api.Test;

/** Most addresses of a network are nobody's: each is accounted for, and takes no row of its own. */
class SilentAddressesTest extends ScanScene {
    @Test
    void thoseBesideEachOtherAreOneRow() {
        var scan = ScanOf.site("Berlin", now()).found("10.0.1.5", ScanOf.agent("core-1"));
        for (int i = 20; i > 0; i--) {
            if (i != 5) {
                scan.missed("10.0.1." + i, Result.TIME_OUT);
            }
        }
        scan.missed("10.0.1.21", Result.WRONG_CREDENTIAL)
                .missed("10.0.1.255", Result.TIME_OUT)
                .missed("10.0.2.0", Result.TIME_OUT);
        var report = scan.finished();
        scanner.report(report).expect(200);
        // Its spool was lost before it knew: the same once more, as another batch.
        scanner.report(report).expect(200);

        assertEquals(
                List.of(
                        "10.0.1.1-10.0.1.4 time_out 4",
                        "10.0.1.5 answered 1",
                        "10.0.1.6-10.0.1.20 time_out 15",
                        "10.0.1.21 wrong_credential 1",
                        "10.0.1.255 time_out 1",
                        "10.0.2.0 time_out 1"),
                rows(scan, ""));
        var counted = items(ada, ACME + "/scans").getFirst();
        assertEquals(21, counted.path("time_out").asInt());
        assertEquals(23, counted.path("asked").asInt());
        assertShows("/o/acme/scans/" + scan.id(), "10.0.1.20", "15 addresses");
    }

    @Test
    void eachIsFound() {
        var scan = ScanOf.site("Berlin", now());
        for (int i = 1; i < 10; i++) {
            scan.missed("10.0.1." + i, Result.TIME_OUT).missed("2001:db8::" + i, Result.TIME_OUT);
        }
        scanner.report(scan.finished()).expect(200);

        assertEquals(List.of("10.0.1.1-10.0.1.9 time_out 9"), rows(scan, "10.0.1.7"));
        assertEquals(List.of(), rows(scan, "10.0.1.20"));
        assertEquals(List.of("2001:db8::1-2001:db8::9 time_out 9"), rows(scan, "2001:db8::1"));
    }

    @Test
    void whoIsSilentNowIsGoneAndWhoWasIsNew() {
        var before = ScanOf.site("Berlin", now()).found("10.0.0.2", ScanOf.agent("gone-1"));
        for (int i = 3; i < 9; i++) {
            before.missed("10.0.0." + i, Result.TIME_OUT);
        }
        scanner.report(before.finished()).expect(200);
        hub.clock.pass(Duration.ofHours(1));
        var after = ScanOf.site("Berlin", now()).found("10.0.0.5", ScanOf.agent("new-1"));
        for (int i = 1; i < 5; i++) {
            after.missed("10.0.0." + i, Result.TIME_OUT);
        }
        scanner.report(after.finished()).expect(200);

        var differences =
                ada.get(ACME + "/scans/" + after.id()).expect(200).json().path("differences");

        assertEquals(
                List.of("10.0.0.2 gone", "10.0.0.5 new"),
                stream(differences)
                        .map(one ->
                                one.path("ip_address").asText() + " " + one.path("kind").asText())
                        .toList());
    }

    private List<String> rows(ScanOf scan, String sought) {
        return items(ada, ACME + "/scans/" + scan.id() + "/targets?q=" + sought).stream()
                .map(one -> {
                    var last = one.path("last_address");
                    return one.path("ip_address").asText()
                            + (last.isNull() ? "" : "-" + last.asText())
                            + " "
                            + one.path("result").asText()
                            + " "
                            + one.path("addresses").asInt();
                })
                .collect(Collectors.toList());
    }
}
