package muster.devices;

import static muster.tenancy.Permission.DEVICES_READ;
import static muster.tenancy.Permission.DEVICES_WRITE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.audit.Audit;
import muster.devices.Clashes.Decision;
import muster.devices.Clashes.Suggestion;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/devices/suggestions */
public final class SuggestionsPages {
    private final Desk desk;
    private final Devices devices;
    private final Clashes clashes;
    private final Forks forks;
    private final Audit audit;
    private final Messages messages;

    public SuggestionsPages(Desk desk, Fleet fleet, Messages messages) {
        this.forks = fleet.forks();
        this.desk = desk;
        this.devices = fleet.devices();
        this.clashes = new Clashes(fleet.database());
        this.audit = fleet.audit();
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/suggestions", desk.member(DEVICES_READ, this::suggestions))
                .post("/suggestions/{id}/apart", desk.member(DEVICES_WRITE, this::keepApart))
                .post("/suggestions/{id}/settlement", desk.member(DEVICES_WRITE, this::settle));
    }

    /** A pair on its page: the device that would stay, the other, and why they are shown. */
    public record Shown(
            UUID id,
            String likeness,
            Device device,
            Device other,
            List<Clashes.Evidence> evidence,
            Link preview,
            String apart) {}

    /** Two that report as one, on a page: what tells of it, and where they report. */
    public record ShownFork(Forks.Fork fork, Link collector, @Nullable Link device, String end) {}

    /**
     * What waits for somebody to decide: machines that report as one, and pairs that may be one.
     */
    public record Suggestions(
            List<ShownFork> forks,
            List<Shown> pairs,
            List<Link> crumbs,
            String home,
            boolean mayDecide)
            implements Reply.Page {
        @Override
        public Object json() {
            var told = forks.stream().map(one -> Told.of(one.fork()));
            return muster.web.Page.whole(
                    Stream.concat(told, pairs.stream().map(Told::of)).toList());
        }
    }

    /** A fork has a collector, and one device if any; a pair has two. */
    private record Told(
            UUID id,
            String likeness,
            @Nullable UUID deviceId,
            @Nullable UUID otherId,
            @Nullable UUID collectorId,
            @Nullable String why,
            List<Clashes.Evidence> evidence) {
        static Told of(Forks.Fork one) {
            return new Told(
                    one.id(), "fork", one.device(), null, one.collector(), one.why(), List.of());
        }

        static Told of(Shown one) {
            return new Told(
                    one.id(),
                    one.likeness(),
                    one.device().id(),
                    one.other().id(),
                    null,
                    null,
                    one.evidence());
        }
    }

    private Reply suggestions(Request request) {
        var pairs = clashes.undecided().stream().flatMap(one -> shown(request, one).stream());
        return new Suggestions(
                forks.open().stream().map(one -> shown(request, one)).toList(),
                pairs.toList(),
                List.of(
                        new Link(messages.text("nav.devices"), request.path("/devices")),
                        new Link(
                                messages.text("devices.suggestions"),
                                request.path("/devices/suggestions"))),
                request.path("/devices/"),
                request.may(DEVICES_WRITE));
    }

    private ShownFork shown(Request request, Forks.Fork fork) {
        var device =
                Optional.ofNullable(fork.device()).flatMap(id -> devices.find(id, request.now()));
        return new ShownFork(
                fork,
                new Link(fork.name(), request.path("/collectors/" + fork.collector())),
                device.map(one -> new Link(one.hostname(), DeviceHead.path(request, one)))
                        .orElse(null),
                request.path("/devices/suggestions/" + fork.id() + "/settlement"));
    }

    private Optional<Shown> shown(Request request, Suggestion suggestion) {
        var two =
                Stream.of(suggestion.device(), suggestion.other())
                        .flatMap(id -> devices.find(id, request.now()).stream())
                        .sorted(SuggestionsPages::byWhoStays)
                        .toList();
        if (two.size() < 2) {
            return Optional.empty();
        }
        var path = request.path("/devices/" + two.getFirst().id() + "/merge");
        return Optional.of(
                new Shown(
                        suggestion.id(),
                        suggestion.likeness().word(),
                        two.getFirst(),
                        two.getLast(),
                        suggestion.evidence(),
                        new Link(
                                messages.text("devices.suggestions.preview"),
                                path + "?other=" + two.getLast().id()),
                        request.path("/devices/suggestions/" + suggestion.id() + "/apart")));
    }

    /** The one that is better known stays, of equals the one that was there first. */
    private static int byWhoStays(Device one, Device other) {
        var byStrength = one.provenance().compareTo(other.provenance());
        return byStrength != 0 ? byStrength : one.firstSeen().compareTo(other.firstSeen());
    }

    private Reply keepApart(Request request) {
        var pair = clashes.find(request.id("id")).orElseThrow(Problem::notFound);
        clashes.decide(pair.device(), pair.other(), Decision.APART, request.actor(), request.now());
        audit.record(
                request.actor(),
                "devices.kept-apart",
                "device:" + pair.device(),
                "device:" + pair.other());
        return Reply.Moved.to(request.path("/devices/suggestions"));
    }

    private Reply settle(Request request) {
        if (!forks.settle(request.id("id"), request.actor(), request.now())) {
            throw Problem.notFound();
        }
        return Reply.Moved.to(request.path("/devices/suggestions"));
    }
}
