package muster.events;

import static muster.tenancy.Permission.EVENTS_READ;
import static muster.tenancy.Permission.EVENTS_WRITE;
import static muster.web.RateLimit.EVENTS_BY_ORGANIZATION;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sha256;
import muster.devices.Forks;
import muster.devices.Forks.Evidence;
import muster.enrollment.CollectorNotes;
import muster.events.Batch.Ticket;
import muster.web.Asked;
import muster.web.Body;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Problem;
import muster.web.Query;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import muster.wire.ProblemType;
import org.jspecify.annotations.Nullable;

/** /api/v1/agents/events and /o/{org}/events */
public final class EventsPages {
    private static final int KEY_LETTERS_MAX = 255;
    private static final int RETRY_SECONDS = 2;
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "received_at",
                    "time",
                    "class_uid",
                    "class_name",
                    "activity_id",
                    "severity",
                    "src_ip",
                    "src_port",
                    "dst_ip",
                    "dst_port",
                    "name",
                    "message",
                    "device_id",
                    "device",
                    "collector_id",
                    "collector");

    private static final Pattern LINE = Pattern.compile("line [\\d,]+");

    private final Desk desk;
    private final Database database;
    private final EventSink sink;
    private final Events events;
    private final CollectorNotes notes;
    private final Forks forks;
    private final RateLimits limits;
    private final Lanes lanes = new Lanes();
    private final Messages messages;

    /**
     * The events of an organization.
     *
     * @param problem why the query could not be read; null when it could
     */
    public record Index(
            Query query,
            @Nullable String problem,
            List<Choice> facets,
            muster.web.Page<Recorded> events,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return events.map(Recorded::json);
        }
    }

    /** One event with all that was sent. */
    public record One(Recorded event, String whole, List<Link> crumbs, String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return event.wholeJson();
        }
    }

    private record Acknowledgement(int accepted, boolean duplicate) {}

    public EventsPages(
            Desk desk,
            Database database,
            EventSink sink,
            Forks forks,
            RateLimits limits,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.sink = sink;
        this.events = new Events(database);
        this.notes = new CollectorNotes(database);
        this.forks = forks;
        this.limits = limits;
        this.messages = messages;
    }

    /** Mounted at /api/v1/agents/events. */
    public void batches(Routes routes) {
        routes.post(
                "/",
                desk.collector(EVENTS_WRITE, this::take)
                        .alone()
                        .taking(EventLines.BYTES_MAX)
                        .reading("application/x-ndjson")
                        .heeding("Idempotency-Key"));
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(EVENTS_READ, this::index).listing().asking("format"))
                .get("/{id}", desk.member(EVENTS_READ, this::one));
    }

    /** The sink writes it, with those of others: this waits for its commit. */
    private Reply take(Request request) {
        limits.requireSome(EVENTS_BY_ORGANIZATION, request.tenant().toString(), "events");
        try {
            var body = request.body(EventLines.BYTES_MAX);
            var ticket = ticket(request, body.sent());
            var lines = lanes.in(request.tenant(), () -> EventLines.decode(body.bytes()));
            limits.charge(
                    EVENTS_BY_ORGANIZATION, request.tenant().toString(), lines.events().size());
            var receipt = sink.accept(new Batch(request.tenant(), ticket, lines));
            return Reply.Json.ok(new Acknowledgement(receipt.accepted(), receipt.duplicate()));
        } catch (Body.Malformed | Body.TooLarge | Body.Unsupported refused) {
            noteRefused(request, said(refused));
            throw refused;
        } catch (EventLines.Malformed malformed) {
            noteRefused(request, where(malformed));
            throw Problem.of(
                    malformed.isTooLarge() ? 413 : 400, "Malformed events", said(malformed));
        } catch (EventSink.Altered altered) {
            note(
                    request,
                    (collector, now) ->
                            forks.raise(
                                    collector,
                                    Evidence.COLLISION,
                                    said(altered),
                                    request.actor(),
                                    now));
            throw Problem.of(409, "Another batch is there", said(altered))
                    .typed(ProblemType.FORKED);
        } catch (EventSink.Gone gone) {
            throw Problem.of(410, "Gone", said(gone)).typed(ProblemType.ORGANIZATION_GONE);
        } catch (EventSink.Full full) {
            throw Problem.busy(said(full) + ": try again soon", RETRY_SECONDS);
        }
    }

    private void noteRefused(Request request, String why) {
        note(
                request,
                (collector, now) -> notes.add(collector, CollectorNotes.Kind.REFUSED, why, now));
    }

    /** Tells it on the collector's page as well: who looks there is not who sent it. */
    private void note(Request request, BiConsumer<UUID, Instant> words) {
        if (request.visitor() instanceof Visitor.Collector collector) {
            database.inTenant(
                    request.tenant(),
                    () -> {
                        words.accept(collector.id(), request.now());
                        return true;
                    });
        }
    }

    /** The line that is not understood, but nothing of what stands in it: it may be a secret. */
    private static String where(EventLines.Malformed malformed) {
        var line = LINE.matcher(said(malformed));
        return line.lookingAt() ? "Malformed events: " + line.group() : "Malformed events";
    }

    private static Ticket ticket(Request request, byte[] sent) {
        return request.visitor() instanceof Visitor.Collector collector
                ? new Ticket.Spooled(muster.enrollment.Batch.of(collector, sent))
                : request.header("Idempotency-Key")
                        .<Ticket>map(key -> new Ticket.Named(named(key), Sha256.of(sent)))
                        .orElseGet(Ticket.None::new);
    }

    /** A key names one batch: the same key always the same. */
    private static UUID named(String key) {
        var text = key.strip();
        if (text.isEmpty() || text.length() > KEY_LETTERS_MAX) {
            throw Problem.badRequest("Idempotency-Key: 1 to " + KEY_LETTERS_MAX + " letters");
        }
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private Reply index(Request request) {
        var asked = Asked.of(request, Events.FIELDS);
        var query = asked.query();
        return Exports.of(request)
                .<Reply>map(export ->
                        export.file(
                                "events",
                                COLUMNS,
                                (wanted, receiver) ->
                                        events.each(wanted, one -> receiver.accept(one.json())),
                                query,
                                database,
                                EventsPages::cells))
                .orElseGet(() ->
                        new Index(
                                query,
                                asked.problem(),
                                facets(query),
                                events.matching(query),
                                request.path("")));
    }

    private List<Choice> facets(Query query) {
        return Stream.of(
                        new Link("severe", "severity:>=high"),
                        new Link("today", "received:>-1d"),
                        new Link("detections", "class:2004"),
                        new Link("dns", "class:4003"),
                        new Link("network", "class:4001"))
                .map(facet ->
                        query.links()
                                .choice(
                                        messages.text("events.facet." + facet.text()),
                                        facet.href()))
                .toList();
    }

    private static @Nullable Object[] cells(Map<String, @Nullable Object> event) {
        return COLUMNS.stream().map(event::get).toArray();
    }

    private Reply one(Request request) {
        var event = events.find(request.id("id")).orElseThrow(Problem::notFound);
        return new One(
                event,
                Indented.json(event.event()),
                List.of(
                        new Link(messages.text("events.title"), request.path("/events")),
                        new Link(event.caption(), "")),
                request.path(""));
    }

    private static String said(RuntimeException exception) {
        return String.valueOf(exception.getMessage());
    }
}
