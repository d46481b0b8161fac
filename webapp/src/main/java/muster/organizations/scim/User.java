package muster.organizations.scim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Row;
import org.jspecify.annotations.Nullable;

/** Somebody whom an identity provider keeps. */
record User(
        UUID id,
        UUID person,
        String userName,
        @Nullable String externalId,
        String email,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String formatted,
        boolean active,
        Instant createdAt,
        Instant changedAt) {
    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";

    static User of(Row row) {
        return new User(
                row.uuid("id"),
                row.uuid("person_id"),
                row.text("user_name"),
                row.textOrNull("external_id"),
                row.text("email"),
                row.textOrNull("given_name"),
                row.textOrNull("family_name"),
                row.textOrNull("formatted"),
                row.flag("active"),
                row.instant("created_at"),
                row.instant("changed_at"));
    }

    /** What can be changed of it. */
    UserData data() {
        return new UserData(userName, externalId, email, givenName, familyName, formatted, active);
    }

    /** Whether it is what a filter asks for. */
    boolean matches(Filter filter) {
        return filter.comparisons().stream().allMatch(one -> one.holds(value(one.attribute())));
    }

    private String value(String attribute) {
        var value =
                switch (attribute) {
                    case "id" -> id.toString();
                    case "username" -> userName;
                    case "externalid" -> externalId;
                    case "emails", "emails.value" -> email;
                    case "name.givenname" -> givenName;
                    case "name.familyname" -> familyName;
                    case "name.formatted", "displayname" -> formatted;
                    case "active" -> String.valueOf(active);
                    default -> throw Fault.invalidFilter("nobody can be found by " + attribute);
                };
        return value == null ? "" : value;
    }

    Map<String, Object> json(String base) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schemas", List.of(SCHEMA));
        json.put("id", id);
        put(json, "externalId", externalId);
        json.put("userName", userName);
        var name = new LinkedHashMap<String, Object>();
        put(name, "givenName", givenName);
        put(name, "familyName", familyName);
        put(name, "formatted", formatted);
        json.put("name", name);
        put(json, "displayName", formatted);
        json.put("emails", List.of(Map.of("value", email, "type", "work", "primary", true)));
        json.put("active", active);
        json.put("meta", meta("User", createdAt, changedAt, base + "/Users/" + id));
        return json;
    }

    static Map<String, Object> meta(
            String type, Instant created, Instant changed, String location) {
        var meta = new LinkedHashMap<String, Object>();
        meta.put("resourceType", type);
        meta.put("created", created);
        meta.put("lastModified", changed);
        meta.put("location", location);
        return meta;
    }

    static void put(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
