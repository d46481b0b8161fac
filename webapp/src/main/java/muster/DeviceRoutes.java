package muster;

import muster.devices.DevicesPages;
import muster.devices.MergesPages;
import muster.devices.RetirementRulePages;
import muster.devices.SourcesPages;
import muster.devices.SuggestionsPages;
import muster.inventory.SoftwarePages;
import muster.network.MapPages;
import muster.network.NetworkPages;
import muster.scans.EvidencePages;
import muster.scans.ScanPages;
import muster.web.Desk;
import muster.web.Routes;

/** Where the rooms are mounted that know devices: what they are, carry, and are connected to. */
final class DeviceRoutes {
    private final Rooms rooms;
    private final Desk desk;

    DeviceRoutes(Rooms rooms, Desk desk) {
        this.rooms = rooms;
        this.desk = desk;
    }

    void fill(Routes routes) {
        var fleet = rooms.fleet;
        var pages = new DevicesPages(desk, fleet, rooms.messages);
        var rule = new RetirementRulePages(desk, rooms.retirementRule, rooms.audit, rooms.messages);
        var merges = new MergesPages(desk, fleet, rooms.messages, rooms.rematch::nowIfReady);
        var software =
                new SoftwarePages(
                        desk,
                        rooms.database,
                        rooms.fleet.devices(),
                        rooms.fleet.counters(),
                        rooms.messages);
        var network = new NetworkPages(desk, rooms.database, rooms.fleet.devices(), rooms.messages);
        var map = new MapPages(desk, rooms.database, rooms.sites, rooms.messages);
        var evidence =
                new EvidencePages(desk, rooms.database, rooms.fleet.devices(), rooms.messages);
        var scans = new ScanPages(desk, rooms.database, rooms.messages);
        routes.organization("devices", pages::routing)
                .organization("devices", new SuggestionsPages(desk, fleet, rooms.messages)::routing)
                .organization("devices", merges::routing)
                .organization("settings/retirement", rule::routing)
                .organization("devices", new SourcesPages(desk, fleet, rooms.messages)::routing)
                .organization("devices", software::device)
                .organization("devices", network::device)
                .organization("devices", evidence::device)
                .organization("map", map::routing)
                .organization("scans", scans::routing)
                .organization("software", software::routing);
    }
}
