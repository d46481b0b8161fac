package muster.findings;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.matching.Index;

/**
 * The catalogue's ratings, remembered as long as its index is the same one: thousands of devices
 * share the same vulnerabilities.
 */
final class Ratings {
    private static final int REMEMBERED_MAX = 200_000;

    private final Database database;
    private volatile Remembered remembered = new Remembered(Index.empty());

    private record Remembered(Index index, Map<String, Rating> ratings) {
        Remembered(Index index) {
            this(index, new ConcurrentHashMap<>());
        }
    }

    private record Rated(String vulnerability, Rating rating) {}

    Ratings(Database database) {
        this.database = database;
    }

    /** The rating of each of these; one that nobody rated has {@link Rating#NONE}. */
    Map<String, Rating> of(Collection<String> vulnerabilities, Index index) {
        var ratings = rememberedFor(index);
        var unknown = vulnerabilities.stream().filter(it -> !ratings.containsKey(it)).toList();
        if (!unknown.isEmpty()) {
            // Every one that is asked for comes back, rated or not: nobody meets half of them.
            read(unknown.toArray(String[]::new))
                    .forEach(rated -> ratings.put(rated.vulnerability(), rated.rating()));
        }
        return vulnerabilities.stream()
                .distinct()
                .collect(
                        Collectors.toMap(
                                Function.identity(), it -> ratings.getOrDefault(it, Rating.NONE)));
    }

    private Map<String, Rating> rememberedFor(Index index) {
        var before = remembered;
        if (before.index() != index || before.ratings().size() > REMEMBERED_MAX) {
            before = new Remembered(index);
            remembered = before;
        }
        return before.ratings();
    }

    private List<Rated> read(String[] vulnerabilities) {
        return database.list(
                Sql.of(
                        """
                        select asked.id, v.severity, k.vulnerability is not null as exploited,
                            k.due_on::text as due_on
                        from unnest(?::text[]) as asked (id)
                            left join vulnerabilities v on v.id = asked.id
                            left join known_exploited k on k.vulnerability = asked.id
                        """,
                        (Object) vulnerabilities),
                Ratings::rated);
    }

    private static Rated rated(Row row) {
        var due = Optional.ofNullable(row.textOrNull("due_on")).map(LocalDate::parse);
        return new Rated(
                row.text("id"),
                new Rating(row.textOrNull("severity"), row.flag("exploited"), due.orElse(null)));
    }
}
