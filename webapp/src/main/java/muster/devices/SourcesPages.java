package muster.devices;

import static muster.tenancy.Permission.DEVICES_READ;
import static muster.tenancy.Permission.DEVICES_WRITE;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Adoptions.Adoption;
import muster.devices.DeviceHead.Tab;
import muster.devices.Merges.Merge;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/devices/{id}/sources */
public final class SourcesPages {
    private final Desk desk;
    private final Database database;
    private final Devices devices;
    private final Merges merges;
    private final Adoptions adoptions;
    private final Messages messages;
    private final Sources sources;
    private final Identifiers identifiers;

    public SourcesPages(Desk desk, Fleet fleet, Messages messages) {
        this.desk = desk;
        this.database = fleet.database();
        this.devices = fleet.devices();
        this.merges = fleet.merges();
        this.adoptions = fleet.adoptions();
        this.messages = messages;
        this.sources = new Sources(database);
        this.identifiers = new Identifiers(database);
    }

    public void routing(Routes routes) {
        routes.get("/{id}/sources", desk.member(DEVICES_READ, this::sources));
    }

    /** Who speaks of a device: how much of it is shown, and when it was last heard. */
    public record Source(Provenance provenance, Instant heardAt, long facts, long shown) {}

    /** A program that reports for the device. */
    public record Collector(
            UUID id,
            String kind,
            String name,
            @Nullable String version,
            Instant enrolledAt,
            @Nullable Instant seenAt,
            @Nullable Instant revokedAt) {}

    /** Who says what about a device, and what it is known by. */
    public record DeviceSources(
            DeviceHead head,
            List<Source> sources,
            List<Facts.Told> facts,
            List<Identifiers.Held> identifiers,
            List<Collector> collectors,
            @Nullable Adoption adoption,
            List<Merge> merges,
            boolean mayChange,
            String path)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("sources", sources);
            json.put("facts", facts);
            json.put("identifiers", identifiers);
            json.put("collectors", collectors);
            json.put("adoption", adoption);
            json.put("merges", merges);
            return json;
        }
    }

    private Reply sources(Request request) {
        var device = devices.of(request);
        var told = sources.of(device.id()).told();
        return new DeviceSources(
                DeviceHead.of(request, device, Tab.SOURCES, messages),
                heard(sources.heard(device.id()), told),
                told,
                identifiers.of(device.id()),
                collectors(device.id()),
                adoptions.of(device.id()).orElse(null),
                merges.of(device.id(), request.now()),
                request.may(DEVICES_WRITE) && device.status() != Device.Status.RETIRED,
                DeviceHead.path(request, device));
    }

    /** The strongest first; one that said nothing that is still held is none. */
    private static List<Source> heard(Map<Provenance, Instant> heard, List<Facts.Told> told) {
        return heard.entrySet().stream()
                .map(one -> {
                    var own =
                            told.stream()
                                    .filter(fact -> fact.provenance() == one.getKey())
                                    .toList();
                    return new Source(
                            one.getKey(),
                            one.getValue(),
                            own.size(),
                            own.stream().filter(Facts.Told::shown).count());
                })
                .filter(source -> source.facts() > 0)
                .sorted(Comparator.comparing(Source::provenance))
                .toList();
    }

    private List<Collector> collectors(UUID device) {
        return database.list(
                Sql.of(
                        """
                        select id, kind, name, version, enrolled_at, seen_at, revoked_at
                        from collectors where device_id = ? order by enrolled_at, id
                        """,
                        device),
                row ->
                        new Collector(
                                row.uuid("id"),
                                row.text("kind"),
                                row.text("name"),
                                row.textOrNull("version"),
                                row.instant("enrolled_at"),
                                row.instantOrNull("seen_at"),
                                row.instantOrNull("revoked_at")));
    }
}
