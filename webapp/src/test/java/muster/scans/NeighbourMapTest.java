package muster.scans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The map of a network that is larger than a picture. */
class NeighbourMapTest extends ScanScene {
    @Test
    void ofALargeNetworkThoseWithTheMostCablesAreShownAndAllAreFound() {
        var scan =
                ScanOf.site("Berlin", now())
                        .found(
                                "10.0.0.9",
                                ScanOf.agent(
                                        "zz-1",
                                        ScanOf.serial("EX0009"),
                                        ScanOf.neighbour("core-1", "Gi1/0/2")));
        for (int i = 1; i <= 5; i++) {
            scan.found(
                    "10.0.0." + i,
                    ScanOf.agent("core-" + i, ScanOf.serial("EX000" + i), accessPoints(i)));
        }
        scanner.report(scan.finished()).expect(200);

        var all = map("");
        assertTrue(all.path("cut").asBoolean());
        assertEquals(500, all.path("nodes").size());
        assertTrue(names(all).contains("core-1"));

        assertEquals(List.of("core-3", "ap-3-277"), names(map("?around=AP-3-277")));
        var core = device("core-1").path("id").asText();
        assertEquals(402, map("?around=" + core).path("nodes").size());
        assertEquals(List.of("core-1", "zz-1"), names(map("?around=zz")));
        assertEquals(List.of(), names(map("?around=nobody")));
        assertShows("/o/acme/map?around=nobody", "Nobody of this name");
        assertShows("/o/acme/devices/" + core + "/network", "/o/acme/map?around=" + core);
    }

    private static String accessPoints(int of) {
        var lines = new StringBuilder();
        for (int i = 1; i <= 400; i++) {
            lines.append(
                    """
                    1.0.8802.1.1.2.1.4.1.1.5.0.1.%2$d|4|%1$d-%2$d-aa
                    1.0.8802.1.1.2.1.4.1.1.7.0.1.%2$d|4|uplink
                    1.0.8802.1.1.2.1.4.1.1.9.0.1.%2$d|4|ap-%1$d-%2$d
                    """
                            .formatted(of, i));
        }
        return lines.toString();
    }

    private JsonNode map(String query) {
        return ada.get(ACME + "/map" + query).expect(200).json();
    }

    private static List<String> names(JsonNode map) {
        return texts(stream(map.path("nodes")).toList(), "name");
    }
}
