package muster.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import muster.wire.Change;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Signature;

/** What a fake hub does with batches: each place of an order once, and changes of what it has. */
final class FakeIntake {
    /** A place in the order and what came in it. */
    private record Place(UUID agent, UUID epoch, long sequence) {}

    final List<Report> reports = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();

    private final Map<Place, String> places = new HashMap<>();
    private final Map<UUID, String> lists = new HashMap<>();

    synchronized Reply batch(Asked request, UUID agent, Signature signature) throws IOException {
        var place = new Place(agent, signature.epoch(), signature.sequence());
        var digest = new String(request.body(), StandardCharsets.ISO_8859_1);
        var before = places.get(place);
        if (before != null) {
            return before.equals(digest) ? receipt(request, true) : Reply.of(409);
        }
        var content = inflated(request.body());
        if (request.verb().equals("events")) {
            events.addAll(new String(content, StandardCharsets.UTF_8).lines().toList());
        } else {
            var report = Report.decodeSigned(content);
            var change = sighting(report, Change.class);
            if (change.isPresent() && !change.get().base().equals(lists.get(agent))) {
                return Reply.of(412);
            }
            reports.add(report);
            if (sighting(report, Scan.class).isEmpty()) {
                lists.put(agent, change.map(Change::result).orElseGet(() -> digestOf(report)));
            }
        }
        places.put(place, digest);
        return receipt(request, false);
    }

    private static Reply receipt(Asked request, boolean duplicate) {
        return Reply.json(
                200,
                Json.object(json -> {
                    if (request.verb().equals("events")) {
                        json.writeNumberField("accepted", 1);
                    } else {
                        json.writeStringField("report_id", UUID.randomUUID().toString());
                    }
                    json.writeBooleanField("duplicate", duplicate);
                }));
    }

    private static String digestOf(Report report) {
        return sighting(report, Inventory.class).orElseThrow().softwareDigestText();
    }

    static <T> Optional<T> sighting(Report report, Class<T> kind) {
        return report.sightings().stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    synchronized void forgetLists() {
        lists.clear();
    }

    private static byte[] inflated(byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
