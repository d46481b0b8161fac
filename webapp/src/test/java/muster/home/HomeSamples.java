package muster.home;

import java.util.List;
import muster.packages.Unread;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Finding;
import muster.web.Parts.Link;
import muster.web.Parts.Step;
import muster.web.Parts.Todo;
import muster.web.SampleShells;

/** The landing page and the result of a paste. */
public final class HomeSamples implements PageSamples {
    private static final List<Link> SAMPLES =
            List.of(
                    new Link("a Debian 12 server", "/?sample=debian"),
                    new Link("an Alpine container", "/?sample=alpine"));

    private static final List<Link> HOMES =
            List.of(new Link("Acme", "/o/acme/imports"), new Link("Globex", "/o/globex/imports"));

    @Override
    public List<PageSample> samples() {
        return List.of(
                PageSample.of(
                        "home/index",
                        new HomePages.Index("", null, SAMPLES, "/o/demo", 200),
                        SampleShells.visitor()),
                new PageSample(
                        "home/index",
                        "refused",
                        new HomePages.Index(
                                "hostname core-sw-1\nenable secret 5 …",
                                "This is a configuration dump with secrets in it. Paste a list of installed packages instead.",
                                SAMPLES,
                                null,
                                422),
                        SampleShells.visitor()),
                PageSample.of("home/result", result(List.of()), SampleShells.visitor()),
                new PageSample("home/result", "member", result(HOMES), SampleShells.acme("")),
                new PageSample("home/result", "clean", clean(), SampleShells.visitor()));
    }

    private static HomePages.Result result(List<Link> homes) {
        return new HomePages.Result(
                "Your machine",
                "",
                "server",
                "Debian 12",
                "the versions’ endings (+deb12u2)",
                412,
                396,
                List.of(
                        new HomePages.Doubt(
                                "acme-agent 1.2.0",
                                "Not a package of Debian 12: no feed covers it."),
                        new HomePages.Doubt(
                                "docker-ce 24.0.7", "Its publisher’s feed is not imported.")),
                16,
                List.of(new Unread(7, "ii  cur", "it states no version")),
                14,
                63,
                2,
                4,
                List.of(
                        new Todo(
                                "Upgrade",
                                "openssl",
                                "to 3.0.15-1~deb12u1",
                                "closes 9 findings",
                                1,
                                null),
                        new Todo(
                                "Upgrade",
                                "linux-image-amd64",
                                "to 6.1.112-1",
                                "closes 38 findings, 3 critical",
                                1,
                                null),
                        new Todo(
                                "Upgrade",
                                "curl",
                                "to 7.88.1-10+deb12u8",
                                "closes 5 findings",
                                0,
                                null)),
                List.of(
                        finding(
                                "CVE-2024-1086",
                                "high",
                                true,
                                "Use after free in the netfilter nf_tables component",
                                "linux",
                                "6.1.38-1",
                                "6.1.76-1"),
                        finding(
                                "CVE-2024-6119",
                                "high",
                                true,
                                "Denial of service in X.509 name checks",
                                "openssl",
                                "3.0.11-1~deb12u2",
                                "3.0.14-1~deb12u2"),
                        finding(
                                "CVE-2023-38545",
                                "critical",
                                false,
                                "Heap overflow in the SOCKS5 proxy handshake",
                                "curl",
                                "7.88.1-10+deb12u1",
                                "7.88.1-10+deb12u4"),
                        finding(
                                "CVE-2023-45853",
                                "critical",
                                false,
                                "Integer overflow in MiniZip",
                                "zlib1g",
                                "1:1.2.13.dfsg-1",
                                null),
                        finding(
                                "CVE-2023-4641",
                                "medium",
                                false,
                                "Password kept in memory by gpasswd",
                                "passwd",
                                "1:4.13+dfsg1-1",
                                null),
                        finding(
                                "CVE-2022-0563",
                                "low",
                                false,
                                "Readline reads other users’ files",
                                "util-linux",
                                "2.38.1-5",
                                null)),
                "ii  openssl  3.0.11-1~deb12u2  amd64",
                homes);
    }

    private static Finding finding(
            String id,
            String severity,
            boolean exploited,
            String title,
            String software,
            String installed,
            @org.jspecify.annotations.Nullable String fixed) {
        return new Finding(
                id,
                severity,
                exploited,
                title,
                software,
                installed,
                fixed,
                List.of(
                        new Step(
                                "Installed",
                                "ii  " + software + "  " + installed + "  amd64",
                                "Line 212 of what you pasted.",
                                null),
                        new Step(
                                "Compared",
                                installed + " < " + (fixed == null ? "∞" : fixed),
                                "In Debian’s version order.",
                                null),
                        new Step(
                                "Says so",
                                "DSA-5764-1",
                                "Debian security tracker, imported 3 h ago.",
                                "https://security-tracker.debian.org/tracker/" + id)));
    }

    private static HomePages.Result clean() {
        return new HomePages.Result(
                "billing-worker",
                "billing-worker",
                "container",
                "Alpine 3.22",
                "/etc/os-release",
                18,
                18,
                List.of(),
                0,
                List.of(),
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                "",
                List.of());
    }
}
