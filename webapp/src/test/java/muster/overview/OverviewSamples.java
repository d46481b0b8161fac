package muster.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import muster.findings.Coverage.Checked;
import muster.findings.Totals;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Moment;
import muster.web.Parts.Todo;
import muster.web.Parts.Trend;
import muster.web.SampleShells;

/** The overview with and without devices, and what search finds. */
public final class OverviewSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final UUID WEB = UUID.fromString("01938f3a-0000-7000-8000-000000000001");
    private static final String HOME = "/o/acme";

    @Override
    public List<PageSample> samples() {
        return List.of(
                new PageSample("overview/index", "", full(), SampleShells.acme("overview")),
                new PageSample("overview/index", "empty", empty(), SampleShells.acme("overview")),
                new PageSample("overview/results", "", found(), SampleShells.acme("")),
                new PageSample("overview/results", "nothing", nothing(), SampleShells.acme("")));
    }

    private static OverviewPages.Index full() {
        var values = LongStream.rangeClosed(1, 30).map(day -> 1100 - day * 2).boxed().toList();
        var days =
                LongStream.rangeClosed(1, 30)
                        .mapToObj(day ->
                                new Totals.Day(
                                        LocalDate.parse("2026-10-24").plusDays(day - 1),
                                        1,
                                        3,
                                        1100 - day * 2,
                                        2))
                        .toList();
        return new OverviewPages.Index(
                "Acme",
                HOME,
                412,
                3,
                1,
                new Totals.Total(1041, 2, 12, 208, 733, 9, 2, 12408, 11981),
                new Checked(12408, 11981),
                List.of(
                        new Todo(
                                "Upgrade",
                                "openssl",
                                "on 3 devices",
                                "closes 41 findings, 9 critical",
                                2,
                                HOME + "/findings"),
                        new Todo(
                                "Ask why",
                                null,
                                "1 device is silent",
                                "What Muster says of late devices may be old",
                                0,
                                HOME + "/devices")),
                List.of(),
                days,
                new Trend(values, "24 Oct", "22 Nov"),
                "58 fewer than 30 days ago",
                List.of(
                        new Recent.Newcomer(
                                WEB,
                                "web-1",
                                "server",
                                "Debian GNU/Linux 12",
                                NOW,
                                412,
                                396,
                                41,
                                2),
                        new Recent.Newcomer(WEB, "box", "beacon", "", NOW, 3, 0, 0, 0)),
                List.of(
                        new Moment(NOW, "devices", "good", "web-1 is new", null, HOME),
                        new Moment(
                                NOW,
                                "software",
                                "plain",
                                "web-1: software changed",
                                "2 added, 4 upgraded",
                                HOME)),
                true);
    }

    private static OverviewPages.Index empty() {
        return new OverviewPages.Index(
                "Acme",
                HOME,
                0,
                0,
                0,
                new Totals.Total(0, 0, 0, 0, 0, 0, 0, 0, 0),
                new Checked(0, 0),
                List.of(),
                List.of(),
                List.of(),
                new Trend(List.of(0L), "24 Oct", "22 Nov"),
                "",
                List.of(),
                List.of(),
                true);
    }

    private static SearchPages.Results found() {
        return new SearchPages.Results(
                "open",
                false,
                List.of(new Search.FoundDevice(WEB, "open-1", "server", "Debian 12", 396, 41)),
                List.of(new Search.FoundSoftware(WEB, "openssl", "deb", 3)),
                List.of(
                        new Search.FoundVulnerability(
                                "CVE-2024-6119", "Possible denial of service", 3)),
                HOME);
    }

    private static SearchPages.Results nothing() {
        return new SearchPages.Results("", true, List.of(), List.of(), List.of(), HOME);
    }
}
