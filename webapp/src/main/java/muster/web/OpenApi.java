package muster.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The route table as OpenAPI 3.1: every endpoint under {@code /api}, and what it needs. */
public final class OpenApi {
    private static final String PROBLEM = "#/components/responses/problem";

    private final List<Route> table;
    private final Site site;

    public OpenApi(Routes routes, Site site) {
        this.table = routes.table();
        this.site = site;
    }

    public void routing(Routes routes, Desk desk) {
        routes.get("/openapi.json", desk.anyone(_ -> Reply.Json.ok(document())));
    }

    /** One endpoint, for the page that people read. */
    public record Operation(String method, String path, String permission) {}

    /** Every endpoint, sorted by path. */
    public List<Operation> operations() {
        return endpoints().stream()
                .map(route -> new Operation(route.method(), route.path(), route.permissionWord()))
                .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .toList();
    }

    Map<String, Object> document() {
        var paths = new TreeMap<String, Map<String, Object>>();
        for (var route : endpoints()) {
            paths.computeIfAbsent(route.path(), _ -> new TreeMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Muster", "version", "1"));
        document.put("servers", List.of(Map.of("url", site.publicUrl().toString())));
        document.put("paths", paths);
        document.put("components", components());
        return document;
    }

    private List<Route> endpoints() {
        return table.stream().filter(route -> route.face() == Route.Face.API).toList();
    }

    private static Map<String, Object> operation(Route route) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("operationId", id(route));
        operation.put("x-permission", route.permissionWord());
        operation.put("parameters", parameters(route));
        operation.put(
                "security",
                route.door() == Door.ANYONE ? List.of() : List.of(Map.of("bearer", List.of())));
        operation.put("responses", responses(route));
        return operation;
    }

    private static String id(Route route) {
        var words = new ArrayList<String>(List.of(route.method().toLowerCase(Locale.ROOT)));
        Route.segments(route.path())
                .map(segment -> segment.replaceAll("[{}.]", ""))
                .forEach(words::add);
        return String.join("_", words).replace('-', '_');
    }

    private static List<Map<String, Object>> parameters(Route route) {
        return route.parameters().stream()
                .map(name ->
                        Map.<String, Object>of(
                                "name",
                                name,
                                "in",
                                "path",
                                "required",
                                true,
                                "schema",
                                Map.of("type", "string")))
                .toList();
    }

    private static Map<String, Object> responses(Route route) {
        var responses = new LinkedHashMap<String, Object>();
        responses.put("2XX", Map.of("description", "done"));
        responses.put("400", Map.of("$ref", PROBLEM));
        if (route.door() != Door.ANYONE) {
            responses.put("401", Map.of("$ref", PROBLEM));
        }
        if (route.door() == Door.MEMBER) {
            responses.put("403", Map.of("$ref", PROBLEM));
            responses.put("404", Map.of("$ref", PROBLEM));
        }
        responses.put("429", Map.of("$ref", PROBLEM));
        return responses;
    }

    private static Map<String, Object> components() {
        var fields = new LinkedHashMap<String, Object>();
        for (var name : List.of("type", "title", "detail")) {
            fields.put(name, Map.of("type", "string"));
        }
        fields.put("status", Map.of("type", "integer"));
        return Map.of(
                "securitySchemes",
                Map.of("bearer", Map.of("type", "http", "scheme", "bearer")),
                "responses",
                Map.of(
                        "problem",
                        Map.of(
                                "description",
                                "what went wrong",
                                "content",
                                Map.of(
                                        "application/problem+json",
                                        Map.of(
                                                "schema",
                                                Map.of("type", "object", "properties", fields))))));
    }
}
