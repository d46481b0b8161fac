package muster.organizations;

import static java.time.Duration.between;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.Secret;
import muster.tenancy.Actor;
import muster.tenancy.Permission;
import muster.web.Cidr;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/** Keys of an organization's programs. The key itself is told once, when it is made. */
public final class ApiKeys {
    public static final int KEYS_MAX = 200;
    public static final int RANGES_MAX = 50;
    public static final int NAME_LETTERS_MAX = 100;

    static final Fields FIELDS =
            Fields.of(
                            "k.id",
                            "-created",
                            Field.text("name", "lower(k.name) collate \"C\"").sorted(),
                            Field.text("by", "lower(k.created_by) collate \"C\"").sorted(),
                            Field.time("created", "k.created_at").sorted(),
                            Field.time("expires", "k.expires_at"),
                            Field.time("used", "k.used_at"))
                    .searchedIn(
                            "k.name || ' ' || k.created_by || ' ' || array_to_string(k.scopes, ' ')");

    private static final Sql SELECT =
            Sql.of(
                    """
                    select k.id, k.name, k.hint, k.scopes, k.ip_allow, k.created_by, k.created_at,
                        k.expires_at, k.used_at, k.successor_id, successor.hint as successor
                    """);
    private static final Sql FROM =
            Sql.of(
                    """
                    from api_keys k left join api_keys successor
                        on successor.org_id = k.org_id and successor.id = k.successor_id
                    where true
                    """);

    private final Database database;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * A key as members see it.
     *
     * @param successor the hint of the key that takes its place, null where none was made
     */
    public record ApiKey(
            UUID id,
            String name,
            String hint,
            List<String> scopes,
            List<String> ipAllow,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt,
            @Nullable UUID successorId,
            @Nullable String successor) {
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

    /** The keys that are asked for, usually the newest first. */
    public Page<ApiKey> matching(Query query) {
        return query.page(database, SELECT, FROM, ApiKeys::apiKey);
    }

    /** Hands over all that match, for exports. */
    void each(Query query, Consumer<ApiKey> receiver) {
        query.each(database, SELECT, FROM, row -> receiver.accept(apiKey(row)));
    }

    public boolean isFull() {
        return database.first(
                        Sql.of("select count(*) as keys from api_keys"), row -> row.number("keys"))
                .filter(keys -> keys >= KEYS_MAX)
                .isPresent();
    }

    public Made make(Wanted wanted, Actor actor) {
        var key = Secret.make(Secret.Kind.API_KEY, random);
        var scopes = wanted.scopes().stream().sorted().distinct().map(Permission::word);
        var id =
                database.first(
                                Sql.of(
                                        """
                                        insert into api_keys (name, hash, hint, scopes, ip_allow,
                                            created_by, person_id, created_at, expires_at)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                        """,
                                        wanted.name(),
                                        key.hash(),
                                        key.hint(),
                                        scopes.toArray(String[]::new),
                                        wanted.ipAllow().stream()
                                                .map(Cidr::toString)
                                                .toArray(String[]::new),
                                        actor.label(),
                                        actor instanceof Actor.Person person ? person.id() : null,
                                        clock.instant(),
                                        wanted.expiresAt().orElse(null)),
                                row -> row.uuid("id"))
                        .orElseThrow();
        audit.record(
                actor,
                "key.made",
                "key:" + id,
                "made the key “" + wanted.name() + "”",
                Change.made(described(wanted)));
        return new Made(id, key);
    }

    private static String described(Wanted wanted) {
        var text = new StringBuilder();
        wanted.scopes().stream().sorted().forEach(one -> text.append(one.word()).append(' '));
        wanted.ipAllow().forEach(range -> text.append("from ").append(range).append(' '));
        wanted.expiresAt().ifPresent(end -> text.append("until ").append(end));
        return text.toString().strip();
    }

    public Optional<ApiKey> find(UUID id) {
        return database.first(SELECT.and(FROM).and("and k.id = ?", id), ApiKeys::apiKey);
    }

    /**
     * Makes a successor that may the same, from the same addresses and for as long; the key itself
     * works for the overlap and then no more.
     */
    public Made rotate(ApiKey old, Duration overlap, Actor actor) {
        var now = clock.instant();
        var life = Optional.ofNullable(old.expiresAt());
        var made =
                make(
                        new Wanted(
                                old.name(),
                                old.scopes().stream()
                                        .flatMap(word -> Permission.of(word).stream())
                                        .toList(),
                                old.ipAllow().stream().map(Cidr::of).toList(),
                                life.map(end -> now.plus(between(old.createdAt(), end)))),
                        actor);
        var ends = now.plus(overlap);
        database.run(
                Sql.of(
                        """
                        update api_keys set expires_at = least(expires_at, ?), successor_id = ?
                        where id = ?
                        """,
                        ends,
                        made.id(),
                        old.id()));
        audit.record(
                actor,
                "key.rotated",
                "key:" + old.id(),
                "“%s” ends at %s: key:%s takes over".formatted(old.name(), ends, made.id()));
        return made;
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

    /**
     * Ends the keys that this person made, who is no member any more and knows their text; but not
     * the one by which an identity provider says so.
     */
    void revokeOf(UUID person, Actor actor) {
        var own = actor instanceof Actor.Program program ? program.id() : null;
        database.list(
                        Sql.of(
                                """
                                select id from api_keys
                                where person_id = ? and id is distinct from ?::uuid order by id
                                """,
                                person,
                                own),
                        row -> row.uuid("id"))
                .forEach(id -> revoke(id, actor));
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
                row.instantOrNull("used_at"),
                row.uuidOrNull("successor_id"),
                row.textOrNull("successor"));
    }
}
