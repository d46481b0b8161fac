package muster.organizations;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.EmailAddress;
import muster.identity.Secret;
import muster.plans.Plans;
import muster.tenancy.Actor;
import muster.tenancy.Role;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;

/** Who may become a member of the organization, by a link that their mailbox got. */
public final class Invitations {
    public static final Duration LIFE = Duration.ofDays(7);

    /** Of one organization, whatever became of them. */
    static final int PER_DAY_MAX = 100;

    /** To one mailbox for one invitation. */
    static final int LETTERS_MAX = 5;

    /** Of invitations that ended or expired: after that nothing asks for them. */
    private static final Duration KEPT = Duration.ofDays(30);

    static final Fields FIELDS =
            Fields.of(
                            "i.id",
                            "-sent",
                            Field.text("email", "i.email collate \"C\"").sorted(),
                            Field.word("role", "i.role", Role.words()),
                            Field.time("sent", "i.sent_at").sorted(),
                            Field.time("expires", "i.expires_at").sorted())
                    .searchedIn("i.email || ' ' || i.invited_by");

    private static final Sql SELECT =
            Sql.of(
                    "select i.id, i.email, i.role, i.invited_by, i.letters, i.sent_at, i.expires_at");
    private static final Sql FROM = Sql.of("from invitations i where i.ended_at is null");

    private final Database database;
    private final Audit audit;
    private final Plans plans;
    private final Organizations organizations;
    private final Members members;
    private final OrganizationLetters mail;
    private final SecureRandom random;
    private final Clock clock;

    /** An invitation that nobody has accepted yet. */
    public record Invitation(
            UUID id,
            String email,
            Role role,
            String invitedBy,
            int letters,
            Instant sentAt,
            Instant expiresAt) {}

    /** Why somebody cannot be invited; its word names a message. */
    public enum Refusal {
        UNCONFIRMED,
        MEMBER,
        INVITED,
        FULL,
        MANY
    }

    Invitations(
            Database database,
            Audit audit,
            Plans plans,
            Organizations organizations,
            Members members,
            OrganizationLetters mail,
            SecureRandom random,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.plans = plans;
        this.organizations = organizations;
        this.members = members;
        this.mail = mail;
        this.random = random;
        this.clock = clock;
    }

    /** The open invitations that are asked for, usually the newest first. */
    public Page<Invitation> matching(Query query) {
        return query.page(database, SELECT, FROM, Invitations::invitation);
    }

    /** Hands over all that match, for exports. */
    void each(Query query, Consumer<Invitation> receiver) {
        query.each(database, SELECT, FROM, row -> receiver.accept(invitation(row)));
    }

    public Optional<Invitation> find(UUID id) {
        return database.first(SELECT.and(FROM).and("and i.id = ?", id), Invitations::invitation);
    }

    /**
     * Why this mailbox cannot be invited just now. What is found stays true until the transaction
     * ends: of two who invite at once, the other waits here.
     */
    public Optional<Refusal> refusal(EmailAddress email) {
        members.lock();
        forgetOld();
        if (organizations.current().confirmedAt() == null) {
            return Optional.of(Refusal.UNCONFIRMED);
        } else if (members.has(email)) {
            return Optional.of(Refusal.MEMBER);
        } else if (count(Sql.of("where ended_at is null and email = ?", email.text())) > 0) {
            return Optional.of(Refusal.INVITED);
        } else if (!plans.current().admitsMember(members.count() + open())) {
            return Optional.of(Refusal.FULL);
        } else if (count(Sql.of("where created_at > ?", yesterday())) >= PER_DAY_MAX) {
            return Optional.of(Refusal.MANY);
        } else {
            return Optional.empty();
        }
    }

    /** Invites whoever reads this mailbox, for whom there is no {@link #refusal}. */
    public UUID invite(EmailAddress email, Role role, Actor actor) {
        var link = Secret.make(Secret.Kind.MAILED_LINK, random);
        var now = clock.instant();
        var id =
                database.first(
                                Sql.of(
                                        """
                                        insert into invitations (email, role, token_hash, invited_by,
                                            created_at, sent_at, expires_at)
                                        values (?, ?, ?, ?, ?, ?, ?) returning id
                                        """,
                                        email.text(),
                                        role.word(),
                                        link.hash(),
                                        actor.label(),
                                        now,
                                        now,
                                        now.plus(LIFE)),
                                row -> row.uuid("id"))
                        .orElseThrow();
        audit.record(
                actor,
                "invitation.made",
                "invitation:" + id,
                "invited " + email,
                Change.made(role.word()));
        send(email, role, actor.label(), link);
        return id;
    }

    /** Sends another link, for another week; the one before opens nothing any more. */
    public boolean remind(Invitation invitation, Actor actor) {
        var link = Secret.make(Secret.Kind.MAILED_LINK, random);
        var now = clock.instant();
        var sent =
                database.run(
                        Sql.of(
                                """
                                update invitations set token_hash = ?, letters = letters + 1,
                                    sent_at = ?, expires_at = ?
                                where id = ? and ended_at is null and letters < ?
                                """,
                                link.hash(),
                                now,
                                now.plus(LIFE),
                                invitation.id(),
                                LETTERS_MAX));
        if (sent == 1) {
            audit.record(
                    actor,
                    "invitation.sent",
                    "invitation:" + invitation.id(),
                    "sent the invitation of %s again".formatted(invitation.email()));
            var email = new EmailAddress(invitation.email());
            send(email, invitation.role(), invitation.invitedBy(), link);
        }
        return sent == 1;
    }

    /** Ends an invitation: its link opens nothing any more. */
    public void revoke(Invitation invitation, Actor actor) {
        database.run(
                Sql.of(
                        "update invitations set ended_at = ? where id = ? and ended_at is null",
                        clock.instant(),
                        invitation.id()));
        audit.record(
                actor,
                "invitation.revoked",
                "invitation:" + invitation.id(),
                "revoked the invitation of " + invitation.email(),
                Change.ended(invitation.role().word()));
    }

    private void send(EmailAddress email, Role role, String by, Secret link) {
        var organization = organizations.current().name();
        database.afterCommit(() -> mail.invitation(email, organization, by, role, link));
    }

    /** Those that can still be accepted. */
    long open() {
        return count(Sql.of("where ended_at is null and expires_at > ?", clock.instant()));
    }

    private long count(Sql which) {
        return database.first(
                        Sql.of("select count(*) as n from invitations").and(which),
                        row -> row.number("n"))
                .orElse(0L);
    }

    private Instant yesterday() {
        return clock.instant().minus(Duration.ofDays(1));
    }

    private void forgetOld() {
        database.run(
                Sql.of(
                        "delete from invitations where coalesce(ended_at, expires_at) < ?",
                        clock.instant().minus(KEPT)));
    }

    private static Invitation invitation(Row row) {
        return new Invitation(
                row.uuid("id"),
                row.text("email"),
                Role.of(row.text("role")).orElseThrow(),
                row.text("invited_by"),
                row.integer("letters"),
                row.instant("sent_at"),
                row.instant("expires_at"));
    }
}
