package muster.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path; a literal segment goes before a parameter. */
final class RouteTree {
    private final Node root = new Node();

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Route> methods = new TreeMap<>();
        @Nullable Node parameter;
    }

    /** A route and the values of its parameters. */
    record Match(Route route, Map<String, String> parameters) {}

    RouteTree(List<Route> table) {
        for (var route : table) {
            var taken = node(route).methods.putIfAbsent(route.method(), route);
            if (taken != null) {
                throw new IllegalStateException(
                        "two routes for " + route.method() + " " + route.path());
            }
        }
    }

    /** Where this path leads; throws 404, or 405 where only other methods do. */
    Match find(String method, String path) {
        var segments = Route.segments(path).map(RouteTree::decoded).toList();
        var values = new ArrayList<String>();
        var node = walk(root, segments, 0, values).orElseThrow(Problem::notFound);
        var route = node.methods.get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
            throw Problem.of(
                    405,
                    "Method not allowed",
                    "this address takes " + String.join(", ", node.methods.keySet()));
        }
        var parameters = new HashMap<String, String>();
        var names = route.parameters();
        for (var i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), values.get(i));
        }
        return new Match(route, Map.copyOf(parameters));
    }

    private Node node(Route route) {
        var node = root;
        for (var segment : Route.segments(route.path()).toList()) {
            if (Route.isParameter(segment)) {
                if (node.parameter == null) {
                    node.parameter = new Node();
                }
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(segment, _ -> new Node());
            }
        }
        return node;
    }

    private static Optional<Node> walk(
            Node node, List<String> segments, int depth, List<String> values) {
        if (depth == segments.size()) {
            return node.methods.isEmpty() ? Optional.empty() : Optional.of(node);
        }
        var literal = node.literals.get(segments.get(depth));
        if (literal != null) {
            var found = walk(literal, segments, depth + 1, values);
            if (found.isPresent()) {
                return found;
            }
        }
        // Nothing has a NUL in its name, and the database would not even look for it.
        if (node.parameter == null || segments.get(depth).indexOf('\0') >= 0) {
            return Optional.empty();
        }
        values.add(segments.get(depth));
        var found = walk(node.parameter, segments, depth + 1, values);
        if (found.isEmpty()) {
            values.removeLast();
        }
        return found;
    }

    private static String decoded(String segment) {
        try {
            // A plus sign is itself in a path; only a query turns it into a space.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(400, "Bad address", "the address has a broken % sequence");
        }
    }
}
