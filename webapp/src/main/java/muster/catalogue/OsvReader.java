package muster.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import muster.matching.Advisory;
import muster.wire.ParserWords;
import org.jspecify.annotations.Nullable;

/** Reads one OSV record from its bytes, within limits, or says why it cannot be read. */
public final class OsvReader {
    public static final int ALIASES_MAX = 2_000;
    public static final int AFFECTED_MAX = 20_000;
    public static final int SUMMARY_CHARACTERS_MAX = 400;

    /** Java knows years that no database stores. */
    private static final int YEAR_MIN = 1;

    private static final int YEAR_MAX = 9999;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+-]{1,99}");

    private final List<String> aliases = new ArrayList<>();
    private final List<String> upstream = new ArrayList<>();
    private final List<String> related = new ArrayList<>();
    private final List<Advisory.Affected> affected = new ArrayList<>();
    private @Nullable String id;
    private @Nullable Instant modified;
    private @Nullable Instant published;
    private @Nullable Instant withdrawn;
    private String summary = "";
    private String details = "";
    private @Nullable String severity;

    private OsvReader() {}

    /** The record; throws {@link Unreadable} for everything that is none. */
    public static OsvRecord read(byte[] bytes) throws Unreadable {
        var reader = new OsvReader();
        try (var parser = Json.parser(bytes)) {
            Json.document(parser, reader::field);
            return reader.record();
        } catch (Unreadable unreadable) {
            throw unreadable;
        } catch (JsonProcessingException malformed) {
            throw new Unreadable(
                    "not JSON: " + ParserWords.plain(malformed.getOriginalMessage()), malformed);
        } catch (IOException malformed) {
            throw new Unreadable("not JSON: " + malformed.getMessage(), malformed);
        }
    }

    private void field(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "id" -> id = Json.text(parser);
            case "modified" -> modified = instant(parser);
            case "published" -> published = instant(parser);
            case "withdrawn" -> withdrawn = instant(parser);
            case "summary" -> summary = Json.text(parser);
            case "details" -> details = Json.text(parser);
            case "aliases" -> aliases.addAll(Json.texts(parser, ALIASES_MAX));
            case "upstream" -> upstream.addAll(Json.texts(parser, ALIASES_MAX));
            case "related" -> related.addAll(Json.texts(parser, ALIASES_MAX));
            case "severity" -> Json.array(parser, this::severity);
            case "affected" -> Json.array(parser, this::affected);
            default -> parser.skipChildren();
        }
    }

    private void severity(JsonParser parser) throws IOException {
        var score = new StringBuilder();
        Json.object(
                parser,
                (name, it) -> {
                    if (name.equals("score")) {
                        score.append(Json.text(it));
                    } else {
                        it.skipChildren();
                    }
                });
        // Several versions of CVSS may stand here; the last known to all readers is 3.
        if (severity == null || score.indexOf("CVSS:3") == 0) {
            severity = cut(score.toString(), 200);
        }
    }

    private void affected(JsonParser parser) throws IOException {
        if (affected.size() == AFFECTED_MAX) {
            throw new Unreadable("more than " + AFFECTED_MAX + " affected packages");
        }
        new OsvAffected(parser).packageVersions().ifPresent(affected::add);
    }

    private OsvRecord record() throws Unreadable {
        if (id == null || modified == null) {
            throw new Unreadable("no id or no time of modification");
        }
        if (!ID.matcher(id).matches()) {
            throw new Unreadable("not an id: " + cut(id, 40));
        }
        var names = aliases.stream().filter(alias -> ID.matcher(alias).matches()).toList();
        return new OsvRecord(
                id,
                modified,
                published,
                withdrawn,
                cut(summary.isBlank() ? firstSentence(details) : summary, SUMMARY_CHARACTERS_MAX),
                severity,
                names,
                Advisory.Subject.of(id, aliases, upstream, related),
                affected);
    }

    private static @Nullable Instant instant(JsonParser parser) throws IOException {
        var text = Json.textOrNull(parser);
        if (text == null) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(text);
            if (time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX) {
                throw new Unreadable("not a time: " + cut(text, 40));
            }
            return time.toInstant();
        } catch (DateTimeParseException malformed) {
            throw new Unreadable("not a time: " + cut(text, 40), malformed);
        }
    }

    private static String firstSentence(String text) {
        var plain = text.strip();
        var end = plain.indexOf(". ");
        return (end < 0 ? plain : plain.substring(0, end + 1)).replaceAll("\\s+", " ");
    }

    static String cut(@Nullable String text, int characters) {
        if (text == null) {
            return "";
        } else if (text.length() <= characters) {
            return text;
        } else {
            var end = Character.isHighSurrogate(text.charAt(characters - 1)) ? 1 : 0;
            return text.substring(0, characters - end) + "…";
        }
    }
}
