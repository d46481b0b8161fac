package muster.network;

import java.util.List;
import muster.devices.Cast;
import muster.devices.DeviceHead.Tab;
import muster.network.Connections.Interface;
import muster.network.Connections.Listener;
import muster.network.Connections.Neighbour;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Link;
import muster.web.SampleShells;

/** How a device is connected. */
public final class NetworkSamples implements PageSamples {
    private static final List<Interface> INTERFACES =
            List.of(
                    new Interface("lo", null, List.of("127.0.0.1"), Cast.NOW),
                    new Interface(
                            "eth0",
                            "52:54:00:12:34:56",
                            List.of("10.0.4.11", "fe80::1"),
                            Cast.NOW));
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
                sample("untold", show(false, List.of(), List.of(), List.of())));
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
                interfaces,
                listeners,
                neighbours,
                new Link("Enroll an agent", "/o/acme/enroll"),
                "/o/acme");
    }
}
