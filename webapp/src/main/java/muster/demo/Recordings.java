package muster.demo;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.intake.Import;
import muster.packages.PackageList;
import muster.web.Resource;
import muster.wire.SoftwareFact;

/** The texts that the story is made of: tables, and package lists as machines print them. */
final class Recordings {
    private Recordings() {}

    /** The rows of a table, each with this many cells; a line that begins with # is a remark. */
    static List<List<String>> rows(String name, int cells) {
        return text(name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> row(name, line, cells))
                .toList();
    }

    private static List<String> row(String name, String line, int cells) {
        var row = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
        if (row.size() != cells) {
            throw new IllegalStateException(
                    "%s: %d cells, not %d: %s".formatted(name, row.size(), cells, line));
        }
        return row;
    }

    /** These lists as one, as somebody would paste it; their names are parted by blanks. */
    static PackageList list(String names) {
        return PackageList.recognise(
                words(names).map(Recordings::text).collect(Collectors.joining("\n")));
    }

    /** What these lists name; of no list, nothing. */
    static List<SoftwareFact> software(String names) {
        return names.isEmpty() ? List.of() : Import.facts(list(names));
    }

    static Stream<String> words(String text) {
        return text.isEmpty() ? Stream.of() : Stream.of(text.split(" +"));
    }

    private static String text(String name) {
        return Resource.text(Recordings.class, name);
    }
}
