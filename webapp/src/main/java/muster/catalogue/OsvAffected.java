package muster.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import muster.matching.Advisory;
import muster.matching.Ranges;
import muster.matching.Scheme;
import muster.matching.Span;
import org.jspecify.annotations.Nullable;

/** One element of OSV's {@code affected}: a package, its ranges and its listed versions. */
final class OsvAffected {
    static final int EVENTS_MAX = 2_000;

    /** Listed versions times spans: what it costs to see which versions the ranges hold already. */
    static final long COMPARISONS_MAX = 1_000_000;

    static final int VERSIONS_MAX = 200_000;
    static final int NAME_CHARACTERS_MAX = 300;
    static final int NOTE_CHARACTERS_MAX = 60;

    /** What Debian's tracker says of a vulnerability that it has not judged. */
    private static final String NO_URGENCY = "not yet assigned";

    /** The events of one range; git commits say nothing about versions and are left out. */
    private static final class Range {
        private final List<Ranges.Event> events = new ArrayList<>();
        private boolean git;
    }

    private final List<Range> ranges = new ArrayList<>();
    private List<String> versions = List.of();
    private @Nullable String ecosystem;
    private @Nullable String name;
    private @Nullable String note;

    OsvAffected(JsonParser parser) throws IOException {
        Json.object(parser, this::field);
    }

    /** Empty for what names no package, such as a repository with its tags. */
    Optional<Advisory.Affected> packageVersions() throws Unreadable {
        if (ecosystem == null || name == null) {
            return Optional.empty();
        }
        var scheme = Scheme.of(ecosystem);
        var spans = new ArrayList<Span>();
        for (var range : ranges) {
            if (!range.git) {
                spans.addAll(Ranges.spans(range.events, scheme));
            }
        }
        if ((long) versions.size() * spans.size() > COMPARISONS_MAX) {
            throw new Unreadable(
                    "%d versions and %d ranges of %s"
                            .formatted(versions.size(), spans.size(), name));
        }
        spans.addAll(Ranges.listed(versions, List.copyOf(spans), scheme));
        return spans.isEmpty()
                ? Optional.empty()
                : Optional.of(new Advisory.Affected(ecosystem, name, spans, note));
    }

    private void field(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "package" -> Json.object(parser, this::packageField);
            case "ranges" -> Json.array(parser, this::range);
            case "versions" -> versions(parser);
            case "ecosystem_specific", "database_specific" -> specific(parser);
            default -> parser.skipChildren();
        }
    }

    private void packageField(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "ecosystem" -> ecosystem = bounded(Json.text(parser));
            case "name" -> name = bounded(Json.text(parser));
            default -> parser.skipChildren();
        }
    }

    private static String bounded(String text) throws Unreadable {
        if (text.isBlank() || text.length() > NAME_CHARACTERS_MAX) {
            throw new Unreadable("a package name of " + text.length() + " characters");
        }
        return text;
    }

    private void versions(JsonParser parser) throws IOException {
        versions = Json.texts(parser, VERSIONS_MAX);
    }

    private void range(JsonParser parser) throws IOException {
        var range = new Range();
        Json.object(
                parser,
                (field, it) -> {
                    switch (field) {
                        case "type" -> range.git = Json.text(it).equals("GIT");
                        case "events" -> Json.array(it, element -> event(element, range));
                        default -> it.skipChildren();
                    }
                });
        ranges.add(range);
    }

    private static void event(JsonParser parser, Range range) throws IOException {
        Json.object(
                parser,
                (field, it) -> {
                    var word =
                            switch (field) {
                                case "introduced" -> Ranges.Word.INTRODUCED;
                                case "fixed" -> Ranges.Word.FIXED;
                                case "last_affected" -> Ranges.Word.LAST_AFFECTED;
                                case "limit" -> Ranges.Word.LIMIT;
                                default -> throw new Unreadable("an event " + field);
                            };
                    if (range.events.size() == EVENTS_MAX) {
                        throw new Unreadable("more than " + EVENTS_MAX + " events");
                    }
                    range.events.add(new Ranges.Event(word, Json.text(it)));
                });
    }

    /** Debian says how much a vulnerability matters to it: unimportant, end-of-life, … */
    private void specific(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        Json.object(
                parser,
                (field, it) -> {
                    if (field.equals("urgency") && it.currentToken() == JsonToken.VALUE_STRING) {
                        var urgency = OsvReader.cut(Json.text(it), NOTE_CHARACTERS_MAX);
                        note = urgency.equals(NO_URGENCY) ? null : urgency;
                    } else {
                        it.skipChildren();
                    }
                });
    }
}
