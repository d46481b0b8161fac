package muster.identity.saml;

import java.time.Clock;
import java.time.Duration;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.domains.OwnerLetters;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;

/**
 * Looks after connections each day: fetches their descriptions again, and warns before a
 * certificate ends. One that cannot be fetched keeps the last good one, and stops no other.
 */
final class Watch implements Runnable {
    /** A signature by an unknown key asks again before the day is over, but not all the time. */
    static final Duration ON_UNKNOWN_KEY = Duration.ofMinutes(1);

    static final Duration INTERVAL = Duration.ofDays(1);
    private static final Actor MUSTER = new Actor.Muster("single sign-on");

    private final Database database;
    private final Connections connections;
    private final Changes changes;
    private final OwnerLetters letters;
    private final Clock clock;

    Watch(
            Database database,
            Connections connections,
            Changes changes,
            OwnerLetters letters,
            Clock clock) {
        this.database = database;
        this.connections = connections;
        this.changes = changes;
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public void run() {
        for (var tenant : database.tenants()) {
            for (var one : database.inTenant(tenant, connections::all)) {
                refresh(new Located(tenant, one), INTERVAL);
                warn(tenant, one);
            }
        }
    }

    /**
     * Fetches a description that is older than this, where it is published anywhere; says whether
     * something else is trusted now. Of two who ask at once, one fetches.
     */
    boolean refresh(Located at, Duration since) {
        boolean due = database.inTenant(at.tenant(), () -> connections.isDue(at.id(), since));
        if (!due) {
            return false;
        }
        try {
            return changes.refresh(at.tenant(), at.connection(), MUSTER);
        } catch (MetadataSource.Unusable unusable) {
            failed(at, unusable.why());
            return false;
        }
    }

    /** Owners hear of it once, and not each day. */
    private void failed(Located at, String why) {
        var owners =
                database.inTenant(
                        at.tenant(),
                        () -> {
                            connections.failed(at.id(), why);
                            return letters.owners();
                        });
        if (at.connection().failingSince().isEmpty()) {
            letters.send(owners, "identity.sso.mail.unusable.", at.connection().name(), why);
        }
    }

    private void warn(Tenant tenant, Connection one) {
        for (var end : Ending.near(one, clock.instant())) {
            if (isNews(tenant, one, end)) {
                letters.send(
                        database.inTenant(tenant, letters::owners),
                        "identity.sso.mail.expiry." + end.whose() + ".",
                        one.name(),
                        end.day().toString(),
                        end.days());
            }
        }
    }

    private boolean isNews(Tenant tenant, Connection one, Ending end) {
        var warning = "%s %s %d".formatted(end.whose(), end.day(), end.mark().orElseThrow());
        return database.inTenant(
                tenant,
                () ->
                        database.run(
                                        Sql.of(
                                                """
                                                update saml_connections
                                                set warned = array_append(warned, ?)
                                                where id = ? and not ? = any (warned)
                                                """,
                                                warning,
                                                one.id(),
                                                warning))
                                == 1);
    }
}
