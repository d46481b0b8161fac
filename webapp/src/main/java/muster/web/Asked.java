package muster.web;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
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
        return of(request, parameters -> Query.parse(parameters, fields, clock));
    }

    /** The same for a list that reads its queries itself. */
    public static Asked of(Request request, Function<Map<String, String>, Query> read) {
        try {
            return new Asked(read.apply(request.queries()), null);
        } catch (Query.Malformed malformed) {
            var why = String.valueOf(malformed.getMessage());
            if (request.isApi() || request.query("format").isPresent()) {
                throw Problem.badRequest(why);
            }
            return new Asked(read.apply(Map.of()), why);
        }
    }
}
