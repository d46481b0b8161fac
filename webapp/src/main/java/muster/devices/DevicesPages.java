package muster.devices;

import static muster.tenancy.Permission.DEVICES_READ;
import static muster.tenancy.Permission.DEVICES_WRITE;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import muster.audit.Audit;
import muster.database.Database;
import muster.devices.Device.Status;
import muster.devices.DeviceHead.Tab;
import muster.devices.Retirements.Retirement;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Parts.Moment;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/devices */
public final class DevicesPages {
    private static final int REASON_LETTERS_MAX = 500;
    private static final int LATEST = 5;

    private final Desk desk;
    private final Database database;
    private final Devices devices;
    private final Timeline timeline;
    private final Retirements retirements;
    private final Counters counters;
    private final Audit audit;
    private final Messages messages;
    private final Moments moments;
    private final Sources sources;
    private final UnreadSources unread;
    private final Clashes clashes;
    private final Forks forks;

    public DevicesPages(Desk desk, Fleet fleet, Messages messages) {
        this.desk = desk;
        this.database = fleet.database();
        this.devices = fleet.devices();
        this.timeline = fleet.timeline();
        this.retirements = fleet.retirements();
        this.counters = fleet.counters();
        this.audit = fleet.audit();
        this.messages = messages;
        this.moments = new Moments(messages, devices);
        this.sources = new Sources(database);
        this.unread = new UnreadSources(database);
        this.clashes = new Clashes(database);
        this.forks = fleet.forks();
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(DEVICES_READ, this::index).listing().asking("format"))
                .get("/{id}", desk.member(DEVICES_READ, this::show))
                .get("/{id}/timeline", desk.member(DEVICES_READ, this::timeline))
                .post(
                        "/{id}/retirement",
                        desk.member(DEVICES_WRITE, this::retire).reading(Retiring.class));
        routes.pages().post("/{id}/return", desk.member(DEVICES_WRITE, this::bringBack));
        routes.endpoints().delete("/{id}/retirement", desk.member(DEVICES_WRITE, this::bringBack));
    }

    /**
     * The list.
     *
     * @param home the organization's path
     * @param suggestions the way to pairs that may be one; null where there are none
     */
    public record Index(
            Query query,
            @Nullable String problem,
            List<Choice> facets,
            muster.web.Page<Device> devices,
            long total,
            String home,
            @Nullable Link suggestions)
            implements Reply.Page {
        @Override
        public Object json() {
            return devices;
        }
    }

    /**
     * A device in short.
     *
     * @param type its name for people
     * @param site the way to all that are at its site
     * @param labels each with the way to all that have it
     * @param forks in the name of which collectors on it another reports as well
     * @param suggestions where that is settled
     * @param unread what could not be read on it
     */
    public record Show(
            DeviceHead head,
            String type,
            @Nullable String kernel,
            @Nullable String architecture,
            @Nullable String vendor,
            @Nullable String model,
            Link site,
            List<Link> labels,
            List<Forks.Fork> forks,
            String suggestions,
            List<UnreadSources.Unread> unread,
            List<Moment> latest,
            @Nullable Retirement retirement,
            boolean mayRetire,
            boolean mayBringBack,
            String path)
            implements Reply.Page {
        @Override
        public Object json() {
            return head.device();
        }
    }

    /** What happened to a device. */
    public record DeviceTimeline(
            DeviceHead head, List<Moment> moments, List<Timeline.Entry> entries)
            implements Reply.Page {
        @Override
        public Object json() {
            return muster.web.Page.whole(entries);
        }
    }

    private record Retiring(@Nullable String reason, @Nullable String confirm) {}

    private Reply index(Request request) {
        var asked = Asked.of(request, parameters -> devices.ask(parameters, request.now()));
        var export = Exports.of(request);
        if (export.isPresent()) {
            return export.get()
                    .file(
                            "devices",
                            Devices.COLUMN_NAMES,
                            (query, receiver) -> devices.each(query, request.now(), receiver),
                            asked.query(),
                            database,
                            Devices::cells);
        }
        var query = asked.query();
        return new Index(
                query,
                asked.problem(),
                facets(query),
                devices.matching(query, request.now()),
                counters.value(Counters.Of.DEVICES),
                request.path(""),
                suggestions(request));
    }

    /** The way to what somebody has to decide; null where there is nothing. */
    private @Nullable Link suggestions(Request request) {
        var pairs = clashes.undecided().size();
        var forked = forks.open().size();
        if (pairs + forked == 0) {
            return null;
        }
        var text =
                forked == 0
                        ? messages.text("devices.suggestions.waiting", pairs)
                        : messages.text("devices.suggestions.forked", forked);
        return new Link(text, request.path("/devices/suggestions"));
    }

    private List<Choice> facets(Query query) {
        return Stream.of(Status.LATE, Status.OFFLINE, Status.RETIRED)
                .map(Status::word)
                .map(status ->
                        query.links()
                                .choice(
                                        messages.text("devices.facet." + status),
                                        "status:" + status))
                .toList();
    }

    private Reply show(Request request) {
        var device = devices.of(request);
        var latest = timeline.of(device.id()).stream().limit(LATEST).toList();
        var facts = sources.of(device.id());
        return new Show(
                DeviceHead.of(request, device, Tab.OVERVIEW, messages),
                DeviceTypes.title(device.type(), messages),
                facts.value(Facts.Name.KERNEL),
                facts.value(Facts.Name.ARCHITECTURE),
                facts.value(Facts.Name.VENDOR),
                facts.value(Facts.Name.MODEL),
                listed(request, device.siteName(), "site", device.site().toString()),
                device.labels().stream()
                        .map(label -> listed(request, label, "label", label))
                        .toList(),
                forks.of(device.id()),
                request.path("/devices/suggestions"),
                unread.on(device.id()),
                moments.of(request, latest),
                retirements.of(device).orElse(null),
                request.may(DEVICES_WRITE) && device.status() != Status.RETIRED,
                request.may(DEVICES_WRITE) && device.status() == Status.RETIRED,
                DeviceHead.path(request, device));
    }

    /** The way to all devices of which a field says this. */
    private static Link listed(Request request, String text, String field, String value) {
        var encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return new Link(text, request.path("/devices?" + field + "=" + encoded));
    }

    private Reply timeline(Request request) {
        var device = devices.of(request);
        var entries = timeline.of(device.id());
        return new DeviceTimeline(
                DeviceHead.of(request, device, Tab.TIMELINE, messages),
                moments.of(request, entries),
                entries);
    }

    private Reply retire(Request request) {
        var device = devices.of(request);
        var given = request.body(Retiring.class).reason();
        var reason = given == null ? "" : given.strip();
        if (reason.length() > REASON_LETTERS_MAX) {
            throw Problem.badRequest(
                    "reason: %,d letters, at most %d"
                            .formatted(reason.length(), REASON_LETTERS_MAX));
        }
        retirements.add(device, request.actor(), reason, request.now());
        audit.record(request.actor(), "device.retired", "device:" + device.id(), device.hostname());
        return Reply.Moved.to(DeviceHead.path(request, device));
    }

    private Reply bringBack(Request request) {
        var device = devices.of(request);
        if (!retirements.remove(device, request.actor(), request.now())) {
            throw Problem.notFound();
        }
        audit.record(
                request.actor(), "device.returned", "device:" + device.id(), device.hostname());
        return Reply.Moved.to(DeviceHead.path(request, device));
    }
}
