package muster.web;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list was asked for. A browser is told on the page what is wrong with it, a program by a
 * problem.
 *
 * @param problem why the query could not be read, null when it could
 */
public record Asked(Query query, @Nullable String problem) {
    public static Asked of(Request request, Fields fields) {
        var clock = Clock.fixed(request.now(), ZoneOffset.UTC);
        try {
            return new Asked(Query.parse(request.queries(), fields, clock), null);
        } catch (Query.Malformed malformed) {
            var why = String.valueOf(malformed.getMessage());
            if (request.isApi() || request.query("format").isPresent()) {
                throw Problem.badRequest(why);
            }
            return new Asked(Query.parse(Map.of(), fields, clock), why);
        }
    }

    /** The value that one of the query's own terms, or a filter, wants this field to be. */
    public static Optional<String> wanted(Query query, String field) {
        return query.term().stream()
                .flatMap(term -> term instanceof Term.And(var all) ? all.stream() : Stream.of(term))
                .filter(term -> term instanceof Term.Match match && match.field().equals(field))
                .map(term -> ((Term.Match) term).value())
                .findFirst()
                .or(() -> Optional.ofNullable(query.filters().get(field)));
    }
}
