package muster.identity.saml;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
    private static final long[] WARNING_DAYS = {7, 30, 60};
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
        var ours = new End("ours", one.keys().getFirst().notAfter());
        for (var end : List.of(ours, new End("theirs", earliest(one)))) {
            var mark = mark(end.at());
            if (mark.isPresent() && isNews(tenant, one, end, mark.getAsLong())) {
                letters.send(
                        database.inTenant(tenant, letters::owners),
                        "identity.sso.mail.expiry." + end.whose() + ".",
                        one.name(),
                        end.day().toString(),
                        Duration.between(clock.instant(), end.at()).toDays());
            }
        }
    }

    /** When something runs out, and on which side. */
    private record End(String whose, Instant at) {
        LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }
    }

    private static Instant earliest(Connection one) {
        // What is fetched each day is made anew by who publishes it, long before it runs out.
        var until =
                one.description().url().isPresent()
                        ? Optional.<Instant>empty()
                        : one.provider().validUntil();
        return Stream.concat(Stream.of(one.provider().certificatesEnd()), until.stream())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The mark of 60, 30 and 7 days that was passed last. */
    private OptionalLong mark(Instant end) {
        var days = Duration.between(clock.instant(), end).toDays();
        return LongStream.of(WARNING_DAYS).filter(one -> days <= one).findFirst();
    }

    private boolean isNews(Tenant tenant, Connection one, End end, long mark) {
        var warning = "%s %s %d".formatted(end.whose(), end.day(), mark);
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
