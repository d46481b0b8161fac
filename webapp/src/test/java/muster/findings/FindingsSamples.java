package muster.findings;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.devices.Cast;
import muster.devices.DeviceHead;
import muster.web.Messages;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Parts.Moment;
import muster.web.Parts.Todo;
import muster.web.Query;
import muster.web.SampleShells;
import muster.web.Templates;
import org.jspecify.annotations.Nullable;

/** The pages of findings in the states that matter. */
public final class FindingsSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final UUID WEB = UUID.fromString("01938f3a-0000-7000-8000-000000000001");
    private static final String HOME = "/o/acme";
    private static final Messages MESSAGES = Templates.packaged(CLOCK, link -> link).messages();

    static final Finding OPENSSL =
            finding(
                    "CVE-2024-6119",
                    "openssl",
                    "3.0.11-1~deb12u2",
                    "3.0.15-1~deb12u1",
                    Severity.HIGH,
                    true,
                    null);
    private static final Finding GLIBC =
            finding("CVE-2010-4756", "libc6", "2.36-9", null, Severity.LOW, false, null);
    private static final Finding GONE =
            finding(
                    "CVE-2023-38545",
                    "curl",
                    "7.88.1-10",
                    "7.88.1-10+deb12u4",
                    Severity.CRITICAL,
                    false,
                    "upgraded");

    static final List<Evidence> EVIDENCES =
            List.of(evidence("CVE-2024-6119", null), evidence("DSA-5764-1", "not yet assigned"));

    private static final List<Coverage.Reason> REASONS =
            List.of(
                    new Coverage.Reason(
                            "the source package of this package is unknown",
                            14,
                            List.of("acme-agent 1.2", "acme-probe 3")),
                    new Coverage.Reason("no version", 2, List.of("thing", "other")));

    @Override
    public List<PageSample> samples() {
        return List.of(
                index("", "", null, List.of(OPENSSL, GLIBC, GONE)),
                index("nothing matches", "kev:true", null, List.of()),
                index("nothing open", "", null, List.of()),
                index("unreadable", "", "q, letter 1: severity is one of …", List.of(OPENSSL)),
                why(),
                device(),
                covered("", "", REASONS),
                covered("nothing matches", "kernel", List.of()),
                vulnerabilities(),
                vulnerability());
    }

    private static PageSample covered(String state, String q, List<Coverage.Reason> reasons) {
        return new PageSample(
                "findings/covered",
                state,
                new CoveragePages.Covered(
                        new Coverage.Checked(412, 396),
                        q,
                        Page.whole(reasons),
                        reasons.isEmpty() ? null : HOME + "/coverage?cursor=MQ",
                        crumbs("Coverage"),
                        HOME + "/coverage"),
                SampleShells.acme("findings"));
    }

    private static PageSample index(
            String state, String q, @Nullable String problem, List<Finding> findings) {
        var total = new Totals.Total(1041, 2, 12, 208, 733, 9, 2, 412, 396);
        return new PageSample(
                "findings/index",
                state,
                new FindingsPages.Index(
                        list(q, problem, findings, total),
                        total,
                        new Coverage.Checked(412, 396),
                        HOME),
                SampleShells.acme("findings"));
    }

    private static FindingList list(
            String q,
            @Nullable String problem,
            List<Finding> findings,
            Totals.@Nullable Total total) {
        var query = Query.parse(Map.of("q", q), Questions.URGENT, CLOCK);
        return new FindingList(
                query,
                problem,
                FindingList.facets(query, total, MESSAGES),
                new Page<>(findings, findings.isEmpty() ? null : "bmV4dA"),
                total == null ? null : total.open());
    }

    private static PageSample why() {
        return PageSample.of(
                "findings/why",
                new FindingsPages.Why(
                        OPENSSL,
                        EVIDENCES,
                        new Chains(MESSAGES).of(EVIDENCES, false),
                        Advice.command(OPENSSL).orElse(null),
                        false,
                        List.of(new Moment(NOW, "findings", "bad", "First seen", null, null)),
                        crumbs("CVE-2024-6119"),
                        HOME),
                SampleShells.acme("findings"));
    }

    private static PageSample device() {
        return PageSample.of(
                "findings/of-device",
                new DeviceFindingsPages.OfDevice(
                        Cast.head(DeviceHead.Tab.FINDINGS),
                        list("", null, List.of(OPENSSL, GLIBC), null),
                        true,
                        new Coverage.Checked(412, 396),
                        REASONS,
                        List.of(
                                new Todo(
                                        "Upgrade",
                                        "openssl",
                                        "to 3.0.15-1~deb12u1",
                                        "closes 14 findings",
                                        1,
                                        "#")),
                        HOME),
                SampleShells.acme("devices"));
    }

    private static PageSample vulnerabilities() {
        var known =
                new Vulnerabilities.Found(
                        "CVE-2024-6119",
                        "Possible denial of service in X.509 name checks",
                        Severity.HIGH,
                        true,
                        LocalDate.parse("2026-12-01"),
                        3,
                        NOW);
        return PageSample.of(
                "findings/vulnerability-list",
                new VulnerabilitiesPages.VulnerabilityList(
                        Query.parse(Map.of(), Vulnerabilities.FIELDS, CLOCK),
                        null,
                        List.of(Choice.of("Exploited", "?q=kev%3Atrue", false)),
                        new Page<>(List.of(known), "bmV4dA"),
                        HOME),
                SampleShells.acme("findings"));
    }

    private static PageSample vulnerability() {
        return PageSample.of(
                "findings/vulnerability",
                new VulnerabilitiesPages.Vulnerability(
                        new Vulnerabilities.Published(
                                "CVE-2024-6119",
                                "Possible denial of service in X.509 name checks",
                                Severity.HIGH,
                                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
                                NOW,
                                NOW,
                                new Vulnerabilities.Exploitation(
                                        "OpenSSL denial of service",
                                        LocalDate.parse("2026-11-01"),
                                        LocalDate.parse("2026-12-01"),
                                        false,
                                        "Apply updates as the vendor says."),
                                List.of(
                                        new Vulnerabilities.Advisory(
                                                "DSA-5764-1",
                                                "debian",
                                                "openssl security update",
                                                List.of("CVE-2024-6119"),
                                                Advice.source("Debian:12", "DSA-5764-1"))),
                                List.of(
                                        new Vulnerabilities.Range(
                                                "Debian 12",
                                                "openssl",
                                                "fixed in 3.0.15-1~deb12u1",
                                                "DSA-5764-1"))),
                        3,
                        List.of(OPENSSL),
                        HOME + "/findings",
                        crumbs("CVE-2024-6119"),
                        HOME),
                SampleShells.acme("findings"));
    }

    private static List<Link> crumbs(String here) {
        return List.of(new Link("Findings", HOME + "/findings"), new Link(here, ""));
    }

    private static Finding finding(
            String vulnerability,
            String software,
            String installed,
            @Nullable String fixed,
            Severity severity,
            boolean exploited,
            @Nullable String gone) {
        return new Finding(
                UUID.nameUUIDFromBytes(
                        vulnerability.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                vulnerability,
                List.of(),
                WEB,
                "web-1",
                WEB,
                software,
                "Debian:12",
                software,
                installed,
                fixed,
                severity,
                exploited,
                exploited ? LocalDate.parse("2026-12-01") : null,
                software + " " + installed + " < " + fixed + " (" + vulnerability + ")",
                NOW,
                NOW,
                gone == null ? null : NOW,
                gone);
    }

    private static Evidence evidence(String advisory, @Nullable String note) {
        return new Evidence(
                "deb openssl 3.0.11-1~deb12u2 amd64\ndeb libssl3 3.0.11-1~deb12u2 amd64 (source openssl)",
                "Debian:12",
                "openssl",
                "3.0.11-1~deb12u2",
                advisory,
                "osv-debian",
                "fixed in 3.0.15-1~deb12u1",
                "openssl 3.0.11-1~deb12u2 < 3.0.15-1~deb12u1 (" + advisory + ")",
                "3.0.15-1~deb12u1",
                note);
    }
}
