package muster.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import muster.web.Tokens.Range;

/**
 * The events of an organization, the newest first. There may be years of them, a table for each
 * day: a page looks through the latest days first and goes further back only where it is not full.
 */
public final class Events {
    /** What a word is looked for in, beside the names of classes. */
    private static final String TEXT =
            """
            lower(concat_ws(' ', e.summary, e.name, e.src_address, e.dst_address)
                collate pg_c_utf8)
            """;

    static final Fields FIELDS =
            Fields.of(
                            "e.id",
                            "-received",
                            Field.time("received", "e.received_at").sorted(),
                            Field.time("time", "e.observed_at"),
                            Field.word("severity", "e.severity", Severity.words()),
                            Field.number("class", "e.class_uid"),
                            Field.text("source", "e.src_address"),
                            Field.text("destination", "e.dst_address"),
                            Field.texts(
                                    "address",
                                    "a.address",
                                    "(values (e.src_address), (e.dst_address)) as a (address) where true"),
                            Field.text("name", "lower(e.name) collate \"C\""),
                            Field.text("hostname", "d.name_order"),
                            Field.id("device", EventMoves.DEVICE),
                            Field.id("collector", "e.collector_id"))
                    .searched(Events::said);

    /** How many days with events a page looks through, before it looks through all. */
    private static final List<Integer> DAYS = List.of(1, 7, 30, 120);

    private final Database database;

    /** A day on which events came in, and how long they are kept. */
    private record Day(LocalDate day, int keepDays) {}

    public Events(Database database) {
        this.database = database;
    }

    /** Its class or what is told of it has the word; few rows are left to look closely at. */
    private static Sql said(String from, String below) {
        var whole = below.equals(Range.of(from).below());
        Integer[] classes = EventClass.named(new Range(from, below)).toArray(Integer[]::new);
        return Sql.of("(e.class_uid = any (?) or (strpos(", (Object) classes)
                .and(TEXT)
                .and(", ?) > 0 and", from)
                .and(TEXT)
                // A word has letters and digits alone: nothing in it means anything else here.
                .and("~ ?))", "\\m" + from + (whole ? "\\M" : ""));
    }

    /** One page. */
    Page<Recorded> matching(Query query) {
        var days = days();
        var page = Page.<Recorded>whole(List.of());
        for (int count : counts(query, days.size())) {
            page =
                    query.page(
                            database,
                            Recorded.SELECT,
                            from(days.subList(0, count)),
                            row -> Recorded.of(row, ""));
            if (page.hasNext()) {
                return page;
            }
        }
        return page;
    }

    /** Every one that matches, for an export. */
    void each(Query query, Consumer<Recorded> receiver) {
        query.each(
                database,
                Recorded.SELECT,
                from(days()),
                row -> receiver.accept(Recorded.of(row, "")));
    }

    /** An event with all that was sent; its id says on which day to look. */
    Optional<Recorded> find(UUID id) {
        return database.first(
                Recorded.SELECT
                        .and(", e.event")
                        .and(Recorded.FROM)
                        .and(
                                "where e.id = ? and e.received_at = uuid_extract_timestamp(?)",
                                id,
                                id),
                row -> Recorded.of(row, row.text("event")));
    }

    /** Whether there is any. */
    boolean any() {
        return !days().isEmpty();
    }

    private static List<Integer> counts(Query query, int all) {
        return query.sort().descending()
                ? IntStream.concat(
                                DAYS.stream().mapToInt(count -> count).filter(it -> it < all),
                                IntStream.of(all))
                        .boxed()
                        .toList()
                : List.of(all);
    }

    /** The latest first. */
    private List<Day> days() {
        return database.list(
                Sql.of("select day, keep_days from event_days order by day desc, keep_days"),
                row -> new Day(row.date("day"), row.integer("keep_days")));
    }

    /** Only what may hold some: the bounds are known before the partitions are opened. */
    private static Sql from(List<Day> days) {
        if (days.isEmpty()) {
            return Recorded.FROM.and("where false");
        }
        Integer[] kept = days.stream().map(Day::keepDays).distinct().toArray(Integer[]::new);
        return Recorded.FROM.and(
                "where e.keep_days = any (?) and e.received_at >= ? and e.received_at < ?",
                kept,
                // Around midnight an event may count for the day before or after.
                start(days.getLast().day().minusDays(1)),
                start(days.getFirst().day().plusDays(2)));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
