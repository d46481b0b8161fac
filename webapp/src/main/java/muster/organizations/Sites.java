package muster.organizations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;

/** The sites of an organization: places whose private addresses may overlap. */
public final class Sites {
    /** Every organization starts with one. */
    public static final String FIRST = "Default";

    public static final int NAME_LETTERS_MAX = 100;
    public static final int SITES_MAX = 500;

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    /** A site. */
    public record Site(UUID id, String name, Instant createdAt) {}

    public Sites(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** The sites by name. */
    public List<Site> all() {
        return database.list(
                Sql.of(
                        "select id, name, created_at from sites order by lower(name), id limit ?",
                        SITES_MAX),
                row -> new Site(row.uuid("id"), row.text("name"), row.instant("created_at")));
    }

    /** The site that devices of no other site belong to: the oldest. */
    public UUID first() {
        return database.first(
                        Sql.of("select id from sites order by created_at, id limit 1"),
                        row -> row.uuid("id"))
                .orElseThrow();
    }

    /** Adds a site; nothing where the name is taken. */
    public Optional<UUID> add(String name, Actor actor) {
        var id =
                database.first(
                        Sql.of(
                                """
                                insert into sites (name, created_at) values (?, ?)
                                on conflict (org_id, name) do nothing returning id
                                """,
                                name,
                                clock.instant()),
                        row -> row.uuid("id"));
        id.ifPresent(
                one -> audit.record(actor, "site.added", "site:" + one, "added “" + name + "”"));
        return id;
    }
}
