package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import muster.matching.Advisory;
import muster.matching.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OsvReaderTest {
    @Test
    void keepsWhatMatchingNeeds() throws Unreadable {
        var record =
                read(
                        """
                        {"schema_version": "1.7.0", "id": "DEBIAN-CVE-2024-6119",
                         "modified": "2025-01-02T03:04:05.123456Z", "upstream": ["CVE-2024-6119"],
                         "details": "A flaw. With more words.",
                         "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"}],
                         "affected": [
                          {"package": {"ecosystem": "Debian:12", "name": "openssl"},
                           "ranges": [{"type": "ECOSYSTEM",
                                       "events": [{"introduced": "0"}, {"fixed": "3.0.14-1"}]}],
                           "versions": ["3.0.11-1", "3.0.13-1"],
                           "ecosystem_specific": {"urgency": "unimportant"}},
                          {"ranges": [{"type": "GIT", "repo": "https://example.org/a",
                                       "events": [{"introduced": "0"}]}], "versions": ["v1"]}],
                         "references": [{"type": "WEB", "url": "https://example.org"}]}
                        """);

        assertEquals(Instant.parse("2025-01-02T03:04:05.123456Z"), record.modified());
        assertEquals("A flaw.", record.summary());
        assertEquals("CVSS:3.1/AV:N", record.severity());
        assertEquals(new Advisory.Subject(List.of("CVE-2024-6119"), false), record.subject());
        assertEquals(
                List.of(
                        new Advisory.Affected(
                                "Debian:12",
                                "openssl",
                                List.of(new Span("0", Span.Kind.FIXED, "3.0.14-1")),
                                "unimportant")),
                record.affected());
    }

    @Test
    void readsARecordThatOnlySaysItWasWithdrawn() throws Unreadable {
        var record =
                read(
                        """
                        {"id": "GHSA-aaaa-bbbb-cccc", "modified": "2024-01-01T00:00:00Z",
                         "withdrawn": "2024-01-01T00:00:00Z", "published": null}
                        """);
        assertEquals(Instant.parse("2024-01-01T00:00:00Z"), record.withdrawn());
        assertNull(record.published());
        assertTrue(AffectedRow.of(record).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"id\": \"CVE-2024-0001\"}",
                "{\"id\": 7, \"modified\": \"2024-01-01T00:00:00Z\"}",
                "{\"id\": \"CVE-2024-0001\", \"modified\": \"yesterday\"}",
                "{\"id\": \"a b\", \"modified\": \"2024-01-01T00:00:00Z\"}",
                "{\"id\": \"CVE-2024-0001\", \"id\": \"CVE-2024-0002\"}",
                "{\"id\": \"CVE-2024-0001\", \"modified\": \"2024-01-01T00:00:00Z\"} {}",
                "{\"id\": \"CVE-2024-0001\", \"modified\": \"2024-01-01T00:00:00Z\", \"summary\": \"a\\u0000b\"}",
                "{\"id\": \"CVE-2024-0001\", \"modified\": \"2024-01-01T00:00:00Z\", \"summary\": \"\\ud800\"}",
                "{\"id\": \"CVE-2024-0001\", \"modified\": \"2024-01-01T00:00:00Z\", \"affected\": 1}",
                "{\"id\": \"CVE-2024-0001\", \"modified\": \"2024-01-01T00:00:00Z\", \"affected\": [null]}",
                "{\"id\": \"CVE-2024-0001\", \"modified\": \"2024-01-01T00:00:00Z\", \"affected\": [{\"ranges\": [{\"events\": [{\"surprise\": \"1\"}]}]}]}",
            })
    void refusesWhatIsNoRecord(String text) {
        assertThrows(Unreadable.class, () -> read(text));
    }

    @Test
    void refusesDeepNestingAndEndlessLists() {
        var deep = "{\"x\":".repeat(200) + "1" + "}".repeat(200);
        assertThrows(Unreadable.class, () -> read(deep));
        var aliases = "\"a\",".repeat(OsvReader.ALIASES_MAX + 1);
        assertThrows(
                Unreadable.class,
                () ->
                        read(
                                "{\"id\":\"CVE-2024-0001\",\"modified\":\"2024-01-01T00:00:00Z\","
                                        + "\"aliases\":["
                                        + aliases
                                        + "\"b\"]}"));
    }

    private static OsvRecord read(String text) throws Unreadable {
        return OsvReader.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
