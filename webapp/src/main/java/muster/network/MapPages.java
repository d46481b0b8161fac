package muster.network;

import static muster.tenancy.Permission.DEVICES_READ;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;
import muster.network.NeighbourMap.Drawn;
import muster.network.NeighbourMap.Node;
import muster.organizations.Sites;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/** /o/{org}/map */
public final class MapPages {
    private final Desk desk;
    private final NeighbourMap neighbours;
    private final Sites sites;
    private final Messages messages;

    public MapPages(Desk desk, Database database, Sites sites, Messages messages) {
        this.desk = desk;
        this.neighbours = new NeighbourMap(database);
        this.sites = sites;
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(DEVICES_READ, this::index).asking("site", "around"));
    }

    /**
     * The map, and the same as a list.
     *
     * @param choices of a site
     * @param names by the ids of nodes
     * @param around what was sought
     * @param site that is chosen, empty for all
     * @param home the organization's path
     */
    public record NetworkMap(
            List<Choice> choices,
            Drawn map,
            Map<String, Node> names,
            String around,
            String site,
            String home)
            implements Reply.Page {
        public NetworkMap {
            choices = List.copyOf(choices);
            names = Map.copyOf(names);
        }

        @Override
        public Object json() {
            return map;
        }
    }

    private Reply index(Request request) {
        var site = request.query("site").filter(text -> !text.isEmpty()).map(MapPages::id);
        if (site.isPresent() && sites.find(site.get()).isEmpty()) {
            throw Problem.notFound();
        }
        var around = request.query("around").orElse("").strip();
        var map = neighbours.of(site.orElse(null), around);
        var names = map.nodes().stream().collect(Collectors.toMap(Node::id, Function.identity()));
        return new NetworkMap(
                choices(request, site),
                map,
                names,
                around,
                site.map(UUID::toString).orElse(""),
                request.path(""));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.notFound();
        }
    }

    private List<Choice> choices(Request request, Optional<UUID> chosen) {
        var all =
                Choice.of(
                        messages.text("network.map.everywhere"),
                        request.path("/map"),
                        chosen.isEmpty());
        var each =
                sites.all().stream()
                        .map(site ->
                                Choice.of(
                                        site.name(),
                                        request.path("/map?site=" + site.id()),
                                        chosen.filter(site.id()::equals).isPresent()));
        return Stream.concat(Stream.of(all), each).toList();
    }
}
