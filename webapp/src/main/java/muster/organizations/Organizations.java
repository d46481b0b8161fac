package muster.organizations;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;

/** The organizations. All of it happens in the transaction of the one it is about. */
public final class Organizations {
    public static final int NAME_LETTERS_MAX = 100;

    /** "acme", "acme-2" … "acme-9", then chance. */
    private static final int NUMBERED_MAX = 9;

    private static final int RANDOM_TRIES = 5;
    private static final int RANDOM_BITS = 30;

    private final Database database;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    /** An organization as its members see it. */
    public record Organization(
            UUID id,
            String slug,
            String name,
            String plan,
            @Nullable Instant confirmedAt,
            Instant createdAt) {}

    public Organizations(Database database, Audit audit, SecureRandom random, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** Founds the transaction's organization, with its first site. */
    public Slug found(String name, Actor founder) {
        var slug =
                candidates(name).filter(this::claim).filter(one -> insert(one, name)).findFirst();
        if (slug.isEmpty()) {
            throw new IllegalStateException("no free slug for " + Slug.named(name));
        }
        database.run(
                Sql.of(
                        "insert into sites (name, created_at) values (?, ?)",
                        Sites.FIRST,
                        clock.instant()));
        audit.record(founder, "organization.founded", subject(), "founded " + name);
        return slug.get();
    }

    /** The transaction's organization. */
    public Organization current() {
        return database.first(
                        Sql.of(
                                """
                                select org_id, slug, name, plan, confirmed_at, created_at
                                from organizations where org_id = tenant()
                                """),
                        Organizations::organization)
                .orElseThrow();
    }

    /** Somebody's mailbox has said yes: the organization is in earnest. */
    public void confirm() {
        database.run(
                Sql.of(
                        """
                        update organizations set confirmed_at = ?
                        where org_id = tenant() and confirmed_at is null
                        """,
                        clock.instant()));
    }

    /** Makes a person a member, if they are none; says whether they were none. */
    public boolean join(UUID person, Role role) {
        return database.run(
                        Sql.of(
                                """
                                insert into memberships (person_id, role) values (?, ?)
                                on conflict do nothing
                                """,
                                person,
                                role.word()))
                == 1;
    }

    /** Gives the organization another name. */
    public void rename(String name, Actor actor) {
        var before = current();
        if (!before.name().equals(name)) {
            database.run(Sql.of("update organizations set name = ? where org_id = tenant()", name));
            audit.record(
                    actor,
                    "organization.renamed",
                    subject(),
                    "“%s” is called “%s” now".formatted(before.name(), name),
                    new Change(before.name(), name));
        }
    }

    /** Moves the organization to another slug; the former one leads there. False if it is taken. */
    public boolean move(Slug slug, Actor actor) {
        var before = current().slug();
        if (before.equals(slug.text())) {
            return true;
        } else if (!claim(slug)) {
            return false;
        }
        claim(new Slug(before));
        database.run(
                Sql.of("update organizations set slug = ? where org_id = tenant()", slug.text()));
        audit.record(
                actor,
                "organization.moved",
                subject(),
                "from /o/%s to /o/%s".formatted(before, slug),
                new Change(before, slug.text()));
        return true;
    }

    // Row-level security hides whose it is: a row that cannot be written is how one learns that a
    // slug is taken, and two who want the same one wait for each other here.
    private boolean claim(Slug slug) {
        var claimed =
                database.run(
                        Sql.of(
                                "insert into slugs (slug) values (?) on conflict do nothing",
                                slug.text()));
        return claimed == 1
                || database.first(Sql.of("select 1 from slugs where slug = ?", slug.text()), _ -> 1)
                        .isPresent();
    }

    private Stream<Slug> candidates(String name) {
        var first = Slug.named(name);
        var numbered = IntStream.rangeClosed(2, NUMBERED_MAX).mapToObj(Integer::toString);
        var chance =
                Stream.generate(() -> Integer.toString(random.nextInt(1 << RANDOM_BITS), 36))
                        .limit(RANDOM_TRIES);
        return Stream.concat(Stream.of(first), Stream.concat(numbered, chance).map(first::with));
    }

    private boolean insert(Slug slug, String name) {
        return database.run(
                        Sql.of(
                                """
                                insert into organizations (slug, name, created_at)
                                values (?, ?, ?) on conflict do nothing
                                """,
                                slug.text(),
                                name,
                                clock.instant()))
                == 1;
    }

    private String subject() {
        return "organization:" + database.tenant();
    }

    private static Organization organization(Row row) {
        return new Organization(
                row.uuid("org_id"),
                row.text("slug"),
                row.text("name"),
                row.text("plan"),
                row.instantOrNull("confirmed_at"),
                row.instant("created_at"));
    }
}
