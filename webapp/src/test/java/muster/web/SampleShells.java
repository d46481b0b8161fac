package muster.web;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** SampleShells for samples: Ada of Acme, and a visitor nobody knows. */
public final class SampleShells {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final List<String> WORDS =
            List.of(
                    "overview",
                    "devices",
                    "software",
                    "findings",
                    "activity",
                    "policies",
                    "collect");
    private static final Shell.Organization ACME = new Shell.Organization("acme", "Acme");

    private SampleShells() {}

    /** Ada, owner of Acme, in the part of the navigation named by word ("" = none). */
    public static Shell acme(String current) {
        var items = new ArrayList<Shell.Item>();
        for (var word : WORDS) {
            var href = word.equals("overview") ? "/o/acme" : "/o/acme/" + word;
            var count = word.equals("findings") ? Long.valueOf(1041) : null;
            items.add(new Shell.Item(word, href, word.equals(current), count));
        }
        return new Shell(
                new Shell.Person("Ada Lovelace", "ada@acme.example"),
                ACME,
                List.of(ACME, new Shell.Organization("globex", "Globex")),
                items,
                true,
                "csrf-token",
                Shell.Theme.SYSTEM,
                ZONE,
                true);
    }

    /** A visitor who is not signed in. */
    public static Shell visitor() {
        return new Shell(
                null, null, List.of(), List.of(), false, "", Shell.Theme.SYSTEM, ZONE, true);
    }
}
