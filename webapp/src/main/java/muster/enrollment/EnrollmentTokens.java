package muster.enrollment;

import java.security.SecureRandom;
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
import muster.identity.Secret;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/**
 * Expiring invitations for collectors. The token itself is told once, when it is made. An unknown,
 * an expired, a used-up and a revoked one cannot be told apart by whoever shows it.
 */
public final class EnrollmentTokens {
    public static final int TOKENS_MAX = 200;
    public static final int NAME_LETTERS_MAX = 100;
    public static final int LABELS_MAX = 20;
    public static final int LABEL_LETTERS_MAX = 64;
    public static final int USES_MAX = 1_000_000;

    private static final String OPEN = "open";
    private static final String REVOKED = "token.revoked";

    static final Fields FIELDS =
            Fields.of(
                            "t.id",
                            "-created",
                            Field.text("name", "lower(t.name) collate \"C\"").sorted(),
                            Field.text("by", "lower(t.created_by) collate \"C\"").sorted(),
                            Field.text("site", "lower(s.name) collate \"C\""),
                            Field.word("state", "state", List.of(OPEN, "used_up", "expired")),
                            Field.number("uses", "t.uses"),
                            Field.time("created", "t.created_at").sorted(),
                            Field.time("expires", "t.expires_at"),
                            Field.time("used", "t.used_at"))
                    .searchedIn(
                            "t.name || ' ' || t.created_by || ' ' || array_to_string(t.labels, ' ')");

    private static final Sql SELECT =
            Sql.of(
                    """
                    select t.id, t.name, t.hint, t.labels, t.site_id, s.name as site, state,
                        t.max_uses, t.uses, t.created_by, t.created_at, t.expires_at, t.used_at
                    """);

    private final Database database;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * A token as members see it.
     *
     * @param state open, used_up or expired
     * @param maxUses how many collectors it may let in, null for any number
     */
    public record Token(
            UUID id,
            String name,
            String hint,
            List<String> labels,
            @Nullable UUID siteId,
            @Nullable String site,
            String state,
            @Nullable Long maxUses,
            long uses,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant usedAt) {
        public Token {
            labels = List.copyOf(labels);
        }

        /** Whether it lets somebody in still. */
        boolean isOpen() {
            return state.equals(OPEN);
        }
    }

    /** What a new token is to be; what enrolls with it gets its labels and its site. */
    public record Wanted(
            String name,
            List<String> labels,
            Optional<UUID> site,
            Optional<Instant> expiresAt,
            Optional<Integer> maxUses) {
        public Wanted {
            labels = List.copyOf(labels);
        }
    }

    /** The end of a token before its time. */
    public record Revocation(String by, Instant at) {}

    /** A new token, whose text nobody is told again. */
    public record Made(UUID id, Secret token) {}

    /** One use of a token, that is now taken. */
    record Use(UUID token, String name, List<String> labels, @Nullable UUID site) {}

    public EnrollmentTokens(Database database, Audit audit, SecureRandom random, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** The tokens that are asked for, usually the newest first. */
    public Page<Token> matching(Query query) {
        return query.page(database, SELECT, from(), EnrollmentTokens::token);
    }

    /** Hands over all that match, for exports. */
    void each(Query query, Consumer<Token> receiver) {
        query.each(database, SELECT, from(), row -> receiver.accept(token(row)));
    }

    Optional<Token> find(UUID id) {
        return database.first(SELECT.and(from()).and("and t.id = ?", id), EnrollmentTokens::token);
    }

    private Sql from() {
        return Sql.of(
                """
                from enrollment_tokens t left join sites s on s.id = t.site_id
                cross join lateral (select case
                    when t.expires_at <= ? then 'expired'
                    when t.uses >= t.max_uses then 'used_up' else 'open' end as state) as states
                where true
                """,
                clock.instant());
    }

    public boolean isFull() {
        return database.first(
                        Sql.of("select count(*) as tokens from enrollment_tokens"),
                        row -> row.number("tokens"))
                .filter(tokens -> tokens >= TOKENS_MAX)
                .isPresent();
    }

    public Made make(Wanted wanted, Actor actor) {
        var token = Secret.make(Secret.Kind.ENROLLMENT_TOKEN, random);
        var id =
                database.first(
                                Sql.of(
                                        """
                                        insert into enrollment_tokens (name, hash, hint, labels,
                                            site_id, max_uses, created_by, created_at, expires_at)
                                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                                        """,
                                        wanted.name(),
                                        token.hash(),
                                        token.hint(),
                                        wanted.labels().toArray(String[]::new),
                                        wanted.site().orElse(null),
                                        wanted.maxUses().orElse(null),
                                        actor.label(),
                                        clock.instant(),
                                        wanted.expiresAt().orElse(null)),
                                row -> row.uuid("id"))
                        .orElseThrow();
        audit.record(actor, "token.made", subject(id), "made the token “" + wanted.name() + "”");
        return new Made(id, token);
    }

    /** Ends a token, which lets nobody in from now on; says whether there is or was one. */
    public boolean revoke(UUID id, Actor actor) {
        var name =
                database.first(
                        Sql.of("delete from enrollment_tokens where id = ? returning name", id),
                        row -> row.text("name"));
        name.ifPresent(one -> audit.record(actor, REVOKED, subject(id), "revoked “" + one + "”"));
        return name.isPresent() || revocation(id).isPresent();
    }

    /** Who ended this token and when; its row is gone, the audit remembers. */
    public Optional<Revocation> revocation(UUID id) {
        return audit.last(REVOKED, subject(id))
                .map(entry -> new Revocation(entry.label(), entry.at()));
    }

    /**
     * Whose token somebody shows.
     *
     * @param usable whether it lets in who shows it
     */
    record Shown(UUID token, Tenant organization, boolean usable) {}

    /**
     * The token that somebody shows. At the door.
     *
     * @param applicant who is in already where the answer was lost, and needs no other use
     */
    Optional<Shown> shown(Secret token, UUID applicant) {
        return database.first(
                Sql.of("select t.id, t.org_id,")
                        .and(unexpired())
                        .and("and (max_uses is null or uses < max_uses or exists (")
                        .and(Unheard.collector(applicant))
                        .and(
                                """
                                and c.org_id = t.org_id)) as usable
                                from enrollment_tokens t where hash = ?
                                """,
                                token.hash()),
                row ->
                        new Shown(
                                row.uuid("id"),
                                new Tenant(row.uuid("org_id")),
                                row.flag("usable")));
    }

    /** Takes note that a token was shown in vain, for whoever waits for what comes of it. */
    void refused(Shown token) {
        database.inTenant(
                token.organization(),
                () ->
                        database.run(
                                Sql.of(
                                        "update enrollment_tokens set refused_at = ? where id = ?",
                                        clock.instant(),
                                        token.token())));
    }

    /** Takes one use of a token; nothing where another took the last one. */
    Optional<Use> use(Secret token) {
        return database.first(
                Sql.of(
                                """
                                update enrollment_tokens set uses = uses + 1, used_at = ?
                                where hash = ?
                                """,
                                clock.instant(),
                                token.hash())
                        .and("and (max_uses is null or uses < max_uses) and")
                        .and(unexpired())
                        .and("returning id, name, labels, site_id"),
                row ->
                        new Use(
                                row.uuid("id"),
                                row.text("name"),
                                row.texts("labels"),
                                row.uuidOrNull("site_id")));
    }

    private Sql unexpired() {
        return Sql.of("(expires_at is null or expires_at > ?)", clock.instant());
    }

    static String subject(UUID id) {
        return "enrollment-token:" + id;
    }

    private static Token token(Row row) {
        return new Token(
                row.uuid("id"),
                row.text("name"),
                row.text("hint"),
                row.texts("labels"),
                row.uuidOrNull("site_id"),
                row.textOrNull("site"),
                row.text("state"),
                row.numberOrNull("max_uses"),
                row.number("uses"),
                row.text("created_by"),
                row.instant("created_at"),
                row.instantOrNull("expires_at"),
                row.instantOrNull("used_at"));
    }
}
