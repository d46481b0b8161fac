package muster.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Permission;
import org.jspecify.annotations.Nullable;

/** Keys that people make for programs of their own. */
public final class PersonalTokens {
    public static final int TOKENS_MAX = 50;
    static final Duration TOUCH = Duration.ofMinutes(1);

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /** A token as its person sees it. */
    public record Token(
            UUID id,
            String name,
            String hint,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt) {
        public Token {
            scopes = List.copyOf(scopes);
        }
    }

    /** A new token: the only time that its text is told. */
    public record Made(UUID id, Secret token) {}

    /** What a token opens. */
    record Opened(
            UUID person,
            String email,
            String name,
            String zone,
            Set<Permission> scopes,
            Optional<UUID> organization) {}

    public PersonalTokens(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a token for the person of this transaction.
     *
     * @param organization the only one it is for, if its maker's session is for that one alone
     */
    Made make(
            String name,
            Collection<Permission> scopes,
            Optional<Instant> expiresAt,
            Optional<UUID> organization) {
        var token = Secret.make(Secret.Kind.PERSONAL_TOKEN, random);
        var words = scopes.stream().sorted().distinct().map(Permission::word);
        var id =
                database.first(
                        Sql.of(
                                """
                                insert into personal_tokens
                                    (name, hash, hint, scopes, created_at, expires_at, bound_org_id)
                                values (?, ?, ?, ?, ?, ?, ?) returning id
                                """,
                                name,
                                token.hash(),
                                token.hint(),
                                words.toArray(String[]::new),
                                clock.instant(),
                                expiresAt.orElse(null),
                                organization.orElse(null)),
                        row -> row.uuid("id"));
        return new Made(id.orElseThrow(), token);
    }

    /** The tokens of the person of this transaction that reach no further, newest first. */
    List<Token> mine(Optional<UUID> organization) {
        return database.list(
                Sql.of(
                        """
                        select id, name, hint, scopes, created_at, expires_at, used_at
                        from personal_tokens where (?::uuid is null or bound_org_id = ?)
                        order by created_at desc, id desc limit ?
                        """,
                        organization.orElse(null),
                        organization.orElse(null),
                        TOKENS_MAX),
                row ->
                        new Token(
                                row.uuid("id"),
                                row.text("name"),
                                row.text("hint"),
                                row.texts("scopes"),
                                row.instant("created_at"),
                                row.instantOrNull("expires_at"),
                                row.instantOrNull("used_at")));
    }

    /** Ends a token of the person of this transaction; says whether it was there. */
    boolean revoke(UUID id, Optional<UUID> organization) {
        return database.run(
                        Sql.of(
                                """
                                delete from personal_tokens
                                where id = ? and (?::uuid is null or bound_org_id = ?)
                                """,
                                id,
                                organization.orElse(null),
                                organization.orElse(null)))
                == 1;
    }

    /** What this token opens, while it lasts. At the door. */
    Optional<Opened> open(Secret token) {
        var now = clock.instant();
        database.run(
                Sql.of(
                        """
                        update personal_tokens set used_at = ?
                        where hash = ? and (used_at is null or used_at < ?)
                        """,
                        now,
                        token.hash(),
                        now.minus(TOUCH)));
        return database.first(
                Sql.of(
                        """
                        select p.id, p.email, p.name, p.zone, t.scopes, t.bound_org_id
                        from personal_tokens t join people p on p.id = t.person_id
                        where t.hash = ? and (t.expires_at is null or t.expires_at > ?)
                        """,
                        token.hash(),
                        now),
                row ->
                        new Opened(
                                row.uuid("id"),
                                row.text("email"),
                                row.text("name"),
                                row.text("zone"),
                                row.texts("scopes").stream()
                                        .flatMap(word -> Permission.of(word).stream())
                                        .collect(Collectors.toUnmodifiableSet()),
                                Optional.ofNullable(row.uuidOrNull("bound_org_id"))));
    }
}
