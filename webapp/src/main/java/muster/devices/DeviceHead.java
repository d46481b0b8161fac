package muster.devices;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Request;
import org.jspecify.annotations.Nullable;

/** The top of every page of a device: where we are, what it is, and its tabs. */
public record DeviceHead(Device device, List<Link> crumbs, List<Choice> tabs) {
    /** The tabs, in order; each belongs to the room of its content. */
    public enum Tab {
        OVERVIEW(""),
        SOFTWARE("/software"),
        FINDINGS("/findings"),
        NETWORK("/network"),
        EVIDENCE("/evidence"),
        TIMELINE("/timeline"),
        SOURCES("/sources");

        private final String path;

        Tab(String path) {
            this.path = path;
        }
    }

    public DeviceHead {
        crumbs = List.copyOf(crumbs);
        tabs = List.copyOf(tabs);
    }

    public static DeviceHead of(Request request, Device device, Tab current, Messages messages) {
        var home = path(request, device);
        return new DeviceHead(
                device,
                List.of(
                        new Link(messages.text("nav.devices"), request.path("/devices")),
                        new Link(device.hostname(), home)),
                Stream.of(Tab.values())
                        .map(tab ->
                                new Choice(
                                        messages.text("devices.tab." + word(tab)),
                                        home + tab.path,
                                        tab == current,
                                        count(device, tab)))
                        .toList());
    }

    /** The address of a device's page. */
    public static String path(Request request, Device device) {
        return request.path("/devices/" + device.id());
    }

    private static String word(Tab tab) {
        return tab.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long count(Device device, Tab tab) {
        return switch (tab) {
            case SOFTWARE -> (long) device.softwareCount();
            case FINDINGS -> (long) device.findingsOpen();
            case OVERVIEW, NETWORK, EVIDENCE, TIMELINE, SOURCES -> null;
        };
    }
}
