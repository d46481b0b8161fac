package muster.organizations.scim;

import java.util.List;
import java.util.UUID;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.SampleShells;

/** The page of the identity provider that keeps the members. */
public final class ScimSamples implements PageSamples {
    private static final List<Parts.Choice> TABS =
            List.of(Parts.Choice.of("SCIM", "/o/acme/settings/scim", true));

    @Override
    public List<PageSample> samples() {
        var roles =
                List.of(
                        new Parts.Option("", "gives no role", true),
                        new Parts.Option("operator", "Operator", false));
        var row = new GroupsPages.Row(UUID.randomUUID(), "Operations", 12, roles);
        var shell = SampleShells.acme("");
        return List.of(
                PageSample.of("organizations/scim/provisioning", page(List.of(row)), shell),
                new PageSample("organizations/scim/provisioning", "empty", page(List.of()), shell));
    }

    private static GroupsPages.Provisioning page(List<GroupsPages.Row> rows) {
        return new GroupsPages.Provisioning(TABS, "http://localhost:8080/scim/v2", rows);
    }
}
