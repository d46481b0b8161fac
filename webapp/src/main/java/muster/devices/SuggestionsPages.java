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

/** /o/{org}/devices/suggestions */
public final class SuggestionsPages {
    private final Desk desk;
    private final Devices devices;
    private final Clashes clashes;
    private final Audit audit;
    private final Messages messages;

    public SuggestionsPages(Desk desk, DevicesPages.Room room, Messages messages) {
        this.desk = desk;
        this.devices = room.devices();
        this.clashes = new Clashes(room.database());
        this.audit = room.audit();
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/suggestions", desk.member(DEVICES_READ, this::suggestions))
                .post("/suggestions/{id}/apart", desk.member(DEVICES_WRITE, this::keepApart));
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

    /** The pairs that wait for somebody to decide. */
    public record Suggestions(List<Shown> pairs, List<Link> crumbs, String home, boolean mayDecide)
            implements Reply.Page {
        @Override
        public Object json() {
            return muster.web.Page.whole(
                    pairs.stream()
                            .map(one ->
                                    new Told(
                                            one.id(),
                                            one.likeness(),
                                            one.device().id(),
                                            one.other().id(),
                                            one.evidence()))
                            .toList());
        }
    }

    private record Told(
            UUID id,
            String likeness,
            UUID deviceId,
            UUID otherId,
            List<Clashes.Evidence> evidence) {}

    private Reply suggestions(Request request) {
        var pairs = clashes.undecided().stream().flatMap(one -> shown(request, one).stream());
        return new Suggestions(
                pairs.toList(),
                List.of(
                        new Link(messages.text("nav.devices"), request.path("/devices")),
                        new Link(
                                messages.text("devices.suggestions"),
                                request.path("/devices/suggestions"))),
                request.path("/devices/"),
                request.may(DEVICES_WRITE));
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
}
