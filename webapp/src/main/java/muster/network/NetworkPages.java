package muster.network;

import static muster.tenancy.Permission.COLLECTORS_WRITE;
import static muster.tenancy.Permission.DEVICES_READ;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.devices.DeviceHead;
import muster.devices.Devices;
import muster.network.Connections.Interface;
import muster.network.Connections.Learnt;
import muster.network.Connections.Listener;
import muster.network.Connections.Neighbour;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts.Link;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.wire.Limits;
import org.jspecify.annotations.Nullable;

/** The network tab of a device, and its lists for programs */
public final class NetworkPages {
    /** Of each list; a program gets all of it. */
    static final int SHOWN_MAX = 500;

    private final Desk desk;
    private final Devices devices;
    private final Connections connections;
    private final Links links;
    private final Messages messages;

    public NetworkPages(Desk desk, Database database, Devices devices, Messages messages) {
        this.desk = desk;
        this.devices = devices;
        this.connections = new Connections(database);
        this.links = new Links(database);
        this.messages = messages;
    }

    /** Mounted where devices are. */
    public void device(Routes routes) {
        routes.get("/{id}/network", desk.member(DEVICES_READ, this::show));
        routes.endpoints()
                .get("/{id}/interfaces", desk.member(DEVICES_READ, this::interfaces))
                .get("/{id}/listeners", desk.member(DEVICES_READ, this::listeners))
                .get("/{id}/links", desk.member(DEVICES_READ, this::links))
                .get("/{id}/macs", desk.member(DEVICES_READ, this::macs))
                .get("/{id}/neighbours", desk.member(DEVICES_READ, this::neighbours));
    }

    /**
     * How a device is connected.
     *
     * @param told whether anybody said so
     * @param cut whether there is more of one of the lists than is shown
     * @param ports whether somebody told of its interfaces how fast they are, or whether they are
     *     up
     * @param enroll how to get it told
     * @param home the organization's path
     */
    public record Show(
            DeviceHead head,
            boolean told,
            boolean cut,
            boolean ports,
            List<Interface> interfaces,
            List<Listener> listeners,
            List<Neighbour> neighbours,
            List<Links.Linked> links,
            List<Learnt> macs,
            @Nullable Link enroll,
            String home)
            implements Reply.Page {
        public Show {
            interfaces = List.copyOf(interfaces);
            listeners = List.copyOf(listeners);
            neighbours = List.copyOf(neighbours);
            links = List.copyOf(links);
            macs = List.copyOf(macs);
        }

        @Override
        public Object json() {
            return Map.of(
                    "interfaces", interfaces,
                    "listeners", listeners,
                    "neighbours", neighbours,
                    "links", links,
                    "macs", macs);
        }
    }

    private Reply show(Request request) {
        var device = devices.of(request);
        var told = connections.told(device.id());
        var of = told.orElse(device.id());
        var interfaces = connections.interfaces(of, SHOWN_MAX);
        var listeners = connections.listeners(of, SHOWN_MAX);
        var neighbours = connections.neighbours(of, SHOWN_MAX);
        var linked = links.of(device.id(), SHOWN_MAX);
        var macs = connections.macs(of, SHOWN_MAX);
        return new Show(
                DeviceHead.of(request, device, DeviceHead.Tab.NETWORK, messages),
                told.isPresent() || !linked.isEmpty(),
                Stream.of(interfaces, listeners, neighbours, linked, macs)
                        .anyMatch(list -> list.size() == SHOWN_MAX),
                interfaces.stream().anyMatch(Interface::isPort),
                interfaces,
                listeners,
                neighbours,
                linked,
                macs,
                request.may(COLLECTORS_WRITE)
                        ? new Link(messages.text("network.enroll"), request.path("/enroll"))
                        : null,
                request.path(""));
    }

    private Reply interfaces(Request request) {
        var all = connections.interfaces(told(request), ScannedNetworks.INTERFACES_MAX);
        return Reply.Json.ok(Page.whole(all));
    }

    private Reply listeners(Request request) {
        var all = connections.listeners(told(request), Limits.LISTENERS_MAX);
        return Reply.Json.ok(Page.whole(all));
    }

    private Reply neighbours(Request request) {
        var all = connections.neighbours(told(request), Limits.NEIGHBOURS_MAX);
        return Reply.Json.ok(Page.whole(all));
    }

    private Reply links(Request request) {
        var device = devices.of(request).id();
        return Reply.Json.ok(Page.whole(links.of(device, ScannedNetworks.LINKS_MAX)));
    }

    private Reply macs(Request request) {
        var all = connections.macs(told(request), ScannedNetworks.MACS_MAX);
        return Reply.Json.ok(Page.whole(all));
    }

    private UUID told(Request request) {
        var device = devices.of(request).id();
        return connections.told(device).orElse(device);
    }
}
