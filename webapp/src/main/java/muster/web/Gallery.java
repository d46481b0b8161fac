package muster.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import muster.web.Parts.Choice;
import muster.web.Parts.Finding;
import muster.web.Parts.Link;
import muster.web.Parts.Moment;
import muster.web.Parts.Option;
import muster.web.Parts.Plan;
import muster.web.Parts.Step;
import muster.web.Parts.Todo;
import muster.web.Parts.Trend;
import org.jspecify.annotations.Nullable;

/** Every component once, with invented content: the living gallery page of development mode. */
public record Gallery(
        Instant now,
        List<Link> crumbs,
        List<Choice> tabs,
        List<Choice> facets,
        List<Link> samples,
        Query query,
        muster.web.Page<Row> rows,
        Parts.Heading heading,
        Parts.Pager pager,
        List<Todo> todos,
        List<Finding> findings,
        List<Step> steps,
        List<Moment> moments,
        Trend trend,
        List<Plan> plans,
        List<Option> options,
        Parts.Field filled,
        Parts.Field wrong,
        List<Color> colors)
        implements Reply.Page {

    /** A row of the sample table. */
    public record Row(
            String type,
            String name,
            String os,
            String address,
            @Nullable Instant seen,
            long findings,
            boolean exploited,
            boolean late) {}

    /** A colour token of muster.css; the swatch is drawn by its class. */
    public record Color(String name, String use) {}

    /** The gallery as it looks at an instant. */
    public static Gallery at(Instant now) {
        return new Gallery(
                now,
                List.of(new Link("Devices", "#"), new Link("web-1.acme.example", "#")),
                List.of(
                        Choice.of("Overview", "#", true),
                        new Choice("Software", "#", false, 412L),
                        new Choice("Findings", "#", false, 41L),
                        Choice.of("Timeline", "#", false),
                        Choice.of("Sources", "#", false)),
                List.of(
                        new Choice("Critical", "#", false, 7L),
                        new Choice("Servers", "#", false, 38L),
                        new Choice("Late", "#", false, 1L)),
                List.of(new Link("a Debian server", "#"), new Link("an Alpine image", "#")),
                sample(),
                new muster.web.Page<>(rows(now), "next"),
                new Parts.Heading("Since", "#", Parts.Order.DESCENDING, false),
                new Parts.Pager(1, 50, 12_408L, null, "#"),
                todo(),
                found(),
                chain(),
                moments(now),
                new Trend(
                        List.of(61L, 60L, 64L, 58L, 55L, 57L, 49L, 47L, 48L, 41L),
                        "13 Nov",
                        "22 Nov"),
                prices(),
                List.of(new Option("viewer", "Viewer", true), new Option("admin", "Admin", false)),
                new Parts.Field("web-1", null),
                new Parts.Field("web 1", "A name has no spaces. Try web-1."),
                List.of(
                        new Color("accent", "links, the one main act"),
                        new Color("critical", "critical, errors"),
                        new Color("high", "high"),
                        new Color("medium", "medium, late"),
                        new Color("low", "low"),
                        new Color("good", "fixed, signed")));
    }

    private static Query sample() {
        var fields =
                Fields.of(
                        "d.id",
                        "name",
                        Field.text("name", "d.name").sorted(),
                        Field.text("os_name", "d.os_name").sorted(),
                        Field.time("seen", "d.seen").sorted(),
                        Field.flag("kev", "d.kev"),
                        Field.number("findings", "d.findings").sorted());
        return Query.parse(Map.of("q", "kev:true os_name:debian*"), fields, Clock.systemUTC());
    }

    private static List<Row> rows(Instant now) {
        return List.of(
                row(now, "server", "web-1.acme.example", "Debian 12", "10.0.4.11", 2, 41, true),
                row(now, "server", "db-1.acme.example", "Debian 12", "10.0.4.20", 4, 12, false),
                row(now, "network_device", "core-sw-1", "IOS XE 17.3.4", "10.0.0.2", 9, 6, true),
                row(now, "laptop", "ada-laptop", "Ubuntu 24.04", "10.0.9.130", 55, 3, false),
                row(now, "container", "billing-worker", "Alpine 3.19", "10.1.0.7", 1, 0, false),
                new Row(
                        "mobile_ios",
                        "Grace’s phone",
                        "iOS 26.1",
                        "—",
                        now.minus(Duration.ofDays(6)),
                        0,
                        false,
                        true));
    }

    private static Row row(
            Instant now,
            String type,
            String name,
            String os,
            String address,
            int minutes,
            long findings,
            boolean exploited) {
        return new Row(
                type,
                name,
                os,
                address,
                now.minus(Duration.ofMinutes(minutes)),
                findings,
                exploited,
                false);
    }

    private static List<Todo> todo() {
        return List.of(
                new Todo("Upgrade", "openssl", "on 3 devices", "closes 41 findings", 2, "#"),
                new Todo(
                        "Upgrade",
                        "linux",
                        "on 7 devices",
                        "closes 212 findings, 9 critical",
                        0,
                        "#"),
                new Todo("Look for", "Grace’s phone", "", "silent for 6 days", 0, "#"));
    }

    private static List<Finding> found() {
        return List.of(
                new Finding(
                        "CVE-2024-6119",
                        "high",
                        true,
                        "Denial of service in X.509 name checks",
                        "openssl",
                        "3.0.11-1~deb12u2",
                        "3.0.14-1~deb12u2",
                        chain()),
                new Finding(
                        "CVE-2023-45853",
                        "critical",
                        false,
                        "Integer overflow in MiniZip",
                        "zlib1g",
                        "1:1.2.13.dfsg-1",
                        null,
                        chain()));
    }

    private static List<Step> chain() {
        return List.of(
                new Step(
                        "Installed",
                        "ii  openssl  3.0.11-1~deb12u2  amd64",
                        "Reported by the agent on web-1, signed.",
                        null),
                new Step(
                        "Is",
                        "pkg:deb/debian/openssl@3.0.11-1~deb12u2?distro=debian-12",
                        "Debian 12 by /etc/os-release.",
                        null),
                new Step(
                        "Compared",
                        "3.0.11-1~deb12u2 < 3.0.15-1~deb12u1",
                        "Debian’s version order.",
                        null),
                new Step("Says", "DSA-5764-1", "Fixed in 3.0.15-1~deb12u1.", "#"));
    }

    private static List<Moment> moments(Instant now) {
        return List.of(
                new Moment(
                        now.minus(Duration.ofMinutes(12)),
                        "exploited",
                        "bad",
                        "CVE-2024-6119 is now known to be exploited",
                        "openssl 3.0.11-1~deb12u2 on this device",
                        "#"),
                new Moment(
                        now.minus(Duration.ofHours(5)),
                        "upgrade",
                        "good",
                        "curl was upgraded",
                        "7.88.1-10+deb12u5 → 7.88.1-10+deb12u8",
                        "#"),
                new Moment(
                        now.minus(Duration.ofDays(3)),
                        "collect",
                        "note",
                        "Enrolled with token “Berlin rack 4”",
                        null,
                        null));
    }

    private static List<Plan> prices() {
        return List.of(
                new Plan(
                        "Free",
                        "€0",
                        "for ever",
                        "For a home lab and a first look.",
                        List.of("10 devices", "All feeds", "30 days of history"),
                        new Link("Start free", "#"),
                        false),
                new Plan(
                        "Team",
                        "€3",
                        "per device and month",
                        "For a team that keeps servers and laptops.",
                        List.of(
                                "500 devices",
                                "API and webhooks",
                                "1 year of history",
                                "Roles and audit"),
                        new Link("Try 14 days", "#"),
                        true),
                new Plan(
                        "Business",
                        "€5",
                        "per device and month",
                        "For an organization with auditors.",
                        List.of("Any number of devices", "SAML, SCIM, mTLS", "3 years of history"),
                        new Link("Talk to us", "#"),
                        false));
    }
}
