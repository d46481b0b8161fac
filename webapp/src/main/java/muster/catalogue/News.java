package muster.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * What imports changed and nobody was told yet. It is written in the transaction of the change, so
 * that a hub that is killed in between leaves it to the next.
 */
final class News {
    private final Database database;

    private enum Kind {
        PACKAGE,
        FAMILY,
        EXPLOITED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * News to be told.
     *
     * @param last what comes after this number is none of it
     */
    record Pending(Change change, long last) {}

    News(Database database) {
        this.database = database;
    }

    /** Notes packages whose advisories are other ones now. */
    int packages(Collection<Change.Named> packages) {
        return add(
                Kind.PACKAGE,
                packages.stream().map(Change.Named::ecosystem).toArray(String[]::new),
                packages.stream().map(Change.Named::name).toArray(String[]::new));
    }

    /** Notes ecosystems that became complete or stopped being so. */
    int families(Collection<String> families) {
        return add(Kind.FAMILY, families);
    }

    /** Notes vulnerabilities that became known as exploited, or no longer are. */
    int exploited(Collection<String> vulnerabilities) {
        return add(Kind.EXPLOITED, vulnerabilities);
    }

    /** All there is to tell now. */
    Pending pending() {
        var reading = new Reading();
        database.each(
                Sql.of("select number, kind, ecosystem, name from catalogue_news"), reading::add);
        return reading.pending();
    }

    boolean any() {
        return database.first(Sql.of("select 1 as one from catalogue_news limit 1"), row -> true)
                .isPresent();
    }

    int told(Pending told) {
        return database.run(Sql.of("delete from catalogue_news where number <= ?", told.last()));
    }

    private int add(Kind kind, Collection<String> names) {
        return add(kind, new @Nullable String[names.size()], names.toArray(String[]::new));
    }

    private int add(Kind kind, Object ecosystems, String[] names) {
        return database.run(
                Sql.of(
                        """
                        insert into catalogue_news (kind, ecosystem, name)
                        select ?, ecosystem, name
                        from unnest(?::text[], ?::text[]) as news (ecosystem, name)
                        """,
                        kind.word(),
                        ecosystems,
                        names));
    }

    /** News as far as they are read. */
    private static final class Reading {
        private final Set<Change.Named> packages = new HashSet<>();
        private final Set<String> families = new HashSet<>();
        private final Set<String> exploited = new HashSet<>();
        private long last;

        void add(Row row) {
            var name = row.text("name");
            switch (Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT))) {
                case PACKAGE -> packages.add(new Change.Named(row.text("ecosystem"), name));
                case FAMILY -> families.add(name);
                case EXPLOITED -> exploited.add(name);
            }
            last = Math.max(last, row.number("number"));
        }

        Pending pending() {
            return new Pending(new Change(packages, families, exploited), last);
        }
    }
}
