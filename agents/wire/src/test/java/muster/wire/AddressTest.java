package muster.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses have one spelling. */
class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.11, 10.0.0.11",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:0DB8::0001, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "::ffff:10.0.0.1, 10.0.0.1",
        "64:ff9b::10.0.0.1, 64:ff9b::a00:1",
    })
    void internetAddress(String spelling, String canonical) {
        assertEquals(canonical, IpAddress.of(spelling).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "10.0.0",
                "10.0.0.0.1",
                "010.0.0.1",
                "10.0.0.-1",
                "::g",
                ":::",
                "1::2::3",
                "fe80::1%eth0",
                "host",
                "10.0.0.1/24",
                "1:2:3:4:5:6:7",
                "::ffff:10.0.0.256",
                "10.0.0.1."
            })
    void anythingElseIsNoInternetAddress(String spelling) {
        assertThrows(Report.Malformed.class, () -> IpAddress.of(spelling));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"aa:bb:cc:dd:ee:0f", "AA-BB-CC-DD-EE-0F", "aabb.ccdd.ee0f", "AABBCCDDEE0F"})
    void hardwareAddress(String spelling) {
        assertEquals("aa:bb:cc:dd:ee:0f", MacAddress.of(spelling).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aa:bb:cc:dd:ee", "aa:bb:cc:dd:ee:0g", "aa:bb-cc:dd:ee:0f"})
    void anythingElseIsNoHardwareAddress(String spelling) {
        assertThrows(Report.Malformed.class, () -> MacAddress.of(spelling));
    }
}
