package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of addresses, and which address of a request to believe. */
final class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "::1, true",
        "192.0.2.7, false",
        "2001:db8::1, false",
        "0.0.0.0, false",
        "nonsense, false"
    })
    void knowsThisMachine(String address, boolean here) {
        assertEquals(here, Addresses.isHere(address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.255, true",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "10.0.0.0/8, ::ffff:10.1.1.1, true"
    })
    void aRangeContainsItsAddresses(String range, String address, boolean contained) {
        assertEquals(contained, Cidr.of(range).contains(Cidr.address(address).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/-1",
                "localhost",
                "a.example/8",
                "256.0.0.1",
                "1:2",
                "10.0.0.0/8/8",
                "fe80::1%1"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Cidr.of(text));
    }

    @Test
    void nobodyIsBelievedWithoutTrustedProxies() {
        var addresses = Addresses.trusting("");
        assertEquals("127.0.0.1", addresses.client("127.0.0.1", List.of("203.0.113.7")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | 203.0.113.7 | 203.0.113.7",
                "127.0.0.1 | 198.51.100.1, 203.0.113.7 | 203.0.113.7",
                "127.0.0.1 | 198.51.100.1, 203.0.113.7, 10.0.0.5 | 203.0.113.7",
                "127.0.0.1 | 10.0.0.6, 10.0.0.5 | 10.0.0.6",
                "127.0.0.1 | 203.0.113.7, rubbish | 127.0.0.1",
                "127.0.0.1 | '' | 127.0.0.1",
                "127.0.0.1 | ',,' | 127.0.0.1",
                "127.0.0.1 | 2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "203.0.113.9 | 198.51.100.1 | 203.0.113.9"
            })
    void theLastHopThatIsNoTrustedProxyIsTheClient(String peer, String hops, String client) {
        var addresses = Addresses.trusting("127.0.0.0/8, 10.0.0.0/8");
        assertEquals(client, addresses.client(peer, List.of(hops)));
        assertEquals(client, addresses.client(peer, List.of(hops.split(", "))));
    }

    @Test
    void aProxyIsWhoIsTrusted() {
        var addresses = Addresses.trusting("127.0.0.0/8,::1");
        assertTrue(addresses.trusts("127.0.0.1"));
        assertTrue(addresses.trusts("0:0:0:0:0:0:0:1%lo"));
        assertFalse(addresses.trusts("203.0.113.7"));
    }

    @Test
    void anIpV6NetworkSharesItsLimits() {
        assertEquals(
                Addresses.group("2001:db8:1:2:aaaa::1"), Addresses.group("2001:db8:1:2:bbbb::2"));
        assertFalse(Addresses.group("2001:db8:1:2::1").equals(Addresses.group("2001:db8:1:3::1")));
        assertEquals("203.0.113.7", Addresses.group("203.0.113.7"));
    }
}
