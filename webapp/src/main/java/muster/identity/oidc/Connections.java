package muster.identity.oidc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Role;
import muster.tenancy.Tenant;

/** The providers of organizations: at most one each. */
final class Connections {
    private static final Sql SELECT =
            Sql.of(
                    """
                    select id, issuer, client_id, trust_email, jit, default_role, made_at
                    from oidc_connections
                    """);

    private final Database database;
    private final Audit audit;
    private final MasterKey key;
    private final Clock clock;

    Connections(Database database, Audit audit, MasterKey key, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.key = key;
        this.clock = clock;
    }

    /** What somebody wants it to be; no secret keeps the one that is there. */
    record Wanted(
            URI issuer,
            String clientId,
            Optional<String> clientSecret,
            boolean trustEmail,
            boolean jit,
            Role defaultRole) {
        /** Without the secret: a log may print this. */
        @Override
        public String toString() {
            return "Wanted " + issuer;
        }
    }

    /** Whose connection this is. At the door. */
    Optional<Tenant> owner(UUID id) {
        return database.first(
                Sql.of("select org_id from oidc_connections where id = ?", id),
                row -> new Tenant(row.uuid("org_id")));
    }

    /** That of the transaction's organization. */
    Optional<Connection> current() {
        return database.first(SELECT, Connections::connection);
    }

    /** The same as somebody to sign in with. */
    Optional<Provider.OpenId> provider() {
        return current().map(one -> one.provider(secret(one.id())));
    }

    private String secret(UUID id) {
        var sealed =
                database.first(
                        Sql.of("select sealed_secret from oidc_connections where id = ?", id),
                        row -> row.bytes("sealed_secret"));
        return new String(key.open(place(id), sealed.orElseThrow()), StandardCharsets.UTF_8);
    }

    /** Makes it so; nothing where there is no secret yet and none is given. */
    Optional<Connection> put(Wanted wanted, Actor actor) {
        var before = current();
        // There is at most one: its address can be told to the provider before there is any.
        var id = database.tenant().id();
        if (before.isEmpty() && wanted.clientSecret().isEmpty()) {
            return Optional.empty();
        }
        var secret = wanted.clientSecret().orElseGet(() -> secret(id));
        write(id, wanted, secret);
        var now = current().orElseThrow();
        audit.record(
                actor,
                before.isEmpty() ? "oidc.connected" : "oidc.changed",
                now.subject(),
                before.map(was -> "%s (was %s)".formatted(now.words(), was.words()))
                        .orElseGet(now::words));
        return Optional.of(now);
    }

    private void write(UUID id, Wanted wanted, String secret) {
        database.run(
                Sql.of(
                        """
                        insert into oidc_connections (id, issuer, client_id, sealed_secret,
                            trust_email, jit, default_role, made_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (org_id) do update set issuer = excluded.issuer,
                            client_id = excluded.client_id, sealed_secret = excluded.sealed_secret,
                            trust_email = excluded.trust_email, jit = excluded.jit,
                            default_role = excluded.default_role
                        """,
                        id,
                        wanted.issuer().toString(),
                        wanted.clientId(),
                        key.seal(place(id), secret.getBytes(StandardCharsets.UTF_8)),
                        wanted.trustEmail(),
                        wanted.jit(),
                        wanted.defaultRole().word(),
                        clock.instant()));
    }

    /** Ends it, and what it knows of members; says whether there was one. */
    boolean remove(Actor actor) {
        var one = current();
        one.ifPresent(it -> {
            database.run(Sql.of("delete from oidc_members"));
            database.run(Sql.of("delete from oidc_connections where id = ?", it.id()));
            audit.record(actor, "oidc.disconnected", it.subject(), it.words());
        });
        return one.isPresent();
    }

    private static String place(UUID id) {
        return "oidc_connections." + id;
    }

    private static Connection connection(Row row) {
        return new Connection(
                row.uuid("id"),
                URI.create(row.text("issuer")),
                row.text("client_id"),
                row.flag("trust_email"),
                row.flag("jit"),
                Role.of(row.text("default_role")).orElseThrow(),
                row.instant("made_at"));
    }
}
