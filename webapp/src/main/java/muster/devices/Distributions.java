package muster.devices;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import muster.matching.Component.Distribution;
import org.jspecify.annotations.Nullable;

/** The distributions that advisories know, and how reporters spell them. */
public final class Distributions {
    private static final List<Spelling> SPELLINGS =
            Table.read("operating-systems.txt").stream().map(Spelling::of).toList();
    private static final Map<String, String> CODE_NAMES =
            Table.read("code-names.txt").stream()
                    .collect(Collectors.toUnmodifiableMap(List::getFirst, List::getLast));
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)*");
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    record Spelling(Pattern found, String id, String title, String example, String version) {
        static Spelling of(List<String> cells) {
            return new Spelling(
                    Pattern.compile(cells.get(0)),
                    cells.get(1),
                    cells.get(2),
                    cells.get(3),
                    cells.get(4));
        }
    }

    private Distributions() {}

    /** Empty where the system is none of them, or its release is not told. */
    public static Optional<Distribution> of(@Nullable String osName, @Nullable String osVersion) {
        var name = lower(osName);
        var version = lower(osVersion);
        return SPELLINGS.stream()
                .filter(spelling -> spelling.found().matcher(name + " " + version).find())
                .findFirst()
                .flatMap(spelling ->
                        release(version)
                                .or(() -> release(name))
                                .map(told -> new Distribution(spelling.id(), told)));
    }

    /** What people call the distribution of this os-release id. */
    public static String title(String id) {
        return SPELLINGS.stream()
                .filter(spelling -> spelling.id().equals(id))
                .map(Spelling::title)
                .findFirst()
                .orElse(id);
    }

    static List<Spelling> spellings() {
        return SPELLINGS;
    }

    private static Optional<String> release(String text) {
        var number = NUMBER.matcher(text);
        return number.find() ? Optional.of(number.group()) : codeName(text);
    }

    private static Optional<String> codeName(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> CODE_NAMES.get(word.group()))
                .filter(version -> version != null)
                .findFirst();
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
