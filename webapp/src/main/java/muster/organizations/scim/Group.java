package muster.organizations.scim;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group of an identity provider; its role is what its people are here, null where nobody said.
 */
record Group(
        UUID id,
        String displayName,
        @Nullable String externalId,
        @Nullable String role,
        List<UUID> users,
        Instant createdAt,
        Instant changedAt) {
    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";

    Group {
        users = List.copyOf(users);
    }

    boolean matches(Filter filter) {
        return filter.comparisons().stream().allMatch(this::matches);
    }

    private boolean matches(Filter.Comparison one) {
        return switch (one.attribute()) {
            case "id" -> one.holds(id.toString());
            case "displayname" -> one.holds(displayName);
            case "externalid" -> one.holds(externalId == null ? "" : externalId);
            case "members", "members.value" ->
                    users.stream().anyMatch(user -> one.holds(user.toString()));
            default -> throw Fault.invalidFilter("no group can be found by " + one.attribute());
        };
    }

    Map<String, Object> json(String base, boolean withMembers) {
        var json = new LinkedHashMap<String, Object>();
        json.put("schemas", List.of(SCHEMA));
        json.put("id", id);
        User.put(json, "externalId", externalId);
        json.put("displayName", displayName);
        if (withMembers) {
            json.put(
                    "members",
                    users.stream()
                            .map(one -> Map.of("value", one, "$ref", base + "/Users/" + one))
                            .toList());
        }
        json.put("meta", User.meta("Group", createdAt, changedAt, base + "/Groups/" + id));
        return json;
    }
}
