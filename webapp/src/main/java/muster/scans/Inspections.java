package muster.scans;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.devices.Arrivals;
import muster.devices.Arrivals.Arrival;
import muster.devices.Look;
import muster.devices.Marks;
import muster.devices.Seats;
import muster.identify.Field;
import muster.inventory.CatalogueNames;
import muster.inventory.Inventories;
import muster.inventory.Told;
import muster.inventory.Via;
import muster.network.ScannedNetworks;
import muster.scans.Identities.Identified;
import muster.web.Announcements;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/** Brings what evidence says of a device to the rooms that it is for. */
public final class Inspections {
    private static final String ANNOUNCED_KIND = "devices";

    private final Database database;
    private final Arrivals arrivals;
    private final Inventories inventories;
    private final CatalogueNames names;
    private final ScannedNetworks networks;
    private final Seats seats;
    private final Identities identities;
    private final KeptEvidence kept;
    private final Announcements announcements;

    /** What was seen, ready to be noted. */
    record Seen(Inspected inspected, DeviceFacts facts, Marks marks, Inventory inventory) {
        static Seen of(Inspected inspected, String otherwise, Marks marks) {
            var facts = inspected.facts(otherwise);
            return new Seen(inspected, facts, marks, inspected.inventory(facts));
        }
    }

    public Inspections(
            Database database,
            Arrivals arrivals,
            Inventories inventories,
            Seats seats,
            Announcements announcements) {
        this.database = database;
        this.arrivals = arrivals;
        this.inventories = inventories;
        this.names = new CatalogueNames(database);
        this.networks = new ScannedNetworks(database);
        this.seats = seats;
        this.identities = new Identities(database);
        this.kept = new KeptEvidence(database);
        this.announcements = announcements;
    }

    /**
     * Notes a device that a scanner asked; nothing where it would be one more than the plan has
     * room for.
     */
    Optional<Arrival> observe(Seen seen, UUID scan, Look look) {
        if (!seats.hasRoom() && !arrivals.know(seen.facts(), seen.marks(), look)) {
            return Optional.empty();
        }
        var arrival = arrivals.of(seen.facts(), seen.marks(), look);
        observe(arrival, seen, scan, Via.SCAN);
        return Optional.of(arrival);
    }

    /** Notes a device whose output somebody pasted. */
    public Arrival paste(Pasted pasted, Look look) {
        var seen = pasted.seen();
        var arrival = arrivals.of(seen.facts(), seen.marks(), look);
        observe(arrival, seen, null, Via.SHOW_VERSION);
        return arrival;
    }

    private void observe(Arrival arrival, Seen seen, @Nullable UUID scan, Via via) {
        if (arrival.late()) {
            return;
        }
        var device = arrival.device();
        var look = arrival.look();
        var provenance = look.provenance();
        var inspected = seen.inspected();
        var isBest = identities.isReplacedBy(device, provenance, look.at());
        if (!arrival.outspoken() && (isBest || arrival.counts())) {
            var inventory = seen.inventory();
            inventories.observe(arrival, inventory, Told.State.of(inventory, Set.of()), via);
            name(inspected);
        }
        networks.observe(arrival, inspected.identity());
        if (isBest) {
            kept.keep(device, inspected.evidence(), scan, look.at());
            identities.keep(device, inspected, provenance, scan, look.at(), look.received());
        }
        if (arrival.counts()) {
            seats.admitOneMore();
        }
        announce(device);
    }

    /**
     * Identifies a device again by what is kept of it.
     *
     * @param site of the device
     */
    void again(Identified before, UUID site, Instant now) {
        var device = before.deviceId();
        var address = before.ipAddress();
        var inspected =
                Inspected.again(
                        address == null ? null : IpAddress.of(address),
                        kept.together(device, before.scanId()));
        var look = new Look(before.provenance(), null, site, null, null, before.observedAt(), now);
        var seen = Seen.of(inspected, before.hostname(), inspected.marks((_, _) -> false));
        arrivals.again(device, seen.facts(), seen.marks(), look)
                .ifPresent(arrival -> {
                    var via = before.scanId() == null ? Via.SHOW_VERSION : Via.SCAN;
                    var state = Told.State.of(seen.inventory(), Set.of());
                    inventories.observe(arrival, seen.inventory(), state, via);
                    name(inspected);
                    networks.observe(arrival, inspected.identity());
                    announce(device);
                });
        identities.keep(
                device, inspected, before.provenance(), before.scanId(), before.observedAt(), now);
    }

    private void name(Inspected inspected) {
        var cpe = inspected.said(Field.CPE);
        if (cpe != null) {
            inspected.system().ifPresent(system -> names.name(system, cpe));
        }
    }

    private void announce(UUID device) {
        var tenant = database.tenant();
        database.afterCommit(
                () -> announcements.announce(tenant, ANNOUNCED_KIND, device.toString()));
    }
}
