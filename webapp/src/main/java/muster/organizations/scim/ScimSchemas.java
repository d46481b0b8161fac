package muster.organizations.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What this service can do, as clients ask for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7643#section-5">RFC 7643, 5 to 7</a>
 */
final class ScimSchemas {
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

    private ScimSchemas() {}

    static Map<String, Object> config(String base) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schemas", List.of(CORE + "ServiceProviderConfig"));
        json.put("patch", Map.of("supported", true));
        json.put("bulk", Map.of("supported", false, "maxOperations", 0, "maxPayloadSize", 0));
        json.put("filter", Map.of("supported", true, "maxResults", 500));
        json.put("changePassword", Map.of("supported", false));
        json.put("sort", Map.of("supported", false));
        json.put("etag", Map.of("supported", false));
        json.put(
                "authenticationSchemes",
                List.of(
                        Map.of(
                                "type", "oauthbearertoken",
                                "name", "API key",
                                "description", "A key of the organization that may change members",
                                "primary", true)));
        json.put(
                "meta",
                Map.of(
                        "resourceType",
                        "ServiceProviderConfig",
                        "location",
                        base + "/ServiceProviderConfig"));
        return json;
    }

    static List<Map<String, Object>> types(String base) {
        return List.of(
                type(base, "User", "/Users", User.SCHEMA),
                type(base, "Group", "/Groups", Group.SCHEMA));
    }

    private static Map<String, Object> type(
            String base, String name, String endpoint, String schema) {
        return Map.of(
                "schemas", List.of(CORE + "ResourceType"),
                "id", name,
                "name", name,
                "endpoint", endpoint,
                "schema", schema,
                "meta",
                        Map.of(
                                "resourceType",
                                "ResourceType",
                                "location",
                                base + "/ResourceTypes/" + name));
    }

    static List<Map<String, Object>> schemas() {
        return List.of(
                schema(
                        User.SCHEMA,
                        "User",
                        Stream.of(
                                attribute("userName", "string", true),
                                attribute("externalId", "string", false),
                                attribute("displayName", "string", false),
                                complex("name", false, "givenName", "familyName", "formatted"),
                                complex("emails", true, "value", "type"),
                                attribute("active", "boolean", false))),
                schema(
                        Group.SCHEMA,
                        "Group",
                        Stream.of(
                                attribute("displayName", "string", true),
                                attribute("externalId", "string", false),
                                complex("members", true, "value"))));
    }

    private static Map<String, Object> schema(
            String id, String name, Stream<Map<String, Object>> attributes) {
        return Map.of(
                "schemas",
                List.of(CORE + "Schema"),
                "id",
                id,
                "name",
                name,
                "attributes",
                attributes.toList());
    }

    private static Map<String, Object> attribute(String name, String type, boolean required) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", name);
        json.put("type", type);
        json.put("multiValued", false);
        json.put("required", required);
        json.put("caseExact", false);
        json.put("mutability", "readWrite");
        json.put("returned", "default");
        json.put("uniqueness", required ? "server" : "none");
        return json;
    }

    private static Map<String, Object> complex(String name, boolean many, String... parts) {
        var json = attribute(name, "complex", false);
        json.put("multiValued", many);
        json.put(
                "subAttributes",
                Stream.of(parts).map(part -> attribute(part, "string", false)).toList());
        return json;
    }
}
