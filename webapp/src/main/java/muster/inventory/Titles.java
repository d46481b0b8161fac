package muster.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Tokens;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/** All titles and versions that any device of the organization ever carried. */
final class Titles {
    private final Database database;

    Titles(Database database) {
        this.database = database;
    }

    /**
     * Adds those that are new. In the order of their ids, so that two reports that bring the same
     * new titles wait for each other in line and never in a ring.
     */
    void add(List<Item> items, Instant now) {
        var titles = new TreeMap<UUID, SoftwareFact>();
        items.forEach(item -> titles.put(item.software(), item.fact()));
        var added = addTitles(titles, now);
        if (!added.isEmpty()) {
            index(added, titles);
        }
        addVersions(items, now);
    }

    /** Counts the devices of each title and version anew; tells how many more titles there are. */
    int count(Difference difference) {
        var versions = difference.versions();
        database.run(
                Sql.of(
                        """
                        update software_versions v set devices = v.devices + change.delta
                        from unnest(?::uuid[], ?::int[]) as change(id, delta) where v.id = change.id
                        """,
                        versions.keySet().toArray(UUID[]::new),
                        versions.values().toArray(Integer[]::new)));
        var titles = difference.titles();
        return database.first(
                        Sql.of(
                                """
                                with changed as (
                                    update software s set devices = s.devices + change.delta
                                    from unnest(?::uuid[], ?::int[]) as change(id, delta)
                                    where s.id = change.id
                                    returning old.devices as before, new.devices as after)
                                select count(*) filter (where before = 0)
                                    - count(*) filter (where after = 0) as more
                                from changed
                                """,
                                titles.keySet().toArray(UUID[]::new),
                                titles.values().toArray(Integer[]::new)),
                        row -> row.integer("more"))
                .orElse(0);
    }

    private List<UUID> addTitles(Map<UUID, SoftwareFact> titles, Instant now) {
        var facts = titles.values();
        return database.list(
                Sql.of(
                        """
                        insert into software (id, source, vendor, name, name_order, first_seen)
                        select id, source, vendor, name, name_order, ?
                        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                            as title(id, source, vendor, name, name_order)
                        on conflict (org_id, id) do nothing returning id
                        """,
                        now,
                        titles.keySet().toArray(UUID[]::new),
                        column(facts, SoftwareFact::sourceType),
                        column(facts, SoftwareFact::vendor),
                        column(facts, SoftwareFact::name),
                        column(facts, fact -> fact.name().toLowerCase(Locale.ROOT))),
                row -> row.uuid("id"));
    }

    private void index(List<UUID> added, Map<UUID, SoftwareFact> titles) {
        var ids = new ArrayList<UUID>();
        var tokens = new ArrayList<String>();
        for (var id : added) {
            var fact = titles.get(id);
            if (fact != null) {
                for (var token :
                        Tokens.of(
                                fact.name() + " " + (fact.vendor() == null ? "" : fact.vendor()))) {
                    ids.add(id);
                    tokens.add(token);
                }
            }
        }
        database.run(
                Sql.of(
                        """
                        insert into software_tokens (token, software_id)
                        select token, software_id from unnest(?::text[], ?::uuid[])
                            as word(token, software_id)
                        """,
                        tokens.toArray(String[]::new),
                        ids.toArray(UUID[]::new)));
    }

    private void addVersions(List<Item> items, Instant now) {
        var facts = items.stream().map(Item::fact).toList();
        database.run(
                Sql.of(
                        """
                        insert into software_versions
                            (id, software_id, version, architecture, source_name, source_version,
                             purl, first_seen)
                        select id, software_id, version, architecture, source_name, source_version,
                            purl, ?
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                                ?::text[])
                            as v(id, software_id, version, architecture, source_name,
                                source_version, purl)
                        on conflict (org_id, id) do nothing
                        """,
                        now,
                        items.stream().map(Item::version).toArray(UUID[]::new),
                        items.stream().map(Item::software).toArray(UUID[]::new),
                        column(facts, SoftwareFact::version),
                        column(facts, SoftwareFact::architecture),
                        column(facts, SoftwareFact::sourcePackage),
                        column(facts, SoftwareFact::sourceVersion),
                        column(facts, SoftwareFact::purl)));
    }

    private static @Nullable String[] column(
            Iterable<SoftwareFact> facts, Function<SoftwareFact, @Nullable String> part) {
        var values = new ArrayList<@Nullable String>();
        facts.forEach(fact -> values.add(part.apply(fact)));
        return values.toArray(new @Nullable String[0]);
    }
}
