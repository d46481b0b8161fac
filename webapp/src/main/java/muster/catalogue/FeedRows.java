package muster.catalogue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** The stored feeds and the outcome of their imports. */
final class FeedRows {
    private static final int ERROR_CHARACTERS_MAX = 500;

    private final Database database;
    private final News news;
    private final Clock clock;

    /** What tells one copy of a feed from the next. */
    record Copy(@Nullable String checksum, @Nullable String etag, @Nullable String lastModified) {
        static final Copy NONE = new Copy(null, null, null);
    }

    FeedRows(Database database, Clock clock) {
        this.database = database;
        this.news = new News(database);
        this.clock = clock;
    }

    List<Feed> all() {
        return database.inCatalogue(() ->
                database.list(
                        Sql.of(
                                """
                                select id, title, kind, origin, licence, excerpt, state,
                                    error, records, unread, complete_for, newest_record,
                                    attempted_at, updated_at
                                from feeds order by excerpt, kind, title, id
                                """),
                        Feed::of));
    }

    /** The last good copy of a feed. */
    Copy copy(String id) {
        return database.inCatalogue(() -> goodCopy(id)).orElse(Copy.NONE);
    }

    private Optional<Copy> goodCopy(String id) {
        return database.first(
                Sql.of(
                        """
                        select checksum, etag, last_modified from feeds
                        where id = ? and updated_at is not null
                        """,
                        id),
                row ->
                        new Copy(
                                row.textOrNull("checksum"),
                                row.textOrNull("etag"),
                                row.textOrNull("last_modified")));
    }

    void importing(String id, Feed.Kind kind, String origin, boolean excerpt) {
        var publisher = Publisher.of(id);
        change(
                Sql.of(
                        """
                        insert into feeds (id, title, kind, origin, licence, excerpt, state,
                            attempted_at)
                        values (?, ?, ?, ?, ?, ?, 'importing', ?)
                        on conflict (id) do update set title = excluded.title,
                            origin = excluded.origin, licence = excluded.licence,
                            state = 'importing', attempted_at = excluded.attempted_at
                        """,
                        id,
                        publisher.title(),
                        kind.word(),
                        origin,
                        publisher.licence(),
                        excerpt,
                        clock.instant()));
    }

    void ready(String id, FeedImport.Survey survey, Copy copy, boolean excerpt) {
        var families = excerpt ? Set.<String>of() : survey.families();
        database.inCatalogue(() -> {
            news.families(difference(completeFor(id), families));
            return database.run(
                    Sql.of(
                            """
                            update feeds set state = 'ready', error = ?, records = ?, unread = ?,
                                complete_for = ?, newest_record = ?, checksum = ?, etag = ?,
                                last_modified = ?, updated_at = ?
                            where id = ?
                            """,
                            error(survey.firstUnread()),
                            survey.records(),
                            survey.unread(),
                            families.stream().sorted().toArray(String[]::new),
                            survey.newest(),
                            copy.checksum(),
                            copy.etag(),
                            copy.lastModified(),
                            clock.instant(),
                            id));
        });
    }

    private Set<String> completeFor(String id) {
        return database.first(
                        Sql.of("select complete_for from feeds where id = ?", id),
                        row -> Set.copyOf(row.texts("complete_for")))
                .orElse(Set.of());
    }

    private static Set<String> difference(Set<String> before, Set<String> after) {
        return Stream.concat(before.stream(), after.stream())
                .filter(family -> !(before.contains(family) && after.contains(family)))
                .collect(Collectors.toSet());
    }

    void failed(String id, String why) {
        change(Sql.of("update feeds set state = 'failed', error = ? where id = ?", error(why), id));
    }

    /** A name in an archive, which a message repeats, may hold anything. */
    private static @Nullable String error(@Nullable String why) {
        return why == null ? null : OsvReader.cut(why.replace('\0', ' '), ERROR_CHARACTERS_MAX);
    }

    /** The copy is the one at hand: it only was looked at again. */
    void unchanged(String id) {
        change(
                Sql.of(
                        "update feeds set state = 'ready', attempted_at = ? where id = ?",
                        clock.instant(),
                        id));
    }

    /** Removes a feed with all it told. */
    void remove(String id) {
        database.inCatalogue(() -> {
            news.packages(packages(id));
            return database.run(Sql.of("delete from feeds where id = ?", id));
        });
    }

    private Set<Change.Named> packages(String id) {
        return Set.copyOf(
                database.list(
                        Sql.of("select distinct ecosystem, name from affected where feed = ?", id),
                        row -> new Change.Named(row.text("ecosystem"), row.text("name"))));
    }

    private void change(Sql sql) {
        database.inCatalogue(() -> database.run(sql));
    }
}
