package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import muster.Logged;
import muster.wire.Report;
import org.junit.jupiter.api.Test;

/** What goes wrong with one device is no matter of the others; with the database, of all. */
class ScanMishapsTest extends ScanScene {
    @Test
    void aDeviceAtWhichTheHubFailsStopsNoOther() {
        hub.administer(
                "alter table device_identities add constraint fails check (hostname <> 'canary-1')");
        var scan =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", ScanOf.agent("core-1"))
                        .found("10.0.0.2", ScanOf.agent("canary-1"))
                        .found("10.0.0.3", ScanOf.agent("core-3"));

        try (var log = new Logged()) {
            var receipt = scanner.report(scan.finished()).expect(200).json();

            assertEquals(2, receipt.path("devices").asInt());
            var said = log.lines().stream().filter(line -> line.contains("10.0.0.2")).toList();
            assertEquals(1, said.size(), log.lines().toString());
            assertTrue(said.getFirst().contains(scan.id().toString()), said.toString());
            assertFalse(log.lines().toString().contains("canary"), log.lines().toString());
        }
        assertEquals(
                List.of("answered", "error", "answered"),
                texts(items(ada, ACME + "/scans/" + scan.id() + "/targets"), "result"));
        assertShows("/o/acme/scans/" + scan.id(), "the hub failed at what this device said");
        var counted = ada.get(ACME + "/scans/" + scan.id()).expect(200).json();
        assertEquals(2, counted.at("/scan/answered").asInt(), counted.toString());
        assertEquals(1, counted.at("/scan/error").asInt(), counted.toString());
    }

    @Test
    void whileTheDatabaseIsAwayTheScannerKeepsItAll() {
        hub.administer(
                """
                create function away() returns trigger language plpgsql as $$
                begin raise exception 'closing' using errcode = '57P01'; end $$
                """);
        hub.administer(
                """
                create trigger away before insert on device_identities
                for each row execute function away()
                """);
        Report report =
                ScanOf.site("Berlin", now())
                        .found("10.0.0.1", ScanOf.agent("core-1"))
                        .found("10.0.0.2", ScanOf.agent("core-2"))
                        .finished();

        assertEquals(5, scanner.report(report).status() / 100);
        hub.administer("drop trigger away on device_identities");

        var receipt = scanner.again(report).expect(200).json();
        assertEquals(2, receipt.path("devices").asInt());
        assertFalse(receipt.path("duplicate").asBoolean());
        assertEquals(0, items(ada, ACME + "/scans").getFirst().path("error").asInt());
    }

    @Test
    void aScanGoesOnThoughItsSiteHasAnotherName() {
        var scan = ScanOf.site("Berlin", now()).found("10.0.0.1", ScanOf.agent("core-1"));
        scanner.report(scan.going()).expect(200);
        var site =
                items(ada, ACME + "/sites").stream()
                        .filter(one -> one.path("name").asText().equals("Berlin"))
                        .findFirst()
                        .orElseThrow();
        ada.put(ACME + "/sites/" + site.path("id").asText(), Map.of("name", "Berlin-Mitte"))
                .expect(204);

        scanner.report(scan.more().found("10.0.0.2", ScanOf.agent("core-2")).finished())
                .expect(200);

        var scans = items(ada, ACME + "/scans");
        assertEquals(List.of("Berlin-Mitte"), texts(scans, "site"));
        assertEquals(2, scans.getFirst().path("answered").asInt());
    }

    @Test
    void whoNamesOneSiteTooManyIsToldAndTheScannersPageSaysIt() {
        hub.administer(
                """
                insert into sites (org_id, name)
                select org_id, 'Site ' || n from organizations, generate_series(1, 100) as n
                """);
        var scan = ScanOf.site("Nowhere", now()).found("10.0.0.1", ScanOf.agent("core-1"));

        var refused = scanner.report(scan.finished()).expect(422).json();

        assertEquals(
                "there is no site “Nowhere”, and a scanner adds none beyond 100: add it by hand",
                refused.path("detail").asText());
        var collector = items(ada, ACME + "/collectors").getFirst().path("id").asText();
        assertShows("/o/acme/collectors/" + collector, "there is no site “Nowhere”");
    }
}
