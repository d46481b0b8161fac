package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static Addresses of(List<String> ranges, List<String> excluded) {
        return Addresses.of(
                ranges.stream().map(Range::hosts).toList(),
                excluded.stream().map(Range::of).toList());
    }

    private static List<String> texts(Addresses addresses) {
        return StreamSupport.stream(addresses.spliterator(), false)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void areTheHostsOfANetwork() {
        assertEquals(List.of("10.0.0.1", "10.0.0.2"), texts(of(List.of("10.0.0.0/30"), List.of())));
        assertEquals(List.of("10.0.0.0", "10.0.0.1"), texts(of(List.of("10.0.0.0/31"), List.of())));
        assertEquals(List.of("10.0.0.9"), texts(of(List.of("10.0.0.9/32"), List.of())));
    }

    @Test
    void comeOnceAndInOrder() {
        var addresses =
                of(
                        List.of(
                                "10.0.0.7",
                                "10.0.0.4-10.0.0.8",
                                "10.0.0.6-10.0.0.9",
                                "2001:db8::1"),
                        List.of());
        assertEquals(
                List.of(
                        "10.0.0.4",
                        "10.0.0.5",
                        "10.0.0.6",
                        "10.0.0.7",
                        "10.0.0.8",
                        "10.0.0.9",
                        "2001:db8:0:0:0:0:0:1"),
                texts(addresses));
        assertEquals(7, addresses.count().intValue());
    }

    @Test
    void leaveOutWhatIsExcluded() {
        var left =
                of(
                        List.of("10.0.0.250-10.0.1.5"),
                        List.of("10.0.0.252/30", "10.0.1.1", "10.0.1.5"));
        assertEquals(
                List.of("10.0.0.250", "10.0.0.251", "10.0.1.0", "10.0.1.2", "10.0.1.3", "10.0.1.4"),
                texts(left));
        assertEquals(6, left.count().intValue());
        assertEquals(List.of(), texts(of(List.of("10.0.0.0/29"), List.of("10.0.0.0/8"))));
    }

    @Test
    void areTheSameAsOneWouldCountThemOneByOne() {
        var excluded = List.of("10.0.3.0/24", "10.0.0.255-10.0.1.1", "10.0.7.254", "10.0.5.0/25");
        var expected = new ArrayList<String>();
        for (var address : of(List.of("10.0.0.0/21"), List.of())) {
            if (!Ranges.of(excluded).contains(address)) {
                expected.add(address.getHostAddress());
            }
        }
        assertEquals(expected, texts(of(List.of("10.0.0.0/21"), excluded)));
    }

    @Test
    void ofALargeNetworkTakeNoMemory() {
        var large = of(List.of("10.0.0.0/12"), List.of());
        assertEquals(1_048_574, large.count().intValue());
        assertEquals("10.0.0.1", large.iterator().next().getHostAddress());
    }

    @Test
    void anAllowListHasTheEdgesOfItsNetworks() {
        var allowed = Ranges.of(List.of("10.0.0.0/24", "0.0.0.0/0"));
        assertTrue(allowed.contains(Range.of("10.0.0.255").first()));
        assertEquals(256, allowed.closeness(Range.of("10.0.0.0").first()).orElseThrow().intValue());
        assertFalse(allowed.contains(Range.of("::1").first()));
    }
}
