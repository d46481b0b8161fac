package muster.enrollment;

import static muster.tenancy.Permission.COLLECTORS_READ;
import static muster.tenancy.Permission.COLLECTORS_WRITE;
import static muster.tenancy.Permission.DEVICES_READ;
import static muster.tenancy.Permission.INVENTORY_WRITE;

import java.util.List;
import java.util.Map;
import muster.tenancy.Permission;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Request;

/** The tabs of what collects: those that the reader may open. */
public final class CollectTabs {
    private static final List<Map.Entry<String, Permission>> TABS =
            List.of(
                    Map.entry("enroll", COLLECTORS_WRITE),
                    Map.entry("collectors", COLLECTORS_READ),
                    Map.entry("scans", DEVICES_READ),
                    Map.entry("enrollment-tokens", COLLECTORS_READ),
                    Map.entry("imports", INVENTORY_WRITE));

    private CollectTabs() {}

    /** The tabs, the one of this word being open. */
    public static List<Parts.Choice> of(Request request, Messages messages, String open) {
        return TABS.stream()
                .filter(tab -> request.may(tab.getValue()))
                .map(tab ->
                        Parts.Choice.of(
                                messages.text("enrollment.tab." + tab.getKey()),
                                request.path("/" + tab.getKey()),
                                tab.getKey().equals(open)))
                .toList();
    }
}
