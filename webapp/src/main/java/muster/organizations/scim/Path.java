package muster.organizations.scim;

import java.util.Locale;
import java.util.regex.Pattern;

/** How attributes are named in filters and patches, brought to one form. */
final class Path {
    private static final Pattern SCHEMA =
            Pattern.compile(
                    "^urn:ietf:params:scim:schemas:[\\w.:]+:(?:User|Group):?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*]");

    private Path() {}

    /**
     * The attribute in small letters, without its schema: {@code emails[type eq "work"].value} is
     * {@code emails.value}, for there is one mailbox.
     */
    static String attribute(String path) {
        var own = SCHEMA.matcher(path.strip()).replaceFirst("");
        return BRACKETS.matcher(own).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
