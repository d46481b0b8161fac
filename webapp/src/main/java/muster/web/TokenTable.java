package muster.web;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Tokens.Range;

/**
 * A table of the words that things are found by. Its conditions are written so that PostgreSQL
 * reads little for rare words as well as for common ones, whatever it believes about them.
 */
public final class TokenTable {
    /** A word is rare if it is on no more things than this: they can all be looked up. */
    static final int RARE_MAX = 400;

    private static final int WORDS_TRIED_MAX = 5;

    private final Sql table;
    private final Sql thing;

    /**
     * @param table has the column {@code token}, and a key of token and thing, in this order
     * @param thing the column that says whose word it is
     */
    public TokenTable(@CompileTimeConstant String table, @CompileTimeConstant String thing) {
        this.table = Sql.of(table);
        this.thing = Sql.of(thing);
    }

    /**
     * True for a thing with such a word. It is asked of one row after the other, and {@code offset
     * 0} keeps it so: as a join it would begin with all things that have the word.
     */
    public Sql isOn(Sql id, Range words) {
        return Sql.of("exists (select from")
                .and(with(words))
                .and("and o.")
                .and(thing)
                .and("=")
                .and(id)
                .and("offset 0)");
    }

    /** True for a thing with such a word, by looking up all that have it. */
    public Sql isAmong(Sql id, Range rare) {
        return id.and("= any (array(select o.").and(thing).and("from").and(with(rare)).and("))");
    }

    /** The first of these words that is rare; empty where all are common. */
    Optional<Range> firstRare(Database database, List<Range> words) {
        // The longest word is on the fewest things.
        return words.stream()
                .sorted(Comparator.comparingInt((Range word) -> word.from().length()).reversed())
                .limit(WORDS_TRIED_MAX)
                .filter(word -> isRare(database, word))
                .findFirst();
    }

    /** Whether few things have such a word. */
    public boolean isRare(Database database, Range word) {
        var met =
                Sql.of("select count(*) as n from (select from")
                        .and(with(word))
                        .and("limit ?) as met", RARE_MAX + 1);
        return database.first(met, row -> row.number("n")).orElse(0L) <= RARE_MAX;
    }

    private Sql with(Range words) {
        return table.and("o where o.token >= ? and o.token < ?", words.from(), words.below());
    }

    /**
     * Rows {@code t(token, found)}: each thing once, with the first of its words that match. A list
     * in the order of {@code t.token, t.found} reads no more of them than it shows.
     */
    Sql matches(Range words) {
        return Sql.of("(select o.token, o.")
                .and(thing)
                .and("as found from")
                .and(with(words))
                .and("and not exists (select from")
                .and(table)
                .and("before where before.")
                .and(thing)
                .and("= o.")
                .and(thing)
                .and("and before.token >= ? and before.token < o.token offset 0)) t", words.from());
    }
}
