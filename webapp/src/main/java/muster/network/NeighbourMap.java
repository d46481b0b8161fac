package muster.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.DeviceTypes;
import muster.network.Links.Known;
import muster.network.Links.Told;
import org.jspecify.annotations.Nullable;

/** Who is connected to whom, as far as devices tell. */
final class NeighbourMap {
    static final int NODES_MAX = 500;
    static final int EDGES_MAX = 2_000;

    private static final int LINKS_READ_MAX = 4_000;
    private static final Pattern PORT = Pattern.compile("([a-z]{2})[a-z-]*[ -]?(\\d.*)");

    private final Database database;
    private final Links links;

    /**
     * A device, or a neighbour that is not known here.
     *
     * @param id of the device; of who is not known, made from the name
     * @param deviceId null where it is not known
     * @param glyph null where none stands for its type
     */
    public record Node(String id, String name, @Nullable UUID deviceId, @Nullable String glyph) {
        public boolean isKnown() {
            return deviceId != null;
        }
    }

    /** A cable; told by one end or both. */
    public record Edge(
            String from, String to, @Nullable String fromInterface, @Nullable String toInterface) {}

    /**
     * A map.
     *
     * @param cut whether there is more than is shown
     */
    public record Drawn(List<Node> nodes, List<Edge> edges, boolean cut) {
        public Drawn {
            nodes = List.copyOf(nodes);
            edges = List.copyOf(edges);
        }
    }

    NeighbourMap(Database database) {
        this.database = database;
        this.links = new Links(database);
    }

    /** The map of a site, or of all where it is null. */
    Drawn of(@Nullable UUID site) {
        var told = links.at(site, LINKS_READ_MAX);
        var nodes = new LinkedHashMap<String, Node>();
        devices(told).forEach(one -> nodes.put(one.id(), one));
        var known = new HashMap<UUID, Map<String, Known>>();
        told.stream()
                .collect(Collectors.groupingBy(Told::site))
                .forEach((at, of) -> known.put(at, links.known(of, at)));
        var edges = new ArrayList<Edge>();
        var drawn = new HashSet<List<String>>();
        var cut = told.size() == LINKS_READ_MAX;
        for (var one : told) {
            var from = one.device().toString();
            var there = there(one, known.getOrDefault(one.site(), Map.of()));
            var fits = nodes.containsKey(there.id()) || nodes.size() < NODES_MAX;
            if (!nodes.containsKey(from) || !fits || edges.size() == EDGES_MAX) {
                cut = true;
            } else if (!from.equals(there.id()) && drawn.add(cable(one, there))) {
                nodes.putIfAbsent(there.id(), there);
                edges.add(
                        new Edge(
                                from,
                                there.id(),
                                one.link().localInterface(),
                                one.link().remoteInterface()));
            }
        }
        return new Drawn(List.copyOf(nodes.values()), edges, cut);
    }

    private static Node there(Told told, Map<String, Known> known) {
        var link = Links.named(told.link(), known);
        var device = link.deviceId();
        if (device != null) {
            var type =
                    known.values().stream()
                            .filter(one -> one.id().equals(device))
                            .map(Known::type)
                            .findFirst();
            return new Node(
                    device.toString(),
                    String.valueOf(link.hostname()),
                    device,
                    type.map(DeviceTypes::glyph).orElse(null));
        }
        var said = link.remoteName() == null ? link.remotePlatform() : link.remoteName();
        var name = said == null ? String.valueOf(link.remoteInterface()) : said;
        return new Node(
                "unknown:" + told.site() + ":" + name.toLowerCase(Locale.ROOT), name, null, null);
    }

    /** The same from either end: its ends and their interfaces, however they are abbreviated. */
    private static List<String> cable(Told told, Node there) {
        var ends = new TreeSet<String>();
        ends.add(told.device() + " " + port(told.link().localInterface()));
        ends.add(there.id() + " " + port(told.link().remoteInterface()));
        return List.copyOf(ends);
    }

    private static String port(@Nullable String name) {
        var lower = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
        var port = PORT.matcher(lower);
        return port.matches() ? port.group(1) + port.group(2) : lower;
    }

    /** Those that tell of links, in the order of their names. */
    private List<Node> devices(List<Told> told) {
        var ids = told.stream().map(Told::device).distinct().toArray(UUID[]::new);
        return database.list(
                Sql.of(
                        """
                        select id, hostname, type from devices
                        where id = any (?::uuid[]) and retired_at is null
                        order by name_order, id limit ?
                        """,
                        ids,
                        NODES_MAX),
                row ->
                        new Node(
                                row.uuid("id").toString(),
                                row.text("hostname"),
                                row.uuid("id"),
                                DeviceTypes.glyph(row.text("type"))));
    }
}
