package muster.organizations;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Reply;
import muster.web.Route;
import muster.web.Routes;

/** /docs/permissions and /api/v1/permissions: who may do what. */
public final class PermissionsPages {
    private final Desk desk;
    private final Routes table;

    public PermissionsPages(Desk desk, Routes table) {
        this.desk = desk;
        this.table = table;
    }

    /** The table, one line for each permission with a flag for each role. */
    public record Permissions(List<Role> roles, List<Row> rows) implements Reply.Page {}

    /**
     * A permission.
     *
     * @param held which of the roles have it, in their order
     * @param opened what it lets in to, such as {@code GET /o/{org}/devices}
     */
    public record Row(String permission, List<Boolean> held, List<String> opened) {
        public Row {
            held = List.copyOf(held);
            opened = List.copyOf(opened);
        }
    }

    public void pages(Routes routes) {
        routes.get("/", desk.anyone(_ -> page()));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.anyone(_ -> Reply.Json.ok(words())));
    }

    private Permissions page() {
        var roles = List.of(Role.values());
        var rows =
                Stream.of(Permission.values())
                        .map(one ->
                                new Row(
                                        one.word(),
                                        roles.stream().map(role -> role.may(one)).toList(),
                                        opened(one)))
                        .toList();
        return new Permissions(roles, rows);
    }

    /** The pages and endpoints, without the short addresses that lead to the same. */
    private List<String> opened(Permission permission) {
        return table.table().stream()
                .filter(route -> route.permission() == permission && !route.alias())
                .sorted(Comparator.comparing(Route::path))
                .map(route -> route.method() + " " + route.path())
                .distinct()
                .toList();
    }

    private static Map<String, Object> words() {
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
