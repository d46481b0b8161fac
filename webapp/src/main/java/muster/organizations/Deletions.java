package muster.organizations;

import java.util.List;
import muster.database.Database;
import muster.database.Sql;
import muster.happenings.Happening;
import muster.happenings.Happenings;
import muster.identity.EmailAddress;
import muster.identity.FormerKeys;
import muster.identity.Letters;
import muster.tenancy.Actor;

/**
 * The end of an organization. From the commit on nobody gets in; what was in it, the audit record
 * included, goes in the background, piece by piece.
 */
public final class Deletions {
    private static final System.Logger LOG = System.getLogger("muster.organizations");

    /** Each takes thousands of rows with it, and a statement has its time. */
    private static final int AT_ONCE = 100;

    private static final int ROWS_AT_ONCE = 10_000;

    private static final int EVENTS_AT_ONCE = 20_000;

    private static final List<Sql> PIECES =
            List.of(
                    Sql.of(
                            """
                            delete from batches where (collector_id, epoch, sequence) in
                                (select collector_id, epoch, sequence from batches limit ?)
                            """,
                            ROWS_AT_ONCE),
                    Sql.of(
                            "delete from collectors where id in (select id from collectors limit ?)",
                            AT_ONCE),
                    Sql.of(
                            "delete from devices where id in (select id from devices limit ?)",
                            AT_ONCE),
                    Sql.of(
                            "delete from software where id in (select id from software limit ?)",
                            AT_ONCE),
                    // The oldest first, so that only their days are opened.
                    Sql.of(
                            """
                            delete from events where received_at <= coalesce((
                                select received_at from events order by received_at offset ? limit 1),
                                'infinity')
                            """,
                            EVENTS_AT_ONCE));

    private final Database database;
    private final FormerKeys keys;
    private final Letters letters;
    private final Happenings happenings;

    public Deletions(Database database, FormerKeys keys, Letters letters, Happenings happenings) {
        this.database = database;
        this.keys = keys;
        this.letters = letters;
        this.happenings = happenings;
    }

    /** Closes the transaction's organization for good, and tells its owners. */
    public void delete(Actor actor) {
        var tenant = database.tenant();
        var name = name();
        var owners = owners();
        keys.retire();
        database.run(Sql.of("delete from enrollment_tokens"));
        database.run(Sql.of("delete from memberships where org_id = tenant()"));
        happenings.forget();
        happenings.record(new Happening(Happening.Kind.ORGANIZATION_DELETED, tenant.id()));
        database.afterCommit(() -> {
            // Its own record goes with it: the log and the owners' mailboxes stay.
            LOG.log(System.Logger.Level.INFO, "{0} deleted {1}", actor.reference(), tenant);
            owners.forEach(one -> letters.organizationDeleted(one, name, actor.label()));
        });
    }

    /** The listener of {@link Happening.Kind#ORGANIZATION_DELETED}. */
    public void goOn(Happening deletion) {
        if (PIECES.stream().anyMatch(piece -> database.run(piece) > 0)) {
            happenings.record(deletion);
        } else {
            // All other tables of a tenant follow.
            database.run(Sql.of("delete from organizations where org_id = tenant()"));
        }
    }

    private String name() {
        return database.first(
                        Sql.of("select name from organizations where org_id = tenant()"),
                        row -> row.text("name"))
                .orElseThrow();
    }

    private List<EmailAddress> owners() {
        return database.list(
                Sql.of(
                        """
                        select p.email from memberships m join people p on p.id = m.person_id
                        where m.org_id = tenant() and m.role = 'owner' order by p.email
                        """),
                row -> new EmailAddress(row.text("email")));
    }
}
