package muster.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for what a pattern captured: {@code {model}}, or {@code {release|debian}} for
 * what the map named debian says of it, whatever its case. Where a place stays empty there is no
 * text at all.
 */
final class Template {
    private static final Pattern PLACE =
            Pattern.compile("\\{([a-z_]{1,32})(?:\\|([a-z0-9-]{1,32}))?}");

    /**
     * A piece of it.
     *
     * @param text literal, or the name of a group
     * @param map what the captured text is looked up in
     */
    private record Piece(String text, boolean isGroup, @Nullable Map<String, String> map) {}

    private final List<Piece> pieces = new ArrayList<>();

    private Template() {}

    static Template of(String text, Map<String, Map<String, String>> maps) {
        var template = new Template();
        var places = PLACE.matcher(text);
        int at = 0;
        while (places.find()) {
            template.literal(text.substring(at, places.start()));
            var map = places.group(2) == null ? null : maps.get(places.group(2));
            if (places.group(2) != null && map == null) {
                throw new IllegalArgumentException("there is no map " + places.group(2));
            }
            template.pieces.add(new Piece(places.group(1), true, map));
            at = places.end();
        }
        template.literal(text.substring(at));
        return template;
    }

    /** The template at a key, or null. */
    static @Nullable Template at(Entry entry, String key, Map<String, Map<String, String>> maps) {
        var text = entry.text(key);
        return text == null ? null : of(text, maps);
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, false, null));
        }
    }

    @Nullable String filled(Map<String, String> groups) {
        var text = new StringBuilder();
        for (var piece : pieces) {
            var part = part(piece, groups);
            if (part == null) {
                return null;
            }
            text.append(part);
        }
        return text.toString();
    }

    private static @Nullable String part(Piece piece, Map<String, String> groups) {
        if (!piece.isGroup) {
            return piece.text;
        }
        var captured = groups.get(piece.text.replace("_", ""));
        return captured == null || piece.map == null
                ? captured
                : piece.map.get(captured.toLowerCase(Locale.ROOT));
    }
}
