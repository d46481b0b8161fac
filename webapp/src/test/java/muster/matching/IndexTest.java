package muster.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import muster.matching.Ranges.Event;
import muster.matching.Ranges.Word;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndexTest {
    private static final Span BEFORE_15 = new Span("0", Span.Kind.FIXED, "3.0.15-1~deb12u1");

    @Test
    void joinsARecordAndItsReleaseNoteInOneMatch() {
        var index =
                index(
                        record("CVE-2024-6119", "openssl", BEFORE_15, null),
                        note("DSA-5764-1", "openssl", BEFORE_15, "CVE-2024-6119"));

        var match = onlyMatch(index, "openssl", "3.0.11-1~deb12u2");

        assertEquals("CVE-2024-6119", match.vulnerability());
        assertEquals("3.0.15-1~deb12u1", match.fixedVersion());
        assertEquals(
                List.of(
                        "openssl 3.0.11-1~deb12u2 < 3.0.15-1~deb12u1 (CVE-2024-6119)",
                        "openssl 3.0.11-1~deb12u2 < 3.0.15-1~deb12u1 (DSA-5764-1)"),
                match.evidence().stream().map(Match.Evidence::comparison).toList());
    }

    @Test
    void believesTheRecordWhereANoteMendsMoreThanTheReleaseHad() {
        var index =
                index(
                        record("CVE-2024-1001", "openssl", fixed("2.9-1"), null),
                        note("DSA-1-1", "openssl", BEFORE_15, "CVE-2024-1001", "CVE-2024-1002"));

        assertEquals(
                "CVE-2024-1002", onlyMatch(index, "openssl", "3.0.11-1~deb12u2").vulnerability());
    }

    @Test
    void saysThatNoFixIsKnownAndKeepsTheNote() {
        var index =
                index(
                        record(
                                "CVE-2010-1001",
                                "glibc",
                                new Span("0", Span.Kind.OPEN, ""),
                                "unimportant"));

        var match = onlyMatch(index, "glibc", "2.36-9");

        assertNull(match.fixedVersion());
        assertEquals("unimportant", match.evidence().getFirst().note());
        assertEquals(
                "glibc 2.36-9, no fixed version known (CVE-2010-1001)",
                match.evidence().getFirst().comparison());
    }

    @Test
    void isCleanOnlyUnderAFullFeed() {
        var advisory = record("CVE-2024-6119", "openssl", BEFORE_15, null);
        var full = index(advisory);
        var excerpt = new IndexBuilder().add(advisory).build(Set.of());

        assertEquals(new Verdict.Clean(1), full.verdict(debian("openssl", "3.0.15-1~deb12u1")));
        assertEquals(new Verdict.Clean(0), full.verdict(debian("bash", "5.2-1")));
        assertEquals(
                new CannotTell("only an excerpt of the advisories for Debian 12 is loaded"),
                excerpt.verdict(debian("openssl", "3.0.15-1~deb12u1")));
        assertInstanceOf(Verdict.Affected.class, excerpt.verdict(debian("openssl", "3.0.11-1")));
    }

    @Test
    void saysWhichFeedIsMissing() {
        var rocky = new Identity("Rocky Linux:9", "openssl", "3.0.7-25.el9_3");
        assertEquals(
                new CannotTell("no feed for Rocky Linux 9"),
                index(record("CVE-2024-6119", "openssl", BEFORE_15, null)).verdict(rocky));
        assertEquals(new CannotTell("no feed for Rocky Linux 9"), Index.empty().verdict(rocky));
    }

    @Test
    void neverCallsAnUnreadableVersionClean() {
        var index =
                index(
                        record("CVE-2024-1001", "openssl", fixed("not a version"), null),
                        record("CVE-2024-1002", "bash", fixed("5.0"), null));

        assertEquals(
                new CannotTell("1 advisories name versions that cannot be compared"),
                index.verdict(debian("openssl", "3.0.15")));
        assertEquals(
                new CannotTell("“${unknown}” is not a version of Debian 12"),
                index.verdict(debian("bash", "${unknown}")));
    }

    @Test
    void readsEventsInAnyOrder() {
        var events =
                List.of(
                        new Event(Word.FIXED, "1.5"),
                        new Event(Word.INTRODUCED, "2.0"),
                        new Event(Word.INTRODUCED, "0"),
                        new Event(Word.LAST_AFFECTED, "2.3"),
                        new Event(Word.INTRODUCED, "3.0"),
                        new Event(Word.LIMIT, "4.0"));
        assertEquals(
                List.of(
                        new Span("0", Span.Kind.FIXED, "1.5"),
                        new Span("2.0", Span.Kind.LAST_AFFECTED, "2.3"),
                        new Span("3.0", Span.Kind.LIMIT, "4.0")),
                Ranges.spans(events, Optional.of(Scheme.DEBIAN)));
    }

    @Test
    void keepsListedVersionsThatNoRangeHolds() {
        var spans = List.of(fixed("1.5"));
        assertEquals(
                List.of(Span.exactly("2.0")),
                Ranges.listed(List.of("1.0", "1.4", "2.0"), spans, Optional.of(Scheme.DEBIAN)));
    }

    @Test
    void readsWhatAnAdvisoryIsAbout() {
        assertSubject(
                List.of("CVE-2024-6119"), false, "DEBIAN-CVE-2024-6119", List.of(), List.of());
        assertSubject(
                List.of("CVE-2024-1001"), true, "DSA-1-1", List.of(), List.of("CVE-2024-1001"));
        assertSubject(
                List.of("CVE-2024-1001"), false, "GHSA-a-b-c", List.of("CVE-2024-1001"), List.of());
        assertSubject(
                List.of("GHSA-a-b-c"), false, "GHSA-a-b-c", List.of(), List.of("CVE-2024-1001"));
        assertSubject(List.of("DSA-2-1"), false, "DSA-2-1", List.of(), List.of());
    }

    private static void assertSubject(
            List<String> about,
            boolean collective,
            String id,
            List<String> aliases,
            List<String> related) {
        assertEquals(
                new Advisory.Subject(about, collective),
                Advisory.Subject.of(id, aliases, List.of(), related));
    }

    private static Match onlyMatch(Index index, String name, String version) {
        var verdict =
                assertInstanceOf(Verdict.Affected.class, index.verdict(debian(name, version)));
        assertTrue(verdict.matches().size() == 1, verdict.toString());
        return verdict.matches().getFirst();
    }

    private static Index index(Advisory... advisories) {
        var builder = new IndexBuilder();
        List.of(advisories).forEach(builder::add);
        return builder.build(Set.of("Debian"));
    }

    private static Advisory record(String id, String name, Span span, @Nullable String note) {
        return new Advisory(
                id, "debian", List.of(id), false, List.of(), affected(name, span, note));
    }

    private static Advisory note(String id, String name, Span span, String... vulnerabilities) {
        return new Advisory(
                id,
                "debian",
                List.of(vulnerabilities),
                true,
                List.of(),
                affected(name, span, null));
    }

    private static List<Advisory.Affected> affected(String name, Span span, @Nullable String note) {
        return List.of(new Advisory.Affected("Debian:12", name, List.of(span), note));
    }

    private static Span fixed(String version) {
        return new Span("0", Span.Kind.FIXED, version);
    }

    private static Identity debian(String name, String version) {
        return new Identity("Debian:12", name, version);
    }
}
