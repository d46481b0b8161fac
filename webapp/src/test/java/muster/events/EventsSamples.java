package muster.events;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Link;
import muster.web.Query;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** The pages of events in the states that matter. */
public final class EventsSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String HOME = "/o/acme";
    private static final UUID DEVICE = UUID.fromString("01938f3a-0000-7000-8000-000000000001");

    private static final Recorded DNS =
            event(4003, "informational", "asked for www.example.com", "web-1");
    private static final Recorded DETECTION =
            event(2004, "critical", "Connection to a known command server", "web-1");
    private static final Recorded BARE =
            new Recorded(
                    UUID.fromString("019ab000-0000-7000-8000-000000000003"),
                    NOW,
                    NOW.minusSeconds(4_000),
                    9999,
                    0,
                    "other",
                    null,
                    null,
                    "2001:db8::1",
                    443,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "{}");

    @Override
    public List<PageSample> samples() {
        var shell = SampleShells.acme("activity");
        return List.of(
                new PageSample(
                        "events/index", "some", index("", List.of(DNS, DETECTION, BARE)), shell),
                new PageSample("events/index", "none yet", index("", List.of()), shell),
                new PageSample("events/index", "no match", index("class:1", List.of()), shell),
                new PageSample("events/one", "", one(DNS), shell),
                new PageSample("events/one", "bare", one(BARE), shell));
    }

    private static EventsPages.Index index(String q, List<Recorded> events) {
        var query = Query.parse(Map.of("q", q), Events.FIELDS, CLOCK);
        return new EventsPages.Index(query, null, List.of(), Page.whole(events), HOME);
    }

    private static EventsPages.One one(Recorded event) {
        var crumbs = List.of(new Link("Activity", HOME + "/events"), new Link(event.caption(), ""));
        return new EventsPages.One(event, Indented.json(event.event()), crumbs, HOME);
    }

    private static Recorded event(
            int classUid, String severity, String summary, @Nullable String device) {
        return new Recorded(
                UUID.fromString("019ab000-0000-7000-8000-000000000001"),
                NOW.minusSeconds(90),
                NOW.minusSeconds(95),
                classUid,
                1,
                severity,
                "192.0.2.7",
                53_123,
                "192.0.2.53",
                53,
                "www.example.com",
                summary,
                DEVICE,
                device,
                DEVICE,
                "web-1",
                EventsOf.line(summary));
    }
}
