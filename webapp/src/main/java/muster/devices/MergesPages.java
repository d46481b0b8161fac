package muster.devices;

import static muster.tenancy.Permission.DEVICES_READ;
import static muster.tenancy.Permission.DEVICES_WRITE;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.audit.Audit;
import muster.devices.Clashes.Suggestion;
import muster.devices.MergePreview.Outcome;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Field;
import muster.web.Parts.Link;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/devices/{id}: what makes one device of two, and two of one. */
public final class MergesPages {
    private final Desk desk;
    private final Fleet fleet;
    private final Messages messages;
    private final Clashes clashes;
    private final MergePreview previews;
    private final Audit audit;

    /**
     * The pages.
     *
     * @param matching matches a device anew, for previews; false where the catalogue is not ready
     */
    public MergesPages(Desk desk, Fleet fleet, Messages messages, Predicate<UUID> matching) {
        this.desk = desk;
        this.fleet = fleet;
        this.messages = messages;
        this.clashes = new Clashes(fleet.database());
        this.audit = fleet.audit();
        this.previews =
                new MergePreview(fleet.database(), fleet.devices(), fleet.merges(), matching);
    }

    public void routing(Routes routes) {
        routes.get("/{id}/merge", desk.member(DEVICES_READ, this::preview).alone().asking("other"))
                .post("/{id}/merge", desk.member(DEVICES_WRITE, this::merge).reading(Merging.class))
                .post(
                        "/{id}/split",
                        desk.member(DEVICES_WRITE, this::split).reading(Splitting.class));
        routes.pages()
                .post("/{id}/merges/{merge}/removal", desk.member(DEVICES_WRITE, this::undo))
                .post("/{id}/adoption/removal", desk.member(DEVICES_WRITE, this::release));
        routes.endpoints()
                .get("/{id}/merges", desk.member(DEVICES_READ, this::merges))
                .delete("/{id}/merges/{merge}", desk.member(DEVICES_WRITE, this::undo))
                .delete("/{id}/adoption", desk.member(DEVICES_WRITE, this::release));
    }

    /**
     * What a merge would give, or the question with which other device.
     *
     * @param typed what was asked for and not found
     * @param namesakes all that are called so, where that is not one
     * @param turned the same merge the other way round
     */
    public record MergeOf(
            DeviceHead head,
            @Nullable Outcome outcome,
            List<Clashes.Evidence> evidence,
            Field typed,
            List<Device> namesakes,
            boolean mayMerge,
            String path,
            @Nullable Link turned)
            implements Reply.Page {
        @Override
        public Object json() {
            return outcome == null
                    ? Map.of("namesakes", namesakes)
                    : Map.of("outcome", outcome, "evidence", evidence);
        }
    }

    private record Merging(String other) {}

    private record Splitting(@Nullable List<String> identifiers, @Nullable String source) {}

    private Reply preview(Request request) {
        var typed = request.query("other").map(String::strip).orElse("");
        var tenant = request.tenant();
        var database = fleet.database();
        var device = database.inTenant(tenant, () -> fleet.devices().of(request));
        var others = database.inTenant(tenant, () -> named(typed, device, request));
        if (others.size() != 1) {
            return question(request, device, typed, others);
        }
        try {
            var outcome =
                    previews.of(
                            tenant,
                            device.id(),
                            others.getFirst().id(),
                            request.actor(),
                            request.now());
            return page(request, device, outcome, Field.EMPTY);
        } catch (Problem refused) {
            if (request.isApi()) {
                throw refused;
            }
            return page(request, device, null, new Field(typed, refused.detail()));
        }
    }

    /** Which other device is meant: nobody is called so, or several are. */
    private MergeOf question(Request request, Device device, String typed, List<Device> others) {
        var problem =
                typed.isEmpty()
                        ? null
                        : messages.text(
                                others.isEmpty() ? "devices.merge.nobody" : "devices.merge.several",
                                typed);
        return page(request, device, null, new Field(typed, problem), others);
    }

    /** Those of this name or id, without the device itself. */
    private List<Device> named(String typed, Device device, Request request) {
        return fleet.devices().named(typed).stream()
                .filter(one -> !one.id().equals(device.id()))
                .flatMap(one -> fleet.devices().find(one.id(), request.now()).stream())
                .toList();
    }

    private MergeOf page(Request request, Device device, @Nullable Outcome outcome, Field typed) {
        return page(request, device, outcome, typed, List.of());
    }

    private MergeOf page(
            Request request,
            Device device,
            @Nullable Outcome outcome,
            Field typed,
            List<Device> namesakes) {
        var path = DeviceHead.path(request, device) + "/merge";
        return new MergeOf(
                DeviceHead.of(request, device, DeviceHead.Tab.SOURCES, messages),
                outcome,
                outcome == null ? List.of() : evidence(request, outcome),
                typed,
                namesakes,
                request.may(DEVICES_WRITE),
                path,
                outcome == null
                        ? null
                        : new Link(
                                messages.text("devices.merge.turn", outcome.other().hostname()),
                                request.path(
                                        "/devices/"
                                                + outcome.other().id()
                                                + "/merge?other="
                                                + device.id())));
    }

    private List<Clashes.Evidence> evidence(Request request, Outcome outcome) {
        return fleet.database()
                .inTenant(
                        request.tenant(),
                        () ->
                                clashes.of(outcome.device().id(), outcome.other().id())
                                        .map(Suggestion::evidence)
                                        .orElse(List.of()));
    }

    private Reply merge(Request request) {
        var device = fleet.devices().of(request);
        var typed = request.body(Merging.class).other();
        var others = named(typed == null ? "" : typed, device, request);
        if (others.size() > 1) {
            throw Problem.of(
                    409,
                    "Ambiguous",
                    "other: several devices are called so, say the id of one of "
                            + others.stream().map(Device::id).toList());
        } else if (others.size() == 1) {
            merge(device, others.getFirst(), request);
        } else if (!isPart(typed == null ? "" : typed, device, request)) {
            throw Problem.of(404, "Not found", "other: there is no such device that you can see");
        }
        return done(request, device.id(), Map.of("device_id", device.id()));
    }

    private void merge(Device device, Device other, Request request) {
        if (fleet.merges().add(device, other, request.actor(), request.now())) {
            audit.record(
                    request.actor(),
                    "device.merged",
                    "device:" + device.id(),
                    other.hostname() + " (device:" + other.id() + ")");
        }
    }

    /** Whether that is done already, as it is for the second of two who ask at once. */
    private boolean isPart(String typed, Device device, Request request) {
        return fleet.merges().of(device.id(), request.now()).stream()
                .anyMatch(one -> one.merged().toString().equals(typed));
    }

    private static Reply done(Request request, UUID device, Map<String, UUID> told) {
        return new Reply.Moved(request.path("/devices/" + device), Reply.Json.ok(told));
    }

    private Reply merges(Request request) {
        var device = fleet.devices().of(request);
        return Reply.Json.ok(muster.web.Page.whole(fleet.merges().of(device.id(), request.now())));
    }

    private Reply undo(Request request) {
        var device = fleet.devices().of(request);
        var merged =
                fleet.merges()
                        .undo(device, request.id("merge"), request.actor(), request.now())
                        .orElseThrow(Problem::notFound);
        audit.record(
                request.actor(), "device.unmerged", "device:" + device.id(), "device:" + merged);
        return done(request, merged, Map.of("device_id", merged));
    }

    private Reply release(Request request) {
        var device = fleet.devices().of(request);
        var released =
                fleet.adoptions()
                        .undo(device, request.actor(), request.now())
                        .orElseThrow(Problem::notFound);
        audit.record(
                request.actor(),
                "device.adoption-undone",
                "device:" + device.id(),
                "device:" + released);
        return done(request, released, Map.of("device_id", released));
    }

    private Reply split(Request request) {
        var device = fleet.devices().of(request);
        var asked = request.body(Splitting.class);
        var source = asked.source();
        var other =
                source == null || source.isBlank()
                        ? fleet.splits()
                                .byIdentifiers(
                                        device,
                                        identifiers(asked.identifiers()),
                                        request.actor(),
                                        request.now())
                        : fleet.splits()
                                .bySources(
                                        device,
                                        Set.of(provenance(source)),
                                        null,
                                        request.actor(),
                                        request.now());
        audit.record(request.actor(), "device.split", "device:" + device.id(), "device:" + other);
        return new Reply.Moved(
                request.path("/devices/" + other), Reply.Json.created(Map.of("device_id", other)));
    }

    private static Provenance provenance(String word) {
        if (!Provenance.words().contains(word)) {
            throw Problem.badRequest("source: one of " + Provenance.words());
        }
        return Provenance.of(word);
    }

    /** Each as {@code kind:value}. */
    private static Set<Identifier> identifiers(@Nullable List<String> told) {
        return (told == null ? List.<String>of() : told)
                .stream()
                        .map(MergesPages::identifier)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Identifier identifier(String told) {
        var parts = told.split(":", 2);
        var kind =
                Stream.of(Identifier.Kind.values())
                        .filter(one -> one.word().equals(parts[0]))
                        .findFirst();
        if (kind.isEmpty() || parts.length < 2) {
            throw Problem.badRequest("identifiers: each is kind:value, such as serial:5CG1234XYZ");
        }
        return new Identifier(kind.get(), parts[1]);
    }
}
