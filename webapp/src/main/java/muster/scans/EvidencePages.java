package muster.scans;

import static muster.tenancy.Permission.DEVICES_READ;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import muster.database.Database;
import muster.devices.Device;
import muster.devices.DeviceHead;
import muster.devices.Devices;
import muster.matching.CannotTell;
import muster.matching.Component;
import muster.matching.Identity;
import muster.scans.Identities.Because;
import muster.scans.Identities.Identified;
import muster.scans.KeptEvidence.Piece;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts.Step;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** The identity tab of a device: what it is, why, its parts, and all that it gave. */
public final class EvidencePages {
    /** Of a text on a page; the API has all of it. */
    static final int LINES_SHOWN_MAX = 2_000;

    private final Desk desk;
    private final Devices devices;
    private final Identities identities;
    private final KeptEvidence kept;
    private final Messages messages;

    public EvidencePages(Desk desk, Database database, Devices devices, Messages messages) {
        this.desk = desk;
        this.devices = devices;
        this.identities = new Identities(database);
        this.kept = new KeptEvidence(database);
        this.messages = messages;
    }

    /** Mounted where devices are. */
    public void device(Routes routes) {
        routes.get("/{id}/evidence", desk.member(DEVICES_READ, this::all).asking("field"))
                .get(
                        "/{id}/evidence/{evidence}",
                        desk.member(DEVICES_READ, this::one).asking("line"));
        routes.endpoints().get("/{id}/modules", desk.member(DEVICES_READ, this::modules));
    }

    /**
     * What a device is and what it gave.
     *
     * @param identified null where no scanner asked it
     * @param unchecked why nothing is said of its system's vulnerabilities; null where it is: of
     *     others, none is no news
     * @param why of the field that is asked for, null where none is
     * @param path of the device
     */
    public record OfDevice(
            DeviceHead head,
            @Nullable Identified identified,
            @Nullable String unchecked,
            List<Piece> pieces,
            @Nullable Why why,
            String path)
            implements Reply.Page {
        public OfDevice {
            pieces = List.copyOf(pieces);
        }

        @Override
        public Object json() {
            return muster.web.Page.whole(pieces);
        }
    }

    /**
     * A line of a text.
     *
     * @param marked whether it is the one that is asked for
     */
    public record Line(int number, String text, boolean marked) {}

    /**
     * A text that a device gave.
     *
     * @param cut whether there are more lines than are shown
     */
    public record OnePiece(DeviceHead head, Piece piece, List<Line> lines, boolean cut, String text)
            implements Reply.Page {
        public OnePiece {
            lines = List.copyOf(lines);
        }

        @Override
        public Object json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("evidence", piece);
            json.put("text", text);
            return json;
        }
    }

    /** Why a fact of the device says what it says. */
    public record Why(String field, List<Step> steps) {
        public Why {
            steps = List.copyOf(steps);
        }
    }

    private Reply all(Request request) {
        var device = devices.of(request);
        var identified = identities.find(device.id());
        return new OfDevice(
                head(request, device),
                identified.orElse(null),
                identified.flatMap(this::unchecked).orElse(null),
                kept.of(device.id()),
                identified.flatMap(one -> why(request, device, one)).orElse(null),
                DeviceHead.path(request, device));
    }

    private Optional<String> unchecked(Identified identified) {
        var os = identified.os();
        if (os == null) {
            return Optional.of(messages.text("scans.unchecked.system"));
        } else if (!isNamed(os, identified.version())) {
            return Optional.of(messages.text("scans.unchecked.advisories", os));
        } else if (identified.version() == null) {
            return Optional.of(messages.text("scans.unchecked.version", os));
        } else {
            return Optional.empty();
        }
    }

    /** Whether advisories that are read name what it runs. */
    private static boolean isNamed(String os, @Nullable String version) {
        var system = new Component(Inspected.SYSTEM, os, version, null, null, null);
        return !(Identity.of(system) instanceof CannotTell);
    }

    private Reply one(Request request) {
        var device = devices.of(request);
        var piece = kept.find(device.id(), request.id("evidence")).orElseThrow(Problem::notFound);
        var text = kept.text(device.id(), piece.id());
        var sought = request.query("line").orElse("");
        var lines = new ArrayList<Line>();
        text.lines()
                .limit(LINES_SHOWN_MAX)
                .forEach(line ->
                        lines.add(
                                new Line(
                                        lines.size() + 1,
                                        visible(line),
                                        !sought.isEmpty() && isMeant(line, sought))));
        return new OnePiece(
                head(request, device),
                piece,
                lines,
                text.lines().skip(LINES_SHOWN_MAX).findAny().isPresent(),
                text);
    }

    /** What a terminal would do is not done to a page. */
    private static String visible(String line) {
        return line.codePoints()
                .map(c -> c != '\t' && Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .stripTrailing();
    }

    private static boolean isMeant(String line, String sought) {
        return line.strip().startsWith(sought);
    }

    private Optional<Why> why(Request request, Device device, Identified identified) {
        var path = DeviceHead.path(request, device);
        return request.query("field")
                .flatMap(field ->
                        identified.whys().stream()
                                .filter(one -> one.field().equals(field))
                                .findFirst()
                                .map(because ->
                                        new Why(
                                                title(field),
                                                steps(device, identified, because, path))));
    }

    private List<Step> steps(Device device, Identified identified, Because because, String path) {
        var steps = new ArrayList<Step>();
        steps.add(
                new Step(
                        messages.text("scans.why.evidence"),
                        because.evidence(),
                        messages.text(
                                "scans.why.by." + identified.provenance().word(),
                                identified.ipAddress() == null
                                        ? device.hostname()
                                        : identified.ipAddress()),
                        source(device, because, path).orElse(null)));
        steps.add(
                new Step(
                        messages.text("scans.why.rule"),
                        because.rule(),
                        messages.text("scans.why.rules", identified.rules()),
                        null));
        if (because.value() != null) {
            steps.add(new Step(title(because.field()), because.value(), "", null));
        }
        return steps;
    }

    /** The text in which the line stands. */
    private Optional<String> source(Device device, Because because, String path) {
        return kept.of(device.id()).stream()
                .filter(piece ->
                        kept.text(device.id(), piece.id())
                                .lines()
                                .anyMatch(line -> isMeant(line, because.evidence())))
                .findFirst()
                .map(piece ->
                        path
                                + "/evidence/"
                                + piece.id()
                                + "?line="
                                + URLEncoder.encode(because.evidence(), StandardCharsets.UTF_8)
                                + "#marked");
    }

    private Reply modules(Request request) {
        var device = devices.of(request);
        var modules = identities.find(device.id()).map(Identified::modules).orElse(List.of());
        return Reply.Json.ok(Page.whole(modules));
    }

    private String title(String field) {
        return messages.text("scans.field." + field);
    }

    private DeviceHead head(Request request, Device device) {
        return DeviceHead.of(request, device, DeviceHead.Tab.EVIDENCE, messages);
    }
}
