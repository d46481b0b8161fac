package muster.organizations;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.Secret;
import muster.tenancy.Actor;
import muster.tenancy.Permission;
import muster.web.Cidr;
import org.jspecify.annotations.Nullable;

/** Keys of an organization's programs. The key itself is told once, when it is made. */
public final class ApiKeys {
    public static final int KEYS_MAX = 200;
    public static final int RANGES_MAX = 50;
    public static final int NAME_LETTERS_MAX = 100;

    private final Database database;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    /** A key as members see it. */
    public record ApiKey(
            UUID id,
            String name,
            String hint,
            List<String> scopes,
            List<String> ipAllow,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt) {
        public ApiKey {
            scopes = List.copyOf(scopes);
            ipAllow = List.copyOf(ipAllow);
        }
    }

    /** What a new key is to be. */
    public record Wanted(
            String name,
            Collection<Permission> scopes,
            List<Cidr> ipAllow,
            Optional<Instant> expiresAt) {
        public Wanted {
            scopes = List.copyOf(scopes);
            ipAllow = List.copyOf(ipAllow);
        }
    }

    /** A new key, whose text nobody is told again. */
    public record Made(UUID id, Secret key) {}

    public ApiKeys(Database database, Audit audit, SecureRandom random, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** The keys, newest first. */
    public List<ApiKey> all() {
        return database.list(
                Sql.of(
                        """
                        select id, name, hint, scopes, ip_allow, created_by, created_at, expires_at,
                            used_at
                        from api_keys order by created_at desc, id desc limit ?
                        """,
                        KEYS_MAX),
                ApiKeys::apiKey);
    }

    public Made make(Wanted wanted, Actor actor) {
        var key = Secret.make(Secret.Kind.API_KEY, random);
        var scopes = wanted.scopes().stream().sorted().distinct().map(Permission::word);
        var id =
                database.first(
                                Sql.of(
                                        """
                                        insert into api_keys (name, hash, hint, scopes, ip_allow,
                                            created_by, created_at, expires_at)
                                        values (?, ?, ?, ?, ?, ?, ?, ?) returning id
                                        """,
                                        wanted.name(),
                                        key.hash(),
                                        key.hint(),
                                        scopes.toArray(String[]::new),
                                        wanted.ipAllow().stream()
                                                .map(Cidr::toString)
                                                .toArray(String[]::new),
                                        actor.label(),
                                        clock.instant(),
                                        wanted.expiresAt().orElse(null)),
                                row -> row.uuid("id"))
                        .orElseThrow();
        audit.record(actor, "key.made", "key:" + id, "made the key “" + wanted.name() + "”");
        return new Made(id, key);
    }

    /** Ends a key, which stops working at once; says whether it was there. */
    public boolean revoke(UUID id, Actor actor) {
        var name =
                database.first(
                        Sql.of("delete from api_keys where id = ? returning name", id),
                        row -> row.text("name"));
        name.ifPresent(
                one -> audit.record(actor, "key.revoked", "key:" + id, "revoked “" + one + "”"));
        return name.isPresent();
    }

    private static ApiKey apiKey(Row row) {
        return new ApiKey(
                row.uuid("id"),
                row.text("name"),
                row.text("hint"),
                row.texts("scopes"),
                row.texts("ip_allow"),
                row.text("created_by"),
                row.instant("created_at"),
                row.instantOrNull("expires_at"),
                row.instantOrNull("used_at"));
    }
}
