package muster.network;

import java.util.List;
import java.util.stream.Collectors;
import muster.devices.Cast;
import muster.devices.DeviceHead.Tab;
import muster.network.Connections.Interface;
import muster.network.Connections.Learnt;
import muster.network.Connections.Listener;
import muster.network.Connections.Neighbour;
import muster.network.Links.Linked;
import muster.network.NeighbourMap.Drawn;
import muster.network.NeighbourMap.Edge;
import muster.network.NeighbourMap.Node;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** How a device is connected. */
public final class NetworkSamples implements PageSamples {
    private static final List<Interface> INTERFACES =
            List.of(
                    new Interface(
                            "lo", null, List.of("127.0.0.1"), null, null, null, null, Cast.NOW),
                    new Interface(
                            "eth0",
                            "52:54:00:12:34:56",
                            List.of("10.0.4.11", "fe80::1"),
                            null,
                            null,
                            null,
                            null,
                            Cast.NOW));
    private static final List<Interface> PORTS =
            List.of(
                    port("Gi1/0/1", "uplink", 1_000_000_000L, true, true),
                    port("Gi1/0/2", null, 1_000_000_000L, true, false),
                    port("Gi1/0/3", null, null, false, false),
                    port("Vlan1", null, null, null, null));
    private static final List<Linked> LINKS =
            List.of(
                    new Linked(
                            Cast.ID,
                            "Gi1/0/1",
                            "core-1.example.net",
                            "Te1/1/1",
                            "Catalyst",
                            Cast.ID,
                            "core-1",
                            Cast.NOW),
                    new Linked(Cast.ID, null, "sw-9", null, null, null, null, Cast.NOW));
    private static final List<Learnt> MACS =
            List.of(
                    new Learnt("52:54:00:12:34:58", 10, "Gi1/0/2", Cast.NOW),
                    new Learnt("52:54:00:12:34:59", null, null, Cast.NOW));
    private static final List<Listener> LISTENERS =
            List.of(
                    new Listener("tcp", 443, "0.0.0.0", "nginx", Cast.NOW),
                    new Listener("udp", 323, "127.0.0.1", null, Cast.NOW));
    private static final List<Neighbour> NEIGHBOURS =
            List.of(
                    new Neighbour(
                            "10.0.4.1", "52:54:00:12:34:57", "eth0", Cast.ID, "gw-1", Cast.NOW),
                    new Neighbour("10.0.4.9", "52:54:00:12:34:58", null, null, null, Cast.NOW));

    @Override
    public List<PageSample> samples() {
        return List.of(
                sample("", show(true, INTERFACES, LISTENERS, NEIGHBOURS)),
                sample("nothing", show(true, List.of(), List.of(), List.of())),
                sample("switch", ofSwitch()),
                map("", drawn(true)),
                map("empty", new Drawn(List.of(), List.of(), false)),
                map("nobody", new Drawn(List.of(), List.of(), false)),
                sample("untold", show(false, List.of(), List.of(), List.of())));
    }

    private static Interface port(
            String name,
            @Nullable String alias,
            @Nullable Long speed,
            @Nullable Boolean admin,
            @Nullable Boolean oper) {
        return new Interface(name, null, List.of(), alias, speed, admin, oper, Cast.NOW);
    }

    private static NetworkPages.Show ofSwitch() {
        return new NetworkPages.Show(
                Cast.head(Tab.NETWORK),
                true,
                false,
                true,
                PORTS,
                List.of(),
                NEIGHBOURS,
                LINKS,
                MACS,
                null,
                "/o/acme");
    }

    private static Drawn drawn(boolean cut) {
        return new Drawn(
                List.of(
                        new Node("a", "core-1", Cast.ID, "network_device"),
                        new Node("b", "access-1", Cast.ID, null),
                        new Node("c", "sw-9", null, null)),
                List.of(new Edge("a", "b", "Te1/1/1", "Gi1/0/1"), new Edge("a", "c", null, null)),
                cut);
    }

    private static PageSample map(String state, Drawn drawn) {
        var names = drawn.nodes().stream().collect(Collectors.toMap(Node::id, node -> node));
        var sites = List.of(Choice.of("All sites", "/o/acme/map", true));
        return new PageSample(
                "network/network-map",
                state,
                new MapPages.NetworkMap(
                        sites, drawn, names, state.equals("nobody") ? "x" : "", "", "/o/acme"),
                SampleShells.acme("devices"));
    }

    private static PageSample sample(String state, Record page) {
        return new PageSample("network/show", state, page, SampleShells.acme("devices"));
    }

    private static NetworkPages.Show show(
            boolean told,
            List<Interface> interfaces,
            List<Listener> listeners,
            List<Neighbour> neighbours) {
        return new NetworkPages.Show(
                Cast.head(Tab.NETWORK),
                told,
                told,
                false,
                interfaces,
                listeners,
                neighbours,
                List.of(),
                List.of(),
                new Link("Enroll an agent", "/o/acme/enroll"),
                "/o/acme");
    }
}
