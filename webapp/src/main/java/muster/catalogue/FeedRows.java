package muster.catalogue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import muster.database.Database;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** The stored feeds and the outcome of their imports. */
final class FeedRows {
    private static final int ERROR_CHARACTERS_MAX = 500;

    private final Database database;
    private final Clock clock;

    /** What tells one copy of a feed from the next. */
    record Copy(@Nullable String checksum, @Nullable String etag, @Nullable String lastModified) {
        static final Copy NONE = new Copy(null, null, null);
    }

    FeedRows(Database database, Clock clock) {
        this.database = database;
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
        change(
                Sql.of(
                        """
                        update feeds set state = 'ready', error = ?, records = ?, unread = ?,
                            complete_for = ?, newest_record = ?, checksum = ?, etag = ?,
                            last_modified = ?, updated_at = ?
                        where id = ?
                        """,
                        survey.firstUnread(),
                        survey.records(),
                        survey.unread(),
                        families.stream().sorted().toArray(String[]::new),
                        survey.newest(),
                        copy.checksum(),
                        copy.etag(),
                        copy.lastModified(),
                        clock.instant(),
                        id));
    }

    void failed(String id, String why) {
        change(
                Sql.of(
                        "update feeds set state = 'failed', error = ? where id = ?",
                        OsvReader.cut(why, ERROR_CHARACTERS_MAX),
                        id));
    }

    /** The copy is the one at hand: it only was looked at again. */
    void unchanged(String id) {
        change(
                Sql.of(
                        "update feeds set state = 'ready', attempted_at = ? where id = ?",
                        clock.instant(),
                        id));
    }

    void remove(String id) {
        change(Sql.of("delete from feeds where id = ?", id));
    }

    private void change(Sql sql) {
        database.inCatalogue(() -> database.run(sql));
    }
}
