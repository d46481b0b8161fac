package muster.organizations.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import muster.wire.Unseen;
import org.jspecify.annotations.Nullable;

/** What an identity provider says of a group. */
record GroupData(String displayName, @Nullable String externalId, Set<UUID> users) {
    private static final int LETTERS_MAX = 254;
    private static final GroupData NOTHING = new GroupData("", null, Set.of());

    /** Entra names who is to go in the path: {@code members[value eq "…"]}. */
    private static final Pattern ONE_MEMBER =
            Pattern.compile(
                    "members\\[\\s*value\\s+eq\\s+\"([^\"]+)\"\\s*]", Pattern.CASE_INSENSITIVE);

    GroupData {
        users = Set.copyOf(users);
    }

    static GroupData of(JsonNode sent) {
        return NOTHING.withAll(sent).checked();
    }

    private GroupData withAll(JsonNode sent) {
        if (!sent.isObject()) {
            throw Fault.invalidSyntax("expected an object");
        }
        var changed = this;
        for (var field : sent.properties()) {
            changed = changed.with(field.getKey(), field.getValue(), false);
        }
        return changed;
    }

    GroupData patched(JsonNode patch) {
        var changed = this;
        for (var operation : Patch.operations(patch)) {
            if (operation.removes()) {
                changed = changed.without(operation.path(), operation.value());
            } else {
                changed =
                        operation.path().isEmpty()
                                ? changed.withAll(operation.value())
                                : changed.with(
                                        operation.path(), operation.value(), operation.adds());
            }
        }
        return changed.checked();
    }

    private GroupData with(String path, JsonNode value, boolean adds) {
        return switch (Path.attribute(path)) {
            case "displayname" -> new GroupData(Patch.text(value), externalId, users);
            case "externalid" -> new GroupData(displayName, Patch.text(value), users);
            case "members" -> {
                var all = new LinkedHashSet<>(adds ? users : Set.<UUID>of());
                all.addAll(ids(value));
                yield new GroupData(displayName, externalId, all);
            }
            default -> this;
        };
    }

    private GroupData without(String path, JsonNode value) {
        return switch (Path.attribute(path)) {
            case "externalid" -> new GroupData(displayName, null, users);
            case "members" -> {
                var one = ONE_MEMBER.matcher(path);
                var going = one.find() ? List.of(id(one.group(1))) : ids(value);
                var left = new LinkedHashSet<>(users);
                // Without a word of whom, all of them.
                if (going.isEmpty()) {
                    left.clear();
                } else {
                    left.removeAll(going);
                }
                yield new GroupData(displayName, externalId, left);
            }
            case "" -> throw Fault.invalidPath("remove what?");
            default -> throw Fault.invalidValue(path + " cannot be removed");
        };
    }

    private static List<UUID> ids(JsonNode members) {
        var ids = new LinkedHashSet<UUID>();
        for (var one :
                members.isArray() || members.isMissingNode() ? members : Patch.list(members)) {
            ids.add(id(Patch.text(one.isObject() ? one.path("value") : one)));
        }
        return List.copyOf(ids);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw Fault.invalidValue("members: no such user " + text);
        }
    }

    private GroupData checked() {
        var good =
                Optional.of(displayName)
                        .filter(name -> !name.isBlank() && name.length() <= LETTERS_MAX)
                        .filter(name -> Unseen.in(name).isEmpty())
                        .isPresent();
        if (!good || (externalId != null && externalId.length() > LETTERS_MAX)) {
            throw Fault.invalidValue("displayName: from 1 to " + LETTERS_MAX + " letters");
        }
        return this;
    }
}
