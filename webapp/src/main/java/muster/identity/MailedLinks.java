package muster.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;

/** Links sent by mail, each for one purpose and one use. The database keeps their hashes. */
public final class MailedLinks {
    public static final Duration CONFIRMATION_LIFE = Duration.ofDays(7);
    public static final Duration RESET_LIFE = Duration.ofHours(1);

    /** Strangers can make the hub write to a mailbox: not without end. */
    static final int LETTERS_PER_HOUR_MAX = 10;

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /** A sign-up that waits for its mailbox to say yes; {@code founded} is what it founded. */
    public record Confirmation(
            EmailAddress email,
            UUID organization,
            String founded,
            String name,
            String passwordHash,
            boolean used) {
        /** Without the password's hash: a log may print this. */
        @Override
        public String toString() {
            return "Confirmation of " + organization;
        }
    }

    /** A link to send, and to whom. */
    public record Waiting(EmailAddress email, Secret link) {}

    public MailedLinks(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** A link that makes this mailbox's person an owner of the transaction's organization. */
    public Secret confirmation(EmailAddress email, String name, String passwordHash) {
        var link = Secret.make(Secret.Kind.MAILED_LINK, random);
        var now = clock.instant();
        database.run(
                Sql.of(
                        """
                        insert into mailed_links
                            (token_hash, purpose, email, org_id, name, password_hash, created_at, expires_at)
                        values (?, 'confirmation', ?, tenant(), ?, ?, ?, ?)
                        """,
                        link.hash(),
                        email.text(),
                        name,
                        passwordHash,
                        now,
                        now.plus(CONFIRMATION_LIFE)));
        return link;
    }

    /** What this link confirms, also when it has done so before. At the door. */
    public Optional<Confirmation> confirmation(Secret link) {
        return database.first(
                Sql.of(
                        """
                        select l.email, l.org_id, o.name as founded, l.name, l.password_hash, l.used_at
                        from mailed_links l join organizations o on o.org_id = l.org_id
                        where l.token_hash = ? and l.purpose = 'confirmation' and l.expires_at > ?
                        """,
                        link.hash(),
                        clock.instant()),
                row ->
                        new Confirmation(
                                address(row),
                                row.uuid("org_id"),
                                row.text("founded"),
                                row.text("name"),
                                row.text("password_hash"),
                                row.instantOrNull("used_at") != null));
    }

    /**
     * Another link for the sign-up of this organization, where it still waits. The first link goes
     * on working: its letter may only be late. At the door.
     */
    public Optional<Waiting> another(UUID organization) {
        var link = Secret.make(Secret.Kind.MAILED_LINK, random);
        var now = clock.instant();
        return database.first(
                Sql.of(
                        """
                        insert into mailed_links
                            (token_hash, purpose, email, org_id, name, password_hash, created_at, expires_at)
                        select ?, purpose, email, org_id, name, password_hash, ?, ?
                        from mailed_links
                        where org_id = ? and purpose = 'confirmation' and used_at is null
                            and expires_at > ?
                        order by created_at limit 1 returning email
                        """,
                        link.hash(),
                        now,
                        now.plus(CONFIRMATION_LIFE),
                        organization,
                        now),
                row -> new Waiting(address(row), link));
    }

    /**
     * Uses up the links that confirm the transaction's organization; true for the one who does it
     * first.
     */
    public boolean use() {
        return database.run(
                        Sql.of(
                                """
                                update mailed_links set used_at = ?, password_hash = ''
                                where used_at is null
                                """,
                                clock.instant()))
                > 0;
    }

    /**
     * A link that sets a new password. It is made for every address that is asked for, so that the
     * work is the same; only a person's is sent. At the door.
     */
    Secret reset(EmailAddress email) {
        var link = Secret.make(Secret.Kind.MAILED_LINK, random);
        var now = clock.instant();
        database.run(
                Sql.of(
                        """
                        insert into mailed_links (token_hash, purpose, email, created_at, expires_at)
                        values (?, 'reset', ?, ?, ?)
                        """,
                        link.hash(),
                        email.text(),
                        now,
                        now.plus(RESET_LIFE)));
        return link;
    }

    /** Whose password this link may still set. At the door. */
    Optional<EmailAddress> reset(Secret link) {
        return database.first(
                Sql.of(
                        """
                        select email from mailed_links
                        where token_hash = ? and purpose = 'reset' and used_at is null
                            and expires_at > ?
                        """,
                        link.hash(),
                        clock.instant()),
                MailedLinks::address);
    }

    /** Ends all links of this mailbox that set a password. At the door. */
    void endResets(EmailAddress email) {
        database.run(
                Sql.of(
                        "delete from mailed_links where email = ? and purpose = 'reset'",
                        email.text()));
    }

    /** Whether one more letter may go to this mailbox, its link written already. At the door. */
    public boolean mayWrite(EmailAddress email) {
        return database.first(
                        Sql.of(
                                """
                                select count(*) as links from mailed_links
                                where email = ? and created_at > ?
                                """,
                                email.text(),
                                clock.instant().minus(Duration.ofHours(1))),
                        row -> row.number("links"))
                .filter(links -> links <= LETTERS_PER_HOUR_MAX)
                .isPresent();
    }

    /** Forgets links that nobody can use any more. At the door. */
    void forgetExpired() {
        database.run(Sql.of("delete from mailed_links where expires_at <= ?", clock.instant()));
    }

    private static EmailAddress address(Row row) {
        return new EmailAddress(row.text("email"));
    }
}
