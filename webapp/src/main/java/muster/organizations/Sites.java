package muster.organizations;

import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/** The sites of an organization: places whose private addresses may overlap. */
public final class Sites {
    /** Every organization starts with one. */
    public static final String FIRST = "Default";

    public static final int NAME_LETTERS_MAX = 100;
    public static final int SITES_MAX = 500;

    static final Fields FIELDS =
            Fields.of(
                            "s.id",
                            "name",
                            Field.text("name", "lower(s.name) collate \"C\"").sorted(),
                            Field.time("created", "s.created_at").sorted())
                    .searchedIn("s.name");

    private static final Sql SELECT = Sql.of("select s.id, s.name, s.created_at");
    private static final Sql FROM = Sql.of("from sites s where true");

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    /** Of those that scanners name; people may add more. */
    static final int NAMED_MAX = 100;

    /** There are so many sites that a scanner cannot add one more. */
    public static final class Full extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        private Full(String name) {
            super(
                    "there is no site “%s”, and a scanner adds none beyond %d: add it by hand"
                            .formatted(name, NAMED_MAX));
        }
    }

    /** A site. */
    public record Site(UUID id, String name, Instant createdAt) {}

    public Sites(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** The sites that are asked for, usually by name. */
    public Page<Site> matching(Query query) {
        return query.page(database, SELECT, FROM, Sites::site);
    }

    /** Hands over all that match, for exports. */
    void each(Query query, Consumer<Site> receiver) {
        query.each(database, SELECT, FROM, row -> receiver.accept(site(row)));
    }

    public boolean isFull() {
        return count() >= SITES_MAX;
    }

    /** Where a report comes from that names no site: the oldest, of which each has one. */
    public UUID first() {
        return database.first(
                        Sql.of("select id from sites order by created_at, id limit 1"),
                        row -> row.uuid("id"))
                .orElseThrow(() -> new IllegalStateException("an organization without a site"));
    }

    /** All of them by name, to choose one of. */
    public List<Site> all() {
        return database.list(
                SELECT.and(FROM).and("order by lower(s.name) collate \"C\", s.id"), Sites::site);
    }

    public Optional<Site> find(UUID id) {
        return database.first(SELECT.and(FROM).and("and s.id = ?", id), Sites::site);
    }

    /** Adds a site; nothing where the name is taken. */
    public Optional<UUID> add(String name, Actor actor) {
        lock();
        if (isTaken(name, null)) {
            return Optional.empty();
        }
        var id =
                database.first(
                        Sql.of(
                                """
                                insert into sites (name, created_at) values (?, ?) returning id
                                """,
                                name,
                                clock.instant()),
                        row -> row.uuid("id"));
        id.ifPresent(
                one -> audit.record(actor, "site.added", "site:" + one, "added “" + name + "”"));
        return id;
    }

    /**
     * The site of this name, which is made where there is none.
     *
     * @throws Full there are too many
     */
    public UUID named(String name, Actor actor) {
        return byName(name)
                .or(() -> {
                    if (count() >= NAMED_MAX) {
                        throw new Full(name);
                    }
                    return add(name, actor);
                })
                .or(() -> byName(name))
                .orElseThrow(() -> new IllegalStateException("site " + name + " went away"));
    }

    private Optional<UUID> byName(String name) {
        return database.first(
                Sql.of("select id from sites where lower(name) = lower(?)", name),
                row -> row.uuid("id"));
    }

    private long count() {
        return database.first(
                        Sql.of("select count(*) as sites from sites"), row -> row.number("sites"))
                .orElse(0L);
    }

    /** Gives a site another name; false where it is taken. */
    public boolean rename(Site site, String name, Actor actor) {
        lock();
        var free = !isTaken(name, site.id());
        if (free) {
            database.run(Sql.of("update sites set name = ? where id = ?", name, site.id()));
            audit.record(
                    actor,
                    "site.renamed",
                    "site:" + site.id(),
                    "renamed “" + site.name() + "” to “" + name + "”");
        }
        return free;
    }

    /**
     * Removes a site; false where devices, retired ones too, collectors or enrollment tokens belong
     * to it, or it is the last.
     */
    public boolean remove(Site site, Actor actor) {
        lock();
        var removed =
                database.run(
                        Sql.of(
                                """
                                delete from sites where id = ?
                                    and exists (select from sites other where other.id <> sites.id)
                                    and not exists (select from devices where site_id = sites.id)
                                    and not exists (select from collectors
                                        where site_id = sites.id)
                                    and not exists (select from enrollment_tokens
                                        where site_id = sites.id)
                                """,
                                site.id()));
        if (removed == 1) {
            audit.record(
                    actor, "site.removed", "site:" + site.id(), "removed “" + site.name() + "”");
        }
        return removed == 1;
    }

    /** Lets one transaction of the organization change its sites at a time. */
    private void lock() {
        database.first(
                Sql.of("select pg_advisory_xact_lock(hashtextextended('sites ' || tenant(), 0))"),
                row -> true);
    }

    // People read "Berlin" and "berlin" as one place.
    private boolean isTaken(String name, @Nullable UUID but) {
        return database.first(
                        Sql.of(
                                "select id from sites where lower(name) = lower(?)"
                                        + " and id is distinct from ?::uuid",
                                name,
                                but),
                        row -> row.uuid("id"))
                .isPresent();
    }

    private static Site site(Row row) {
        return new Site(row.uuid("id"), row.text("name"), row.instant("created_at"));
    }
}
