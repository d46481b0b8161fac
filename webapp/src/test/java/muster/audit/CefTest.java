package muster.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CefTest {
    private static final Instant AT = Instant.parse("2026-11-23T01:02:03Z");

    @Test
    void anEntryIsOneLine() {
        var entry =
                new Entry(
                        12,
                        AT,
                        "person:7",
                        "Ada",
                        "member.assigned",
                        "person:8",
                        "bob is admin, was viewer",
                        "192.0.2.7",
                        "viewer",
                        "admin",
                        "00",
                        "ff");

        assertEquals(
                "CEF:0|Muster|Muster|1|member.assigned|member.assigned|3|rt=1795395723000"
                        + " externalId=12 act=member.assigned suid=person:7 suser=Ada src=192.0.2.7"
                        + " cs1=person:8 cs1Label=subject cs2=viewer cs2Label=before cs3=admin"
                        + " cs3Label=after cs4=ff cs4Label=hash msg=bob is admin, was viewer",
                Cef.line(entry));
    }

    @Test
    void nothingThatSomebodyTypedMakesAFieldOrALine() {
        var entry =
                new Entry(
                        1,
                        AT,
                        "a|b",
                        "x=y\\z",
                        "v|w\nCEF:0",
                        "s",
                        "one\r\ntwo=3|4",
                        "2001:db8::1",
                        null,
                        null,
                        "0",
                        "f");

        assertEquals(
                "CEF:0|Muster|Muster|1|v\\|w CEF:0|v\\|w CEF:0|3|rt=1795395723000 externalId=1"
                        + " act=v|w\\nCEF:0 suid=a|b suser=x\\=y\\\\z c6a2=2001:db8::1"
                        + " c6a2Label=Source IPv6 Address cs1=s cs1Label=subject cs4=f"
                        + " cs4Label=hash msg=one\\r\\ntwo\\=3|4",
                Cef.line(entry));
    }
}
