package muster.scans;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sql;
import muster.scans.ScanReport.Asked;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import muster.wire.IpAddress;
import muster.wire.Target.Result;
import org.jspecify.annotations.Nullable;

/** What came of each address of each scan. */
public final class Answers {
    static final List<String> RESULTS = Stream.of(Result.values()).map(Result::word).toList();

    static final Fields FIELDS =
            Fields.of(
                            "t.id",
                            "place",
                            Field.text("place", "t.place").sorted(),
                            Field.text("ip_address", "t.ip_address"),
                            Field.word("result", "t.result", RESULTS),
                            Field.text("hostname", "lower(t.hostname) collate \"C\""),
                            Field.text("vendor", "lower(t.vendor) collate \"C\""),
                            Field.text("os", "lower(t.os) collate \"C\""),
                            Field.text("version", "lower(t.version) collate \"C\""),
                            Field.text("model", "lower(t.model) collate \"C\""),
                            Field.text("serial", "lower(t.serial) collate \"C\""),
                            Field.text("type", "t.type"))
                    .searchedIn(
                            """
                            concat_ws(' ', t.ip_address, t.hostname, t.vendor, t.os, t.version,
                                t.model, t.serial, t.why, case when t.addresses > 1
                                    and t.ip_address like '%.%' then
                                    (select string_agg(regexp_replace(
                                        t.ip_address, '[0-9]+$', '') || n, ' ')
                                    from generate_series(
                                        split_part(t.ip_address, '.', 4)::int,
                                        split_part(t.last_address, '.', 4)::int) as n) end)
                            """);

    static final List<String> COLUMNS =
            List.of(
                    "id",
                    "ip_address",
                    "last_address",
                    "addresses",
                    "result",
                    "why",
                    "device_id",
                    "hostname",
                    "vendor",
                    "os",
                    "version",
                    "model",
                    "serial",
                    "type",
                    "asked_at");

    private static final Sql SELECT =
            Sql.of(
                    """
                    select t.id, t.ip_address, t.last_address, t.addresses, t.result, t.why,
                        coalesce(a.device_id, t.device_id) as device_id, t.hostname, t.vendor,
                        t.os, t.version, t.model, t.serial, t.type, t.asked_at
                    """);

    private final Database database;

    public Answers(Database database) {
        this.database = database;
    }

    Page<Answer> matching(UUID scan, Query query) {
        return query.page(database, SELECT, from(scan), Answer::of);
    }

    void each(UUID scan, Query query, Consumer<Answer> receiver) {
        query.each(database, SELECT, from(scan), row -> receiver.accept(Answer.of(row)));
    }

    private static Sql from(UUID scan) {
        return Sql.of(
                """
                from scan_targets t
                left join device_aliases a on a.org_id = t.org_id and a.id = t.device_id
                where t.scan_id = ?
                """,
                scan);
    }

    /** Whether this device was found at this address in this scan. */
    boolean has(UUID scan, String address, UUID device) {
        return database.first(
                        Sql.of(
                                """
                                select 1 as one from scan_targets
                                where scan_id = ? and ip_address = ? and device_id = ?
                                """,
                                scan,
                                address,
                                device),
                        row -> true)
                .isPresent();
    }

    /** How many devices these addresses are, as far as is known. */
    int devices(UUID scan, List<IpAddress> addresses) {
        return database.first(
                        Sql.of(
                                """
                                select count(distinct device_id) as n from scan_targets
                                where scan_id = ? and ip_address = any (?::text[])
                                """,
                                scan,
                                addresses.stream().map(IpAddress::text).toArray(String[]::new)),
                        row -> row.integer("n"))
                .orElse(0);
    }

    /**
     * Notes what came of these addresses; says how many more there are of each result.
     *
     * @param device that one of them is, if any
     */
    Map<Result, Integer> note(UUID scan, List<Asked> asked, @Nullable UUID device, Instant now) {
        var all = Stretch.of(asked);
        var more = new EnumMap<Result, Integer>(Result.class);
        database.list(
                Sql.of(
                        """
                        insert into scan_targets (scan_id, ip_address, place, last_address,
                            last_place, addresses, result, why, device_id, hostname, vendor, os,
                            version, model, serial, type, asked_at)
                        select ?, ip_address, place, last_address, last_place, addresses, result,
                            why, ?::uuid, hostname, vendor, os, version, model, serial, type, ?
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[])
                            as asked(ip_address, place, last_address, last_place, addresses, result,
                                why, hostname, vendor, os, version, model, serial, type)
                        on conflict (org_id, scan_id, ip_address) do update
                        set last_address = excluded.last_address,
                            last_place = excluded.last_place, addresses = excluded.addresses,
                            result = excluded.result, why = excluded.why,
                            device_id = excluded.device_id, hostname = excluded.hostname,
                            vendor = excluded.vendor, os = excluded.os,
                            version = excluded.version, model = excluded.model,
                            serial = excluded.serial, type = excluded.type,
                            asked_at = excluded.asked_at
                        returning old.result as before, old.addresses as fewer,
                            new.result as after, new.addresses as more
                        """,
                        scan,
                        device,
                        now,
                        texts(all, one -> one.first().address().text()),
                        texts(all, Stretch::place),
                        texts(all, Stretch::lastAddress),
                        texts(all, Stretch::lastPlace),
                        all.stream().map(Stretch::addresses).toArray(Integer[]::new),
                        texts(all, one -> one.first().result().word()),
                        texts(all, one -> one.first().why()),
                        texts(all, one -> one.first().said(muster.identify.Field.HOSTNAME)),
                        texts(all, one -> one.first().said(muster.identify.Field.VENDOR)),
                        texts(all, one -> one.first().said(muster.identify.Field.OS)),
                        texts(all, one -> one.first().said(muster.identify.Field.VERSION)),
                        texts(all, one -> one.first().said(muster.identify.Field.MODEL)),
                        texts(all, one -> one.first().said(muster.identify.Field.SERIAL)),
                        texts(all, one -> one.first().type())),
                row -> {
                    var before = row.textOrNull("before");
                    if (before != null) {
                        more.merge(result(before), -row.integer("fewer"), Integer::sum);
                    }
                    return more.merge(result(row.text("after")), row.integer("more"), Integer::sum);
                });
        return more;
    }

    private static Result result(String word) {
        return Result.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String[] texts(
            List<Stretch> all, Function<Stretch, @Nullable String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
