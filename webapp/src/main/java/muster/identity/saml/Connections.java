package muster.identity.saml;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.web.Site;

/** The identity providers of an organization. */
final class Connections {
    /** One for each company that was bought, and not a directory of them. */
    static final int CONNECTIONS_MAX = 5;

    private static final Sql SELECT =
            Sql.of(
                    """
                    select id, metadata, metadata_at, metadata_url, failing_since, failure,
                        idp_initiated, jit, default_role, made_at
                    from saml_connections
                    """);

    private final Database database;
    private final Audit audit;
    private final ServiceKeys keys;
    private final Site site;
    private final Clock clock;

    Connections(Database database, Audit audit, ServiceKeys keys, Site site, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.keys = keys;
        this.site = site;
        this.clock = clock;
    }

    /** Whose connection this is. At the door. */
    Optional<Tenant> owner(UUID connection) {
        return database.first(
                Sql.of("select org_id from saml_connections where id = ?", connection),
                row -> new Tenant(row.uuid("org_id")));
    }

    /** Where members of this organization sign in, the oldest of its connections. At the door. */
    Optional<UUID> of(Tenant organization) {
        return database.first(
                Sql.of(
                        """
                        select id from saml_connections
                        where org_id = ? and metadata_at is not null
                        order by made_at, id limit 1
                        """,
                        organization.id()),
                row -> row.uuid("id"));
    }

    /** All of them, the oldest first. */
    List<Connection> all() {
        return database.list(
                SELECT.and("where metadata is not null order by made_at, id"), this::connection);
    }

    Optional<Connection> find(UUID id) {
        return database.first(
                SELECT.and("where metadata is not null and id = ?", id), this::connection);
    }

    /** Lets one transaction of the organization change its connections at a time. */
    void lock() {
        database.first(
                Sql.of("select pg_advisory_xact_lock(hashtextextended('saml ' || tenant(), 0))"),
                row -> true);
    }

    /** Our side of one, also of one that is being prepared. */
    Optional<ServiceProvider> service(UUID id) {
        return database.first(
                        Sql.of("select id from saml_connections where id = ?", id),
                        row -> row.uuid("id"))
                .map(found -> service(found, keys.of(found)));
    }

    /** Our side of the next one, whose names and keys stay as they are until it is added. */
    ServiceProvider prepared() {
        lock();
        var id =
                database.first(
                                Sql.of("select id from saml_connections where metadata is null"),
                                row -> row.uuid("id"))
                        .orElseGet(this::prepare);
        return service(id).orElseThrow();
    }

    private UUID prepare() {
        var id =
                database.first(
                                Sql.of(
                                        """
                                        insert into saml_connections (idp_initiated, jit,
                                            default_role, made_at)
                                        values (false, false, ?, ?) returning id
                                        """,
                                        Policy.CAUTIOUS.defaultRole().word(),
                                        clock.instant()),
                                row -> row.uuid("id"))
                        .orElseThrow();
        keys.add(id);
        return id;
    }

    /** Adds the one that is prepared. */
    Connection add(Description description, Policy policy, Actor actor) {
        var id = prepared().connection();
        database.run(
                Sql.of(
                        """
                        update saml_connections set metadata = ?, metadata_at = ?,
                            metadata_url = ?, asked_at = null, idp_initiated = ?, jit = ?,
                            default_role = ?, made_at = ? where id = ?
                        """,
                        description.text(),
                        description.at(),
                        description.url().orElse(null),
                        policy.idpInitiated(),
                        policy.jit(),
                        policy.defaultRole().word(),
                        clock.instant(),
                        id));
        var made = find(id).orElseThrow();
        audit.record(
                actor,
                "saml.added",
                made.subject(),
                "members may sign in through %s; %s".formatted(told(made.provider()), policy));
        return made;
    }

    /** Changes what it may do. */
    void allow(Connection connection, Policy policy, Actor actor) {
        if (!policy.equals(connection.policy())) {
            database.run(
                    Sql.of(
                            """
                            update saml_connections
                            set idp_initiated = ?, jit = ?, default_role = ? where id = ?
                            """,
                            policy.idpInitiated(),
                            policy.jit(),
                            policy.defaultRole().word(),
                            connection.id()));
            audit.record(
                    actor,
                    "saml.changed",
                    connection.subject(),
                    "%s: %s".formatted(connection.name(), policy.after(connection.policy())));
        }
    }

    /**
     * Takes another description of it; says whether it trusts something else from now on.
     *
     * @param provider what the description says
     */
    boolean describe(
            Connection connection,
            Description description,
            IdentityProvider provider,
            Actor actor) {
        database.run(
                Sql.of(
                        """
                        update saml_connections set metadata = ?, metadata_at = ?, metadata_url = ?,
                            asked_at = ?, failing_since = null, failure = null where id = ?
                        """,
                        description.text(),
                        description.at(),
                        description.url().orElse(null),
                        description.at(),
                        connection.id()));
        var changed =
                !provider.equals(connection.provider())
                        || !description.url().equals(connection.description().url());
        if (changed) {
            audit.record(
                    actor,
                    "saml.described",
                    connection.subject(),
                    "trusts %s; was %s".formatted(told(provider), told(connection.provider())));
        }
        return changed;
    }

    /** Notes a step of a {@link Rotation}. */
    void rotated(Connection connection, String step, Actor actor) {
        audit.record(actor, "saml.rotated", connection.subject(), connection.name() + ": " + step);
    }

    /** Notes that its description could not be fetched; the last good one goes on being used. */
    void failed(UUID id, String why) {
        database.run(
                Sql.of(
                        """
                        update saml_connections set asked_at = ?, failure = ?,
                            failing_since = coalesce(failing_since, ?) where id = ?
                        """,
                        clock.instant(),
                        why,
                        clock.instant(),
                        id));
    }

    /** Whether it is time to ask where its description is published; who is told so must ask. */
    boolean isDue(UUID id, Duration since) {
        return database.run(
                        Sql.of(
                                """
                                update saml_connections set asked_at = ?
                                where id = ? and metadata_url is not null
                                    and coalesce(asked_at, '-infinity') <= ?
                                """,
                                clock.instant(),
                                id,
                                clock.instant().minus(since)))
                == 1;
    }

    /** Ends it: nobody signs in through it any more, nor stays signed in who did. */
    void remove(Connection connection, Actor actor) {
        database.run(Sql.of("delete from saml_connections where id = ?", connection.id()));
        audit.record(
                actor,
                "saml.removed",
                connection.subject(),
                "nobody signs in through %s any more".formatted(told(connection.provider())));
    }

    /** What is trusted, for the record and for the owners' mail. */
    static String told(IdentityProvider provider) {
        return "“%s” (%s; signs with %s)"
                .formatted(
                        provider.name(),
                        provider.entityId(),
                        provider.certificates().stream()
                                .map(Connections::told)
                                .collect(Collectors.joining(", ")));
    }

    private static String told(X509Certificate certificate) {
        return "certificate %s until %s"
                .formatted(
                        Fingerprint.of(certificate),
                        LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC));
    }

    private Connection connection(Row row) {
        var id = row.uuid("id");
        var description =
                new Description(
                        row.text("metadata"),
                        row.instant("metadata_at"),
                        Optional.ofNullable(row.textOrNull("metadata_url")));
        return new Connection(
                id,
                description,
                read(description),
                service(id, keys.of(id)),
                new Policy(
                        row.flag("idp_initiated"),
                        row.flag("jit"),
                        Role.of(row.text("default_role")).orElseThrow()),
                row.instant("made_at"),
                Optional.ofNullable(row.instantOrNull("failing_since")),
                Optional.ofNullable(row.textOrNull("failure")).orElse(""));
    }

    private ServiceProvider service(UUID id, List<Credential> pairs) {
        return new ServiceProvider(site.publicUrl().toString(), id, pairs);
    }

    private static IdentityProvider read(Description description) {
        try {
            return description.read();
        } catch (Metadata.Unreadable impossible) {
            throw new IllegalStateException("only what can be read is kept", impossible);
        }
    }
}
