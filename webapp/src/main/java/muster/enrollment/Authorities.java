package muster.enrollment;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Row;
import muster.database.Sql;

/**
 * The hub's certificate authorities: made at first need, replaced in time. While one takes over
 * from another both count, and every collector is told both, long before it must know the new one.
 */
final class Authorities {
    /** How long before the end of one the next is made. */
    static final Duration OVERLAP = Duration.ofDays(180);

    /** A new one signs for collectors at once, but a listener waits until they all know it. */
    static final Duration MADE_KNOWN = Duration.ofDays(30);

    /** Another hub may have made one. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final String ALONE = "certificate authorities";

    private final Database database;
    private final MasterKey key;
    private final SecureRandom random;
    private final Clock clock;
    private volatile Live live = new Live(List.of(), Instant.MIN);

    /** Those that count, the newest first. */
    private record Live(List<Kept> authorities, Instant readAt) {}

    private record Kept(Authority authority, Instant madeAt) {}

    Authorities(Database database, MasterKey key, SecureRandom random, Clock clock) {
        this.database = database;
        this.key = key;
        this.random = random;
        this.clock = clock;
    }

    /** The one that signs for collectors. Outside of a transaction, as all here. */
    Authority signing() {
        return live().getFirst().authority();
    }

    /** The one that signs for listeners: the newest that every collector has heard of. */
    Authority listening() {
        var known = clock.instant().minus(MADE_KNOWN);
        return live().stream()
                .filter(one -> !one.madeAt().isAfter(known))
                .findFirst()
                .orElseGet(() -> live().getLast())
                .authority();
    }

    /** All that count, as collectors are told. */
    String bundle() {
        return bundle(live());
    }

    private static String bundle(List<Kept> authorities) {
        return authorities.stream().map(one -> one.authority().pem()).collect(Collectors.joining());
    }

    /** The same as it was last read, which asks no database. */
    String known() {
        return bundle(live.authorities());
    }

    List<X509Certificate> certificates() {
        return live().stream().map(one -> one.authority().certificate()).toList();
    }

    private List<Kept> live() {
        var now = clock.instant();
        var known = live;
        if (known.readAt().plus(REMEMBERED).isAfter(now) && isEnough(known.authorities(), now)) {
            return known.authorities();
        }
        var read = database.atDoor(() -> kept(now));
        if (!isEnough(read, now)) {
            database.alone(ALONE, () -> makeIfNone(now));
            read = database.atDoor(() -> kept(now));
        }
        live = new Live(read, now);
        return read;
    }

    private static boolean isEnough(List<Kept> authorities, Instant now) {
        return !authorities.isEmpty()
                && authorities.getFirst().authority().notAfter().isAfter(now.plus(OVERLAP));
    }

    // Another hub may have been faster.
    private void makeIfNone(Instant now) {
        if (!isEnough(database.atDoor(() -> kept(now)), now)) {
            var made = Authority.make(UUID.randomUUID(), random, now);
            database.atDoor(() -> keep(made, now));
        }
    }

    private int keep(Authority made, Instant now) {
        database.run(Sql.of("delete from authorities where not_after < ?", now));
        return database.run(
                Sql.of(
                        """
                        insert into authorities (id, certificate, sealed, made_at, not_after)
                        values (?, ?, ?, ?, ?)
                        """,
                        made.id(),
                        made.pem(),
                        key.seal(place(made.id()), made.privateKey()),
                        now,
                        made.notAfter()));
    }

    private List<Kept> kept(Instant now) {
        return database.list(
                Sql.of(
                        """
                        select id, certificate, sealed, made_at from authorities
                        where not_after > ? order by made_at desc, id desc
                        """,
                        now),
                this::kept);
    }

    private Kept kept(Row row) {
        var id = row.uuid("id");
        return new Kept(
                Authority.kept(
                        id,
                        row.text("certificate"),
                        key.open(place(id), row.bytes("sealed")),
                        random),
                row.instant("made_at"));
    }

    private static String place(UUID id) {
        return "authorities " + id;
    }
}
