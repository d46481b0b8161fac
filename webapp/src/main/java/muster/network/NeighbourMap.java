package muster.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final int LINKS_READ_MAX = 20_000;
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

    /**
     * The map of a site, or of all where it is null.
     *
     * @param around a part of the names, or the id, of those that are shown with their neighbours;
     *     blank for all
     */
    Drawn of(@Nullable UUID site, String around) {
        var whole = whole(links.at(site, LINKS_READ_MAX));
        return cut(around.isBlank() ? whole : near(whole, around.strip()));
    }

    private Drawn whole(List<Told> told) {
        var nodes = new LinkedHashMap<String, Node>();
        devices(told).forEach(one -> nodes.put(one.id(), one));
        var known = new HashMap<UUID, Map<String, Known>>();
        told.stream()
                .collect(Collectors.groupingBy(Told::site))
                .forEach((at, of) -> known.put(at, links.known(of, at)));
        var edges = new ArrayList<Edge>();
        var drawn = new HashSet<List<String>>();
        for (var one : told) {
            var from = one.device().toString();
            var there = there(one, known.getOrDefault(one.site(), Map.of()));
            if (nodes.containsKey(from)
                    && !from.equals(there.id())
                    && drawn.add(cable(one, there))) {
                nodes.putIfAbsent(there.id(), there);
                edges.add(
                        new Edge(
                                from,
                                there.id(),
                                one.link().localInterface(),
                                one.link().remoteInterface()));
            }
        }
        return new Drawn(List.copyOf(nodes.values()), edges, told.size() == LINKS_READ_MAX);
    }

    /** Those that are meant, and who is at the other end of their cables. */
    private static Drawn near(Drawn whole, String around) {
        var sought = around.toLowerCase(Locale.ROOT);
        var meant =
                whole.nodes().stream()
                        .filter(node ->
                                node.id().equals(sought)
                                        || node.name().toLowerCase(Locale.ROOT).contains(sought))
                        .map(Node::id)
                        .collect(Collectors.toSet());
        var shown = new HashSet<>(meant);
        for (var edge : whole.edges()) {
            if (meant.contains(edge.from()) || meant.contains(edge.to())) {
                shown.add(edge.from());
                shown.add(edge.to());
            }
        }
        return only(whole, shown, whole.cut());
    }

    /** As many as a picture shows: those with the most cables. */
    private static Drawn cut(Drawn whole) {
        if (whole.nodes().size() <= NODES_MAX && whole.edges().size() <= EDGES_MAX) {
            return whole;
        }
        var cables =
                whole.edges().stream()
                        .flatMap(edge -> Stream.of(edge.from(), edge.to()))
                        .collect(Collectors.groupingBy(end -> end, Collectors.counting()));
        var shown =
                whole.nodes().stream()
                        .map(Node::id)
                        .sorted(
                                Comparator.comparing((String id) -> cables.getOrDefault(id, 0L))
                                        .reversed())
                        .limit(NODES_MAX)
                        .collect(Collectors.toSet());
        return only(whole, shown, true);
    }

    private static Drawn only(Drawn whole, Set<String> shown, boolean cut) {
        return new Drawn(
                whole.nodes().stream().filter(node -> shown.contains(node.id())).toList(),
                whole.edges().stream()
                        .filter(edge -> shown.contains(edge.from()) && shown.contains(edge.to()))
                        .limit(EDGES_MAX)
                        .toList(),
                cut);
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
                        order by name_order, id
                        """,
                        (Object) ids),
                row ->
                        new Node(
                                row.uuid("id").toString(),
                                row.text("hostname"),
                                row.uuid("id"),
                                DeviceTypes.glyph(row.text("type"))));
    }
}
