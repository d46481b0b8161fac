package muster.enrollment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/**
 * New credentials for a collector that has some: a certificate whenever it wants one, so that one
 * that slept for a month comes back, and another key to sign with.
 */
final class Rotation {
    private final Database database;
    private final Credentials credentials;
    private final SigningKeys keys;
    private final CollectorNotes notes;
    private final Clock clock;

    /** What the collector gets; nothing that it did not ask for. */
    record Renewed(@Nullable String certificate, String ca, Credentials.@Nullable HmacKey hmac) {}

    /** The request is by another private key than the one that enrolled: 403. */
    static final class AnotherKey extends RuntimeException {}

    Rotation(
            Database database,
            Credentials credentials,
            SigningKeys keys,
            CollectorNotes notes,
            Clock clock) {
        this.database = database;
        this.credentials = credentials;
        this.keys = keys;
        this.notes = notes;
        this.clock = clock;
    }

    /**
     * Renews in the collector's transaction.
     *
     * @param signing the key that signed the wish
     * @param bundle what is told of the authorities
     */
    Renewed renew(
            UUID collector,
            UUID signing,
            Optional<CertificateRequest> request,
            boolean withKey,
            Authority authority,
            String bundle) {
        var enrolled = lockedPublicKey(collector);
        var now = clock.instant();
        var certificate =
                request.map(
                                wanted -> {
                                    if (!wanted.publicKeyText().equals(enrolled)) {
                                        throw new AnotherKey();
                                    }
                                    var leaf = authority.issue(wanted, collector, now);
                                    noteReturn(collector, now);
                                    credentials.keep(collector, leaf, now);
                                    return leaf.pem();
                                })
                        .orElse(null);
        var key = withKey ? credentials.next(collector, signing, now) : null;
        // A certificate counts at once, here at least.
        database.afterCommit(() -> keys.forget(signing));
        return new Renewed(certificate, bundle, key);
    }

    /** Whoever sees that it was silent for a month shall see that it is back, and how. */
    private void noteReturn(UUID collector, Instant now) {
        database.first(
                        Sql.of(
                                """
                                select max(not_after) as ended from certificates
                                where collector_id = ? having max(not_after) < ?
                                """,
                                collector,
                                now),
                        row -> row.instant("ended"))
                .ifPresent(ended ->
                        notes.add(
                                collector,
                                CollectorNotes.Kind.RETURNED,
                                "%d days after it had ended"
                                        .formatted(Duration.between(ended, now).toDays()),
                                now));
    }

    /** Two wishes of one collector, or of a collector and its clone, come one after the other. */
    private String lockedPublicKey(UUID collector) {
        return database.first(
                        Sql.of(
                                "select public_key from collectors where id = ? for update",
                                collector),
                        row -> row.text("public_key"))
                .orElseThrow();
    }
}
