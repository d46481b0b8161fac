package muster.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import muster.database.Database;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** The stored advisories of all feeds; written in batches, inside the catalogue's transactions. */
final class Advisories {
    private final Database database;

    /** A record with the checksum of the bytes it was read from. */
    record Checked(OsvRecord record, String checksum) {}

    Advisories(Database database) {
        this.database = database;
    }

    /** What a feed holds: the id of each record by its checksum. */
    Map<String, String> idsByChecksum(String feed) {
        var stored = new HashMap<String, String>();
        database.each(
                Sql.of("select id, checksum from advisories where feed = ?", feed),
                row -> stored.put(row.text("checksum"), row.text("id")));
        return stored;
    }

    /** Removes records and says which packages they named. */
    Set<Change.Named> remove(String feed, List<String> ids) {
        var named =
                database.list(
                        Sql.of(
                                """
                                select distinct ecosystem, name from affected
                                where feed = ? and advisory = any (?)
                                """,
                                feed,
                                ids.toArray(String[]::new)),
                        row -> new Change.Named(row.text("ecosystem"), row.text("name")));
        database.run(
                Sql.of(
                        "delete from advisories where feed = ? and id = any (?)",
                        feed,
                        ids.toArray(String[]::new)));
        return Set.copyOf(named);
    }

    /** Puts these in the place of what stood under the same ids; says which packages differ. */
    Set<Change.Named> replace(String feed, List<Checked> batch) {
        var ids = batch.stream().map(it -> it.record().id()).toList();
        var named = new HashSet<>(remove(feed, ids));
        insertAdvisories(feed, batch);
        insertVulnerabilities(batch);
        insertSubjects(feed, batch);
        insertAffected(feed, batch);
        for (var checked : batch) {
            for (var affected : checked.record().affected()) {
                named.add(new Change.Named(affected.ecosystem(), affected.name()));
            }
        }
        return named;
    }

    private void insertAdvisories(String feed, List<Checked> batch) {
        var records = batch.stream().map(Checked::record).toList();
        database.run(
                Sql.of(
                        """
                        insert into advisories (feed, id, checksum, vulnerabilities, collective,
                            aliases, summary, severity, published_at, modified_at, withdrawn_at)
                        select ?, id, checksum, string_to_array(vulnerabilities, ' '), collective,
                            coalesce(string_to_array(nullif(aliases, ''), ' '), '{}'),
                            summary, severity, published_at, modified_at, withdrawn_at
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as record (id, checksum,
                            vulnerabilities, collective, aliases, summary, severity, published_at,
                            modified_at, withdrawn_at)
                        """,
                        feed,
                        texts(records, OsvRecord::id),
                        batch.stream().map(Checked::checksum).toArray(String[]::new),
                        texts(records, it -> String.join(" ", it.subject().vulnerabilities())),
                        records.stream()
                                .map(it -> it.subject().collective())
                                .toArray(Boolean[]::new),
                        texts(records, it -> String.join(" ", it.aliases())),
                        texts(records, OsvRecord::summary),
                        texts(records, OsvRecord::severity),
                        instants(records, OsvRecord::published),
                        instants(records, OsvRecord::modified),
                        instants(records, OsvRecord::withdrawn)));
    }

    /** A vulnerability keeps what its newest own record says; a release note only names it. */
    private void insertVulnerabilities(List<Checked> batch) {
        var newest = new HashMap<String, OsvRecord>();
        for (var checked : batch) {
            var record = checked.record();
            for (var vulnerability : record.subject().vulnerabilities()) {
                newest.merge(vulnerability, record, Advisories::better);
            }
        }
        var ids = List.copyOf(newest.keySet());
        var records = ids.stream().map(id -> newest.getOrDefault(id, batch.getFirst().record()));
        var about = records.toList();
        database.run(
                Sql.of(
                        """
                        insert into vulnerabilities as known
                            (id, summary, severity, published_at, modified_at)
                        select * from unnest(?, ?, ?, ?, ?)
                        on conflict (id) do update set
                            summary = coalesce(nullif(excluded.summary, ''), known.summary),
                            severity = coalesce(excluded.severity, known.severity),
                            published_at = least(excluded.published_at, known.published_at),
                            modified_at = greatest(excluded.modified_at, known.modified_at)
                        """,
                        ids.toArray(String[]::new),
                        texts(about, it -> it.subject().collective() ? "" : it.summary()),
                        texts(about, it -> it.subject().collective() ? null : it.severity()),
                        instants(about, OsvRecord::published),
                        instants(about, OsvRecord::modified)));
    }

    private static OsvRecord better(OsvRecord a, OsvRecord b) {
        if (a.subject().collective() != b.subject().collective()) {
            return a.subject().collective() ? b : a;
        } else {
            return a.modified().isBefore(b.modified()) ? b : a;
        }
    }

    private void insertSubjects(String feed, List<Checked> batch) {
        var vulnerabilities = new ArrayList<String>();
        var advisories = new ArrayList<String>();
        for (var checked : batch) {
            for (var vulnerability : checked.record().subject().vulnerabilities()) {
                vulnerabilities.add(vulnerability);
                advisories.add(checked.record().id());
            }
        }
        database.run(
                Sql.of(
                        """
                        insert into advised_vulnerabilities (vulnerability, feed, advisory)
                        select vulnerability, ?, advisory
                        from unnest(?, ?) as subject (vulnerability, advisory)
                        """,
                        feed,
                        vulnerabilities.toArray(String[]::new),
                        advisories.toArray(String[]::new)));
    }

    private void insertAffected(String feed, List<Checked> batch) {
        var rows = new ArrayList<AffectedRow>();
        for (var checked : batch) {
            rows.addAll(AffectedRow.of(checked.record()));
        }
        database.run(
                Sql.of(
                        """
                        insert into affected (feed, advisory, position, ecosystem, name, introduced,
                            span, ending, note)
                        select ?, advisory, position, ecosystem, name, introduced, span, ending,
                            note
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?) as stretch (advisory, position,
                            ecosystem, name, introduced, span, ending, note)
                        """,
                        feed,
                        texts(rows, AffectedRow::advisory),
                        rows.stream().map(AffectedRow::position).toArray(Integer[]::new),
                        texts(rows, AffectedRow::ecosystem),
                        texts(rows, AffectedRow::name),
                        texts(rows, it -> it.span().introduced()),
                        texts(rows, it -> it.span().kind().name().toLowerCase(Locale.ROOT)),
                        texts(rows, it -> it.span().end()),
                        texts(rows, AffectedRow::note)));
    }

    /** A text of a row, or null. */
    private interface Text<T> {
        @Nullable String of(T row);
    }

    /** A time of a row, or null. */
    private interface Moment<T> {
        @Nullable Instant of(T row);
    }

    private static <T> Object texts(List<T> rows, Text<T> text) {
        var texts = new @Nullable String[rows.size()];
        for (var i = 0; i < texts.length; i++) {
            texts[i] = text.of(rows.get(i));
        }
        return texts;
    }

    private static <T> Object instants(List<T> rows, Moment<T> moment) {
        var moments = new @Nullable Instant[rows.size()];
        for (var i = 0; i < moments.length; i++) {
            moments[i] = moment.of(rows.get(i));
        }
        return moments;
    }
}
