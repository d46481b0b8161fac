package muster.organizations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import muster.tenancy.Permission;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Request;

/** The tabs of an organization's settings: those that the reader may open. */
public final class SettingsTabs {
    private static final List<Map.Entry<String, Permission>> TABS =
            List.of(
                    Map.entry("", Permission.ORGANIZATION_READ),
                    Map.entry("/members", Permission.MEMBERS_READ),
                    Map.entry("/sign-in", Permission.MEMBERS_READ),
                    Map.entry("/keys", Permission.KEYS_READ),
                    Map.entry("/scim", Permission.MEMBERS_WRITE),
                    Map.entry("/retirement", Permission.ORGANIZATION_READ),
                    Map.entry("/sso", Permission.SSO_READ),
                    Map.entry("/domains", Permission.SSO_READ),
                    Map.entry("/audit", Permission.AUDIT_READ));

    private SettingsTabs() {}

    /** The tabs, with the one of this path, such as {@code /keys}, being open. */
    public static List<Parts.Choice> of(Request request, Messages messages, String path) {
        var tabs = new ArrayList<Parts.Choice>();
        for (var tab : TABS) {
            if (request.may(tab.getValue())) {
                var word = tab.getKey().isEmpty() ? "general" : tab.getKey().substring(1);
                tabs.add(
                        Parts.Choice.of(
                                messages.text("organizations.tab." + word),
                                request.path("/settings" + tab.getKey()),
                                tab.getKey().equals(path)));
            }
        }
        return List.copyOf(tabs);
    }
}
