package muster.identity.domains;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.Secret;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The mail domains of an organization. One that its name service has confirmed belongs to this
 * organization and to no other: its people may become members by themselves.
 */
public final class Domains {
    static final int DOMAINS_MAX = 100;

    /** How the record begins that confirms a domain. */
    static final String TXT = "muster-domain-verification=";

    /** Where the record may stand beside the domain itself, if there is no room. */
    static final String PLACE = "_muster.";

    /** A name service may be away, or its keeper on holiday, before a domain is let go. */
    static final Duration GRACE = Duration.ofDays(14);

    private static final Sql SELECT =
            Sql.of(
                    """
                    select id, domain, txt, added_at, verified_at, checked_at, failing_since
                    from domains
                    """);

    private final Database database;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * A domain.
     *
     * @param txt the text that its name service must show
     * @param failingSince since when it does not show it any more
     */
    public record Domain(
            UUID id,
            String domain,
            String txt,
            Instant addedAt,
            @Nullable Instant verifiedAt,
            @Nullable Instant checkedAt,
            @Nullable Instant failingSince) {}

    public Domains(Database database, Audit audit, SecureRandom random, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** Which organization this domain belongs to, if one has proven it. At the door. */
    public Optional<Tenant> owner(DomainName domain) {
        return database.first(
                Sql.of(
                        "select org_id from domains where domain = ? and verified_at is not null",
                        domain.text()),
                row -> new Tenant(row.uuid("org_id")));
    }

    /** Whether the transaction's organization has proven that this domain is its own. */
    public boolean isVerified(DomainName domain) {
        return database.first(
                        Sql.of(
                                "select id from domains where domain = ? and verified_at is not null",
                                domain.text()),
                        row -> row.uuid("id"))
                .isPresent();
    }

    /** The same for a domain as it stands in a mailbox. */
    public boolean isOwn(String domain) {
        return DomainName.of(domain).filter(this::isVerified).isPresent();
    }

    List<Domain> all() {
        return database.list(SELECT.and("order by domain"), Domains::domain);
    }

    Optional<Domain> find(UUID id) {
        return database.first(SELECT.and("where id = ?", id), Domains::domain);
    }

    /** Adds a domain that is yet to be proven; the same again where it is there already. */
    Domain add(DomainName name, Actor actor) {
        var added =
                database.first(
                        Sql.of(
                                """
                                insert into domains (domain, txt, added_at) values (?, ?, ?)
                                on conflict (org_id, domain) do nothing returning id
                                """,
                                name.text(),
                                TXT + Secret.make(Secret.Kind.MAILED_LINK, random).text(),
                                clock.instant()),
                        row -> row.uuid("id"));
        added.ifPresent(id -> audit.record(actor, "domain.added", "domain:" + id, "added " + name));
        return database.first(SELECT.and("where domain = ?", name.text()), Domains::domain)
                .orElseThrow();
    }

    boolean isFull() {
        return database.first(
                                Sql.of("select count(*) as domains from domains"),
                                row -> row.number("domains"))
                        .orElse(0L)
                >= DOMAINS_MAX;
    }

    void remove(Domain domain, Actor actor) {
        database.run(Sql.of("delete from domains where id = ?", domain.id()));
        audit.record(
                actor, "domain.removed", "domain:" + domain.id(), "removed " + domain.domain());
    }

    /**
     * The domain's name service shows the text. A second organization that gets here is refused.
     */
    void confirmed(Domain domain, Actor actor) {
        database.run(
                Sql.of(
                        """
                        update domains set verified_at = coalesce(verified_at, ?), checked_at = ?,
                            failing_since = null where id = ?
                        """,
                        clock.instant(),
                        clock.instant(),
                        domain.id()));
        if (domain.verifiedAt() == null) {
            audit.record(
                    actor,
                    "domain.verified",
                    "domain:" + domain.id(),
                    domain.domain() + " belongs to this organization, says its name service");
        }
    }

    /** It does not show it any more; says whether the domain is let go for it. */
    boolean missed(Domain domain, Actor actor) {
        var since = Optional.ofNullable(domain.failingSince()).orElse(clock.instant());
        var lost = !since.plus(GRACE).isAfter(clock.instant());
        database.run(
                Sql.of(
                        """
                        update domains set checked_at = ?, failing_since = ?,
                            verified_at = case when ? then null else verified_at end where id = ?
                        """,
                        clock.instant(),
                        since,
                        lost,
                        domain.id()));
        if (lost) {
            audit.record(
                    actor,
                    "domain.lost",
                    "domain:" + domain.id(),
                    "the name service of %s has not shown its text since %s"
                            .formatted(domain.domain(), since));
        }
        return lost;
    }

    private static Domain domain(Row row) {
        return new Domain(
                row.uuid("id"),
                row.text("domain"),
                row.text("txt"),
                row.instant("added_at"),
                row.instantOrNull("verified_at"),
                row.instantOrNull("checked_at"),
                row.instantOrNull("failing_since"));
    }
}
