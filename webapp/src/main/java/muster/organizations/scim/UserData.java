package muster.organizations.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import muster.identity.EmailAddress;
import muster.wire.Unseen;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider says of somebody. What it says beside that, such as a title, is read
 * over: nothing here asks for it.
 */
record UserData(
        String userName,
        @Nullable String externalId,
        String email,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String formatted,
        boolean active) {
    private static final int LETTERS_MAX = 200;
    private static final UserData NOBODY = new UserData("", null, "", null, null, null, true);

    /** A whole user as it was sent. */
    static UserData of(JsonNode sent) {
        return NOBODY.withAll(sent).checked();
    }

    /** With each of the attributes of this object, dotted names too. */
    private UserData withAll(JsonNode sent) {
        if (!sent.isObject()) {
            throw Fault.invalidSyntax("expected an object");
        }
        var changed = this;
        for (var field : sent.properties()) {
            changed = changed.with(field.getKey(), field.getValue());
        }
        return changed;
    }

    /**
     * With these changes; operations may be capital ("Add"), booleans texts ("False"), and a change
     * without a path holds several.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2">RFC 7644, 3.5.2</a>
     */
    UserData patched(JsonNode patch) {
        var changed = this;
        for (var operation : Patch.operations(patch)) {
            var path = operation.path();
            if (operation.removes()) {
                changed = changed.without(path);
            } else {
                changed =
                        path.isEmpty()
                                ? changed.withAll(operation.value())
                                : changed.with(path, operation.value());
            }
        }
        return changed.checked();
    }

    private UserData with(String path, JsonNode value) {
        return switch (Path.attribute(path)) {
            case "username" -> withUserName(Patch.text(value));
            case "externalid" -> withExternalId(Patch.text(value));
            case "active" -> withActive(Patch.flag(value));
            case "displayname", "name.formatted" -> named(givenName, familyName, Patch.text(value));
            case "name.givenname" -> named(Patch.text(value), familyName, formatted);
            case "name.familyname" -> named(givenName, Patch.text(value), formatted);
            case "name" -> withName(value);
            case "emails" -> mailbox(value).map(this::withEmail).orElse(this);
            case "emails.value" -> withEmail(Patch.text(value));
            default -> this;
        };
    }

    private UserData without(String path) {
        return switch (Path.attribute(path)) {
            case "externalid" -> withExternalId(null);
            case "displayname", "name.formatted" -> named(givenName, familyName, null);
            case "name.givenname" -> named(null, familyName, formatted);
            case "name.familyname" -> named(givenName, null, formatted);
            case "name" -> named(null, null, null);
            case "username", "active", "emails", "emails.value" ->
                    throw Fault.invalidValue(path + " cannot be removed");
            case "" -> throw Fault.invalidPath("remove what?");
            default -> this;
        };
    }

    private UserData withName(JsonNode name) {
        var changed = this;
        for (var field : name.properties()) {
            changed = changed.with("name." + field.getKey(), field.getValue());
        }
        return changed;
    }

    /** The primary one, or that of work, or the first. */
    private static Optional<String> mailbox(JsonNode emails) {
        var best = Optional.<JsonNode>empty();
        for (var one : emails.isArray() ? emails : Patch.list(emails)) {
            var primary = one.path("primary").asText().toLowerCase(Locale.ROOT).equals("true");
            var work = one.path("type").asText().equalsIgnoreCase("work");
            if (best.isEmpty() || primary || (work && !isPrimary(best.get()))) {
                best = Optional.of(one);
            }
        }
        return best.map(one -> Patch.text(one.isObject() ? one.path("value") : one));
    }

    private static boolean isPrimary(JsonNode one) {
        return one.path("primary").asText().equalsIgnoreCase("true");
    }

    private UserData withUserName(String name) {
        return new UserData(name, externalId, email, givenName, familyName, formatted, active);
    }

    private UserData withExternalId(@Nullable String id) {
        return new UserData(userName, id, email, givenName, familyName, formatted, active);
    }

    private UserData withEmail(String address) {
        return new UserData(
                userName, externalId, address, givenName, familyName, formatted, active);
    }

    private UserData withActive(boolean now) {
        return new UserData(userName, externalId, email, givenName, familyName, formatted, now);
    }

    private UserData named(
            @Nullable String given, @Nullable String family, @Nullable String whole) {
        return new UserData(userName, externalId, email, given, family, whole, active);
    }

    /** The same with a mailbox that is one: where none was said, the name may be it. */
    private UserData checked() {
        if (userName.isBlank()
                || userName.length() > EmailAddress.LETTERS_MAX
                || Unseen.in(userName).isPresent()) {
            throw Fault.invalidValue("userName: from 1 to 254 letters");
        }
        for (var one : Arrays.asList(externalId, givenName, familyName, formatted)) {
            if (one != null && (one.length() > LETTERS_MAX || Unseen.in(one).isPresent())) {
                throw Fault.invalidValue("names: at most " + LETTERS_MAX + " letters on one line");
            }
        }
        var address =
                EmailAddress.of(email.isEmpty() ? userName : email)
                        .orElseThrow(() ->
                                Fault.invalidValue("emails: the address of a mailbox is needed"));
        return withEmail(address.text());
    }

    /** What the person is called where nobody knows them yet. */
    String name() {
        if (formatted != null && !formatted.isBlank()) {
            return formatted;
        }
        var both = (text(givenName) + " " + text(familyName)).strip();
        return both.isEmpty() ? email.substring(0, email.indexOf('@')) : both;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
