package muster.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import muster.web.Route.Face;

/**
 * The route table, seen from the place where a room is mounted: a room says {@code /{id}}, the
 * table says {@code /o/{org}/devices/{id}} and its JSON twin.
 */
public final class Routes {
    private static final String PAGES = "/o/{org}";
    private static final String TWINS = "/api/v1/orgs/{org}";
    private static final String ALIASES = "/api/v1";

    private final List<Route> table;
    private final List<Mount> mounts;

    private record Mount(String prefix, Face face, boolean alias) {}

    public Routes() {
        this(new ArrayList<>(), List.of());
    }

    private Routes(List<Route> table, List<Mount> mounts) {
        this.table = table;
        this.mounts = mounts;
    }

    /** Mounts a room of the organization: its pages, their JSON twins, and the short aliases. */
    public Routes organization(String segment, Consumer<Routes> room) {
        var under = segment.isEmpty() ? "" : "/" + segment;
        var places = new ArrayList<Mount>();
        places.add(new Mount(PAGES + under, Face.PAGE, false));
        places.add(new Mount(TWINS + under, Face.API, false));
        if (!segment.isEmpty()) {
            places.add(new Mount(ALIASES + under, Face.API, true));
        }
        room.accept(new Routes(table, places));
        return this;
    }

    /** Mounts pages outside of any organization. */
    public Routes site(String prefix, Consumer<Routes> room) {
        room.accept(new Routes(table, List.of(new Mount(prefix, Face.PAGE, false))));
        return this;
    }

    /** Mounts addresses outside of any other whose organization is that of the key that comes. */
    public Routes ofKey(String prefix, Consumer<Routes> room) {
        room.accept(new Routes(table, List.of(new Mount(prefix, Face.PAGE, true))));
        return this;
    }

    /** Mounts endpoints for programs under {@code /api}. */
    public Routes api(String prefix, Consumer<Routes> room) {
        room.accept(new Routes(table, List.of(new Mount("/api" + prefix, Face.API, false))));
        return this;
    }

    /** The pages of this place only, for what a program has no use for, such as a form. */
    public Routes pages() {
        return only(Face.PAGE);
    }

    /** The endpoints of this place only, for what a browser has no page for. */
    public Routes endpoints() {
        return only(Face.API);
    }

    public Routes get(String path, Way way) {
        return add("GET", path, way);
    }

    public Routes post(String path, Way way) {
        return add("POST", path, way);
    }

    public Routes put(String path, Way way) {
        return add("PUT", path, way);
    }

    public Routes patch(String path, Way way) {
        return add("PATCH", path, way);
    }

    public Routes delete(String path, Way way) {
        return add("DELETE", path, way);
    }

    /** Every route, in the order of mounting. */
    public List<Route> table() {
        return Collections.unmodifiableList(table);
    }

    private Routes only(Face face) {
        return new Routes(table, mounts.stream().filter(mount -> mount.face() == face).toList());
    }

    private Routes add(String method, String path, Way way) {
        for (var mount : mounts) {
            var full = mount.prefix() + (path.equals("/") ? "" : path);
            table.add(
                    new Route(
                            method, full.isEmpty() ? "/" : full, mount.face(), mount.alias(), way));
        }
        return this;
    }
}
