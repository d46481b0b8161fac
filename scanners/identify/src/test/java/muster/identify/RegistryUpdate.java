package muster.identify;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Makes {@code identify/registry} of what IEEE and IANA publish. Arguments: a folder with {@code
 * oui.csv}, {@code mam.csv}, {@code oui36.csv}, {@code iab.csv} (IEEE) and {@code
 * enterprise-numbers} (IANA), and the folder to write; write the new dates into {@code SOURCES}.
 */
final class RegistryUpdate {
    private static final List<String> IEEE = List.of("oui.csv", "mam.csv", "oui36.csv", "iab.csv");

    /** Blocks that IEEE keeps for smaller assignments: whoever made the interface, it was not. */
    private static final String UNASSIGNED = "IEEE Registration Authority";

    /** IANA's own text has the name on the next line; shorter editions of it behind the number. */
    private static final Pattern ENTERPRISE =
            Pattern.compile("^([0-9]{1,9})(?:\\t([^\\t\\r\\n]+)|\\R +(\\S.*))", Pattern.MULTILINE);

    private static final Pattern NOBODY = Pattern.compile("(?i)-+none-+|reserved|unassigned");

    private RegistryUpdate() {}

    public static void main(String... arguments) throws IOException {
        var published = Path.of(arguments[0]);
        var registry = Path.of(arguments[1]);
        write(registry.resolve("prefixes.gz"), prefixes(published));
        write(registry.resolve("enterprises.gz"), enterprises(published));
    }

    private static Map<Long, String> prefixes(Path published) throws IOException {
        var names = new TreeMap<Long, String>();
        for (var file : IEEE) {
            try (var in = Files.newBufferedReader(published.resolve(file))) {
                // Registry, Assignment, Organization Name, Organization Address
                for (var row = row(in); !row.isEmpty(); row = row(in)) {
                    if (row.get(1).matches("[0-9A-F]+") && !row.get(2).equals(UNASSIGNED)) {
                        long prefix = Long.parseLong(row.get(1), 16);
                        // A few old blocks are listed twice; the later line is believed.
                        names.put(
                                Registry.prefixNumber(prefix, row.get(1).length()),
                                row.get(2).strip());
                    }
                }
            }
        }
        return names;
    }

    /** The next row of comma-separated values (RFC 4180); empty at the end. */
    private static List<String> row(Reader in) throws IOException {
        var row = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        int before = -1;
        int c = in.read();
        while (c >= 0 && (quoted || c != '\n')) {
            if (c == '"') {
                quoted = !quoted;
                // Two of them within quotes are one of the name's own.
                cell.append(quoted && before == '"' ? "\"" : "");
            } else if (c == ',' && !quoted) {
                row.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append((char) c);
            }
            before = c;
            c = in.read();
        }
        if (c >= 0 || !cell.isEmpty()) {
            row.add(cell.toString());
        }
        return row;
    }

    private static Map<Long, String> enterprises(Path published) throws IOException {
        var names = new TreeMap<Long, String>();
        var all = ENTERPRISE.matcher(Files.readString(published.resolve("enterprise-numbers")));
        while (all.find()) {
            var name = (all.group(2) == null ? all.group(3) : all.group(2)).strip();
            if (!name.isEmpty() && !NOBODY.matcher(name).matches()) {
                names.put(Long.parseLong(all.group(1)), name);
            }
        }
        return names;
    }

    private static void write(Path file, Map<Long, String> names) throws IOException {
        var text = new StringBuilder();
        names.forEach((number, name) ->
                text.append(Long.toHexString(number))
                        .append('\t')
                        .append(name.replaceAll("[\\t\\r\\n]+", " "))
                        .append('\n'));
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        System.out.println(file.getFileName() + ": " + names.size());
    }
}
