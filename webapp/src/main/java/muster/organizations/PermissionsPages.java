package muster.organizations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Reply;
import muster.web.Routes;

/** /docs/permissions and /api/v1/permissions: who may do what. */
public final class PermissionsPages {
    private final Desk desk;

    public PermissionsPages(Desk desk) {
        this.desk = desk;
    }

    /** The table, one line for each permission with a flag for each role. */
    public record Permissions(List<Role> roles, List<Row> rows) implements Reply.Page {}

    /** A permission and which of the roles have it, in their order. */
    public record Row(String permission, List<Boolean> held) {}

    public void pages(Routes routes) {
        routes.get("/", desk.anyone(_ -> page()));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.anyone(_ -> Reply.Json.ok(table())));
    }

    private static Permissions page() {
        var roles = List.of(Role.values());
        var rows =
                Stream.of(Permission.values())
                        .map(one ->
                                new Row(
                                        one.word(),
                                        roles.stream().map(role -> role.may(one)).toList()))
                        .toList();
        return new Permissions(roles, rows);
    }

    private static Map<String, Object> table() {
        var roles = new LinkedHashMap<String, List<String>>();
        for (var role : Role.values()) {
            roles.put(role.word(), role.permissions().stream().map(Permission::word).toList());
        }
        var table = new LinkedHashMap<String, Object>();
        table.put("permissions", Stream.of(Permission.values()).map(Permission::word).toList());
        table.put("roles", roles);
        return table;
    }
}
