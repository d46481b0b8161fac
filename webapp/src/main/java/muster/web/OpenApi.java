package muster.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import muster.wire.Signature;
import org.jspecify.annotations.Nullable;

/** The route table as OpenAPI 3.1: every endpoint under {@code /api}, and what it needs. */
public final class OpenApi {
    private static final String PROBLEM = "#/components/responses/problem";
    private static final String JSON = "application/json";
    private static final Set<Door> OF_COLLECTORS =
            EnumSet.of(Door.COLLECTOR, Door.SIGNED, Door.RENEWING);
    private static final Map<String, Object> PAGE =
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                            "items", Map.of("type", "array", "items", Map.of("type", "object")),
                            "next_cursor", Map.of("type", List.of("string", "null"))));

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
        body(route.input()).ifPresent(body -> operation.put("requestBody", body));
        operation.put("security", security(route.door()));
        operation.put("responses", responses(route));
        return operation;
    }

    /** Any one of these will do. */
    private static List<Map<String, Object>> security(Door door) {
        Map<String, Object> bearer = Map.of("bearer", List.of());
        return switch (door) {
            case ANYONE -> List.of();
            case COLLECTOR ->
                    List.of(bearer, Map.of("agent_key", List.of()), Map.of("signature", List.of()));
            case SIGNED, RENEWING -> List.of(Map.of("signature", List.of()));
            case KNOWN, PERSON, ACCOUNT, MEMBER -> List.of(bearer);
        };
    }

    private static String id(Route route) {
        var words = new ArrayList<String>(List.of(route.method().toLowerCase(Locale.ROOT)));
        Route.segments(route.path())
                .map(segment -> segment.replaceAll("[{}.]", ""))
                .forEach(words::add);
        return String.join("_", words).replace('-', '_');
    }

    private static List<Map<String, Object>> parameters(Route route) {
        var parameters = new ArrayList<Map<String, Object>>();
        route.parameters().forEach(name -> parameters.add(parameter(name, "path")));
        route.input().asked().forEach(name -> parameters.add(parameter(name, "query")));
        route.input().headers().forEach(name -> parameters.add(parameter(name, "header")));
        if (OF_COLLECTORS.contains(route.door())) {
            parameters.addAll(signature(route.door() != Door.COLLECTOR));
        }
        return parameters;
    }

    /**
     * What a collector signs with.
     *
     * @param required whether nobody else may come
     */
    private static List<Map<String, Object>> signature(boolean required) {
        Map<String, Object> id = Map.of("type", "string", "format", "uuid");
        return List.of(
                header(Signature.KEY_HEADER, id, required),
                header(Signature.EPOCH_HEADER, id, required),
                header(
                        Signature.SEQUENCE_HEADER,
                        Map.of("type", "integer", "minimum", 0),
                        required),
                header(
                        Signature.CODE_HEADER,
                        Map.of("type", "string", "pattern", "^[0-9a-f]{64}$"),
                        required));
    }

    private static Map<String, Object> header(
            String name, Map<String, Object> schema, boolean required) {
        return Map.of("name", name, "in", "header", "required", required, "schema", schema);
    }

    private static Map<String, Object> parameter(String name, String in) {
        Map<String, Object> schema =
                name.equals("limit")
                        ? Map.of("type", "integer", "minimum", 1, "maximum", Query.LIMIT_MAX)
                        : Map.of("type", "string");
        return Map.of("name", name, "in", in, "required", in.equals("path"), "schema", schema);
    }

    private static Optional<Map<String, Object>> body(Input input) {
        var record = input.record();
        var mediaType = input.mediaType();
        if (record != null) {
            var schema = Schema.of(record);
            var required = !List.of().equals(schema.get("required"));
            return Optional.of(body(JSON, orSigned(schema, input.signed()), required));
        } else if (mediaType != null) {
            var kind = mediaType.equals(JSON) ? "object" : "string";
            return Optional.of(body(mediaType, Map.of("type", kind), true));
        } else {
            return Optional.empty();
        }
    }

    private static Map<String, Object> orSigned(
            Map<String, Object> schema, @Nullable Class<? extends Record> signed) {
        if (signed == null) {
            return schema;
        }
        var keyed = new LinkedHashMap<>(schema);
        keyed.put("title", "keyed");
        var other = new LinkedHashMap<>(Schema.of(signed));
        other.put("title", "signed");
        return Map.of("anyOf", List.of(keyed, other));
    }

    private static Map<String, Object> body(
            String mediaType, Map<String, Object> schema, boolean required) {
        return Map.of("required", required, "content", content(mediaType, schema));
    }

    private static Map<String, Object> content(String mediaType, Map<String, Object> schema) {
        return Map.of(mediaType, Map.of("schema", schema));
    }

    private static Map<String, Object> responses(Route route) {
        var responses = new LinkedHashMap<String, Object>();
        responses.put(
                "2XX",
                route.input().isOfList()
                        ? Map.of("description", "one page", "content", content(JSON, PAGE))
                        : Map.of("description", "done"));
        responses.put("400", Map.of("$ref", PROBLEM));
        if (route.door() != Door.ANYONE) {
            responses.put("401", Map.of("$ref", PROBLEM));
        }
        if (route.door() == Door.MEMBER) {
            responses.put("403", Map.of("$ref", PROBLEM));
            responses.put("404", Map.of("$ref", PROBLEM));
        }
        if (OF_COLLECTORS.contains(route.door())) {
            responses.put("403", Map.of("$ref", PROBLEM));
            responses.put("409", Map.of("$ref", PROBLEM));
            responses.put("410", Map.of("$ref", PROBLEM));
        }
        if (route.input().signed() != null) {
            responses.put("412", Map.of("$ref", PROBLEM));
        }
        if (body(route.input()).isPresent()) {
            responses.put("413", Map.of("$ref", PROBLEM));
            responses.put("415", Map.of("$ref", PROBLEM));
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
                Map.of(
                        "bearer",
                        Map.of("type", "http", "scheme", "bearer"),
                        "agent_key",
                        Map.of("type", "apiKey", "in", "header", "name", "X-Agent-Key"),
                        "signature",
                        Map.of("type", "apiKey", "in", "header", "name", Signature.CODE_HEADER)),
                "responses",
                Map.of(
                        "problem",
                        Map.of(
                                "description",
                                "what went wrong",
                                "content",
                                content(
                                        Problem.MEDIA_TYPE,
                                        Map.of("type", "object", "properties", fields)))));
    }
}
