package muster.organizations.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads changes as identity providers really send them. */
final class Patch {
    static final int OPERATIONS_MAX = 1_000;

    private Patch() {}

    /** One change; the path is empty where the value names what it changes. */
    record Operation(boolean adds, boolean removes, String path, JsonNode value) {}

    static List<Operation> operations(JsonNode patch) {
        var sent = patch.path("Operations");
        if (!sent.isArray()) {
            throw Fault.invalidSyntax("Operations: expected a list");
        } else if (sent.size() > OPERATIONS_MAX) {
            throw Fault.invalidValue("Operations: at most " + OPERATIONS_MAX);
        }
        var operations = new ArrayList<Operation>();
        for (var one : sent) {
            var verb = one.path("op").asText().toLowerCase(Locale.ROOT);
            if (!List.of("add", "replace", "remove").contains(verb)) {
                throw Fault.invalidSyntax("op: add, replace or remove");
            }
            var value = one.has("value") ? one.get("value") : MissingNode.getInstance();
            operations.add(
                    new Operation(
                            verb.equals("add"),
                            verb.equals("remove"),
                            one.path("path").asText(),
                            value));
        }
        return List.copyOf(operations);
    }

    static String text(JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw Fault.invalidValue("expected a text");
        }
        return value.asText().strip();
    }

    /** True and false, also as texts: "False" is what Entra sends. */
    static boolean flag(JsonNode value) {
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Fault.invalidValue("active: true or false");
        };
    }

    static JsonNode list(JsonNode one) {
        return JsonNodeFactory.instance.arrayNode().add(one);
    }
}
