package muster.matching;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A published statement that versions of packages have one or more vulnerabilities.
 *
 * @param id the publisher's: CVE-2024-6119, DEBIAN-CVE-2024-6119, DSA-5764-1, GHSA-…
 * @param feed where it was read
 * @param vulnerabilities what it is about, CVEs where there are any; never empty
 * @param collective true for a release note of a distribution that mends several vulnerabilities
 */
public record Advisory(
        String id,
        String feed,
        List<String> vulnerabilities,
        boolean collective,
        List<String> aliases,
        List<Affected> affected) {

    private static final Pattern CVE_AT_END = Pattern.compile("(?:[A-Z]+-)?(CVE-\\d{4}-\\d{4,12})");
    private static final Pattern RELEASE_NOTE =
            Pattern.compile(
                    "(?:DSA|DLA|DTSA|ELA|USN|LSN|RHSA|RHBA|RHEA|RLSA|ALSA|ALBA|ALEA|ELSA|MGASA"
                            + "|SUSE-SU|openSUSE-SU)-.*");

    public Advisory {
        vulnerabilities = List.copyOf(vulnerabilities);
        aliases = List.copyOf(aliases);
        affected = List.copyOf(affected);
    }

    /**
     * One package that it names.
     *
     * @param note what the source adds, such as "unimportant" or "end-of-life"
     */
    public record Affected(String ecosystem, String name, List<Span> spans, @Nullable String note) {
        public Affected {
            spans = List.copyOf(spans);
        }
    }

    /** What an advisory is about: itself, or the CVEs that a release note mends. */
    public record Subject(List<String> vulnerabilities, boolean collective) {

        /**
         * Reads OSV's four places for names. A release note carries its CVEs in {@code upstream}
         * or, in older records, in {@code related}; elsewhere {@code related} says nothing.
         */
        public static Subject of(
                String id, List<String> aliases, List<String> upstream, List<String> related) {
            var own = CVE_AT_END.matcher(id);
            if (own.matches()) {
                return new Subject(List.of(own.group(1)), false);
            }
            var sameFlaw = cves(aliases.stream());
            var mended =
                    RELEASE_NOTE.matcher(id).matches()
                            ? cves(Stream.concat(upstream.stream(), related.stream()))
                            : cves(upstream.stream());
            if (!mended.isEmpty()) {
                return new Subject(mended, true);
            } else {
                return new Subject(sameFlaw.isEmpty() ? List.of(id) : sameFlaw, false);
            }
        }

        private static List<String> cves(Stream<String> names) {
            return names.map(CVE_AT_END::matcher)
                    .filter(Matcher::matches)
                    .map(it -> it.group(1))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
