package muster.findings;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.web.Messages;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Parts.Moment;
import muster.web.Parts.Todo;
import muster.web.Query;
import muster.web.Shells;
import org.jspecify.annotations.Nullable;

/** The pages of findings in the states that matter. */
public final class FindingsSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final UUID WEB = UUID.fromString("01938f3a-0000-7000-8000-000000000001");
    private static final String HOME = "/o/acme";
    private static final Messages WORDS = Messages.ofTemplates();

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
                index("", "", List.of(OPENSSL, GLIBC, GONE)),
                index("nothing matches", "kev:true", List.of()),
                index("nothing open", "", List.of()),
                new PageSample(
                        "findings/index",
                        "unreadable",
                        new FindingsPages.Index(
                                FindingList.unreadable(
                                        HOME + "/findings",
                                        Map.of("q", "severity:hgh"),
                                        "q, letter 1: severity is one of …"),
                                Totals.Total.NOTHING,
                                Coverage.Checked.NOTHING,
                                HOME),
                        Shells.acme("findings")),
                why(),
                device(),
                PageSample.of(
                        "findings/covered",
                        new CoveragePages.Covered(
                                new Coverage.Checked(412, 396), REASONS, crumbs("Coverage"), HOME),
                        Shells.acme("findings")),
                vulnerabilities(),
                vulnerability());
    }

    private static PageSample index(String state, String q, List<Finding> findings) {
        var total = new Totals.Total(1041, 2, 12, 208, 733, 9, 2, 412, 396);
        return new PageSample(
                "findings/index",
                state,
                new FindingsPages.Index(
                        list("/findings", Map.of("q", q), findings, total),
                        total,
                        new Coverage.Checked(412, 396),
                        HOME),
                Shells.acme("findings"));
    }

    private static FindingList list(
            String path,
            Map<String, String> parameters,
            List<Finding> findings,
            Totals.@Nullable Total total) {
        return FindingList.of(
                HOME + path,
                Query.parse(parameters, Findings.FIELDS, CLOCK),
                new Page<>(findings, findings.isEmpty() ? null : "bmV4dA"),
                total,
                parameters,
                WORDS);
    }

    private static PageSample why() {
        return PageSample.of(
                "findings/why",
                new FindingsPages.Why(
                        OPENSSL,
                        EVIDENCES,
                        new Chains(WORDS).of(EVIDENCES),
                        Advice.command(OPENSSL).orElse(null),
                        List.of(new Moment(NOW, "findings", "bad", "First seen", null, null)),
                        crumbs("CVE-2024-6119"),
                        HOME),
                Shells.acme("findings"));
    }

    private static PageSample device() {
        return PageSample.of(
                "findings/device",
                new DeviceFindingsPages.Device(
                        new DeviceFindingsPages.Head(
                                WEB, "web-1", "server", "Debian GNU/Linux 12", 41, 412),
                        crumbs("web-1"),
                        List.of(
                                Choice.of("Overview", HOME + "/devices/" + WEB, false),
                                Choice.of("Findings", HOME, true)),
                        list(
                                "/devices/" + WEB + "/findings",
                                Map.of(),
                                List.of(OPENSSL, GLIBC),
                                null),
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
                Shells.acme("devices"));
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
                        HOME + "/vulnerabilities",
                        HOME + "/vulnerabilities?",
                        "",
                        null,
                        false,
                        List.of(Choice.of("Exploited", "#", false)),
                        List.of(),
                        List.of(known),
                        null,
                        HOME + "/vulnerabilities?cursor=x",
                        HOME),
                Shells.acme("findings"));
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
                Shells.acme("findings"));
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
