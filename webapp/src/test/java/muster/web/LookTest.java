package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The colours of muster.css by numbers: WCAG 2.2 contrast, in the light and the dark theme. */
class LookTest {
    private static final double TEXT = 4.5;
    private static final double SHAPES = 3;
    private static final Pattern TOKEN =
            Pattern.compile("--([\\w-]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\);");

    private static final Map<String, List<String>> tokens = new HashMap<>();

    /** Text in the first colour stands on each of the others. */
    private static final List<List<String>> TEXTS =
            List.of(
                    List.of("ink", "page", "surface", "raised", "sunken", "hover", "accent-soft"),
                    List.of("ink-soft", "page", "surface", "raised", "sunken", "accent-soft"),
                    List.of("ink-faint", "page", "surface", "raised", "sunken", "hover"),
                    List.of("accent", "page", "surface", "raised", "hover"),
                    List.of("accent-strong", "page", "surface", "accent-soft"),
                    List.of("on-accent", "accent", "accent-strong"),
                    List.of("critical", "critical-soft", "surface", "page", "raised"),
                    List.of("high", "high-soft", "surface"),
                    List.of("medium", "medium-soft", "surface"),
                    List.of("low", "low-soft", "surface"),
                    List.of("good", "good-soft", "surface", "raised"),
                    List.of("on-kev", "kev"),
                    List.of("page", "ink"));

    /** What must be seen but not read: borders of fields, focus rings, charts. */
    private static final List<List<String>> SEEN =
            List.of(
                    List.of("line-strong", "page", "surface", "raised"),
                    List.of("accent", "page", "surface", "raised", "sunken"));

    @BeforeAll
    static void read() throws IOException {
        var css = Files.readString(TemplateLintSource.ROOT.resolve("static/muster.css"));
        TOKEN.matcher(css)
                .results()
                .forEach(token ->
                        tokens.put(token.group(1), List.of(token.group(2), token.group(3))));
    }

    @Test
    void textsCanBeReadInBothThemes() {
        assertEquals(List.of(), tooFaint(TEXTS, TEXT));
    }

    @Test
    void fieldsAndFocusCanBeSeenInBothThemes() {
        assertEquals(List.of(), tooFaint(SEEN, SHAPES));
    }

    private static List<String> tooFaint(List<List<String>> pairs, double least) {
        var faint = new ArrayList<String>();
        for (var pair : pairs) {
            for (var ground : pair.subList(1, pair.size())) {
                for (int theme = 0; theme < 2; theme++) {
                    double contrast = contrast(color(pair.getFirst(), theme), color(ground, theme));
                    if (contrast < least) {
                        var where = theme == 0 ? "light" : "dark";
                        faint.add(
                                "%s on %s, %s: %.2f"
                                        .formatted(pair.getFirst(), ground, where, contrast));
                    }
                }
            }
        }
        return faint;
    }

    private static String color(String token, int theme) {
        return tokens.getOrDefault(token, List.of("000000", "000000")).get(theme);
    }

    // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        int rgb = Integer.parseInt(hex.toLowerCase(Locale.ROOT), 16);
        return 0.2126 * linear(rgb >> 16 & 255)
                + 0.7152 * linear(rgb >> 8 & 255)
                + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
