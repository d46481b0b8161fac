package muster.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From OSV's events, which may stand in any order, to spans.
 *
 * @see <a href="https://ossf.github.io/osv-schema/#evaluation">OSV's evaluation algorithm</a>
 */
public final class Ranges {
    private Ranges() {}

    /** What an event says of its version; the words are OSV's. */
    public enum Word {
        INTRODUCED,
        FIXED,
        LAST_AFFECTED,
        LIMIT
    }

    /** One event of a range. */
    public record Event(Word word, String version) {}

    /** The spans of one range, by its ecosystem's order where that can be told. */
    public static List<Span> spans(List<Event> events, Optional<Scheme> scheme) {
        var order = byVersion(events, scheme);
        var limit = limit(events, order);
        var ordered =
                events.stream().filter(event -> event.word() != Word.LIMIT).sorted(order).toList();
        var spans = new ArrayList<Span>();
        String introduced = null;
        for (var event : ordered) {
            switch (event.word()) {
                case INTRODUCED -> introduced = introduced == null ? event.version() : introduced;
                case FIXED, LAST_AFFECTED -> {
                    if (introduced != null) {
                        spans.add(new Span(introduced, kind(event.word()), event.version()));
                    }
                    introduced = null;
                }
                case LIMIT -> {}
            }
        }
        if (introduced != null) {
            spans.add(open(introduced, limit));
        }
        return List.copyOf(spans);
    }

    /** Listed versions that no span holds already; the rest would only repeat the ranges. */
    public static List<Span> listed(
            List<String> versions, List<Span> spans, Optional<Scheme> scheme) {
        return versions.stream()
                .filter(version -> scheme.isEmpty() || !held(version, spans, scheme.get()))
                .map(Span::exactly)
                .toList();
    }

    private static boolean held(String version, List<Span> spans, Scheme scheme) {
        return spans.stream().anyMatch(span -> span.contains(version, scheme) == Span.Answer.YES);
    }

    private static Span.Kind kind(Word word) {
        return word == Word.FIXED ? Span.Kind.FIXED : Span.Kind.LAST_AFFECTED;
    }

    private static Span open(String introduced, @Nullable String limit) {
        return limit == null
                ? new Span(introduced, Span.Kind.OPEN, "")
                : new Span(introduced, Span.Kind.LIMIT, limit);
    }

    /** "*" is no limit, and of several the farthest holds: a version need only be before one. */
    private static @Nullable String limit(List<Event> events, Comparator<Event> order) {
        var limits = events.stream().filter(event -> event.word() == Word.LIMIT).toList();
        return limits.stream().anyMatch(event -> event.version().equals("*"))
                ? null
                : limits.stream().max(order).map(Event::version).orElse(null);
    }

    /** "0" is before everything; where one version cannot be read, all keep their places. */
    private static Comparator<Event> byVersion(List<Event> events, Optional<Scheme> scheme) {
        Comparator<Event> beginningFirst = Comparator.comparing(Ranges::isLaterThanBeginning);
        var readable = scheme.filter(it -> events.stream().allMatch(event -> reads(it, event)));
        return readable.isEmpty()
                ? beginningFirst
                : beginningFirst.thenComparing(
                        (a, b) -> readable.get().compare(a.version(), b.version()).orElse(0));
    }

    private static boolean isLaterThanBeginning(Event event) {
        return !event.version().equals(Span.BEGINNING);
    }

    private static boolean reads(Scheme scheme, Event event) {
        return !isLaterThanBeginning(event)
                || event.version().equals("*")
                || scheme.reads(event.version());
    }
}
