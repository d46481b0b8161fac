package muster.enrollment;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Sql;
import muster.wire.Signature;

/** What collectors prove themselves with: keys that sign, and certificates. */
final class Credentials {
    /** Live at once: one renews every few days, and clones of one must not fill the table. */
    static final int CERTIFICATES_MAX = 10;

    private final Database database;
    private final MasterKey key;
    private final SecureRandom random;

    /**
     * A key as its collector is told.
     *
     * @param key {@value Signature#KEY_BYTES} bytes in base64
     */
    record HmacKey(UUID keyId, String key) {
        /** Without the key: a log may print this. */
        @Override
        public String toString() {
            return "HmacKey " + keyId;
        }
    }

    // Read once from a row, and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Kept(UUID id, byte[] sealed, boolean used) {}

    /** A newer key of this collector was used already: 409. */
    static final class Superseded extends RuntimeException {
        private Superseded(UUID newer) {
            super("this key was replaced by " + newer + ", which has been used");
        }
    }

    Credentials(Database database, MasterKey key, SecureRandom random) {
        this.database = database;
        this.key = key;
        this.random = random;
    }

    /** A new key, that counts from now on. */
    HmacKey make(UUID collector, Instant now) {
        var id = UUID.randomUUID();
        var secret = new byte[Signature.KEY_BYTES];
        random.nextBytes(secret);
        database.run(
                Sql.of(
                        """
                        insert into collector_keys (id, collector_id, sealed, made_at)
                        values (?, ?, ?, ?)
                        """,
                        id,
                        collector,
                        key.seal(SigningKeys.place(id), secret),
                        now));
        return new HmacKey(id, Base64.getEncoder().encodeToString(secret));
    }

    /**
     * The key that comes after the one that signed: a new one, or the one that was made before and
     * never reached its collector. The collector's row must be locked.
     *
     * @throws Superseded the key that signed is an old one
     */
    HmacKey next(UUID collector, UUID signing, Instant now) {
        var newest = newest(collector).orElseThrow();
        if (newest.id().equals(signing)) {
            // Two live at once: what the one before signed is long here.
            database.run(
                    Sql.of(
                            "delete from collector_keys where collector_id = ? and id <> ?",
                            collector,
                            signing));
            return make(collector, now);
        } else if (newest.used()) {
            throw new Superseded(newest.id());
        } else {
            var secret = key.open(SigningKeys.place(newest.id()), newest.sealed());
            return new HmacKey(newest.id(), Base64.getEncoder().encodeToString(secret));
        }
    }

    private Optional<Kept> newest(UUID collector) {
        return database.first(
                Sql.of(
                        """
                        select id, sealed, used_at is not null as used from collector_keys
                        where collector_id = ? order by made_at desc, id desc limit 1
                        """,
                        collector),
                row -> new Kept(row.uuid("id"), row.bytes("sealed"), row.flag("used")));
    }

    /** Remembers a certificate, without which it counts for nothing. */
    void keep(UUID collector, Authority.Leaf leaf, Instant now) {
        database.run(
                Sql.of(
                        """
                        delete from certificates where collector_id = ? and (not_after < ?
                            or serial not in (select serial from certificates
                                where collector_id = ? order by issued_at desc, serial limit ?))
                        """,
                        collector,
                        now,
                        collector,
                        CERTIFICATES_MAX - 1));
        database.run(
                Sql.of(
                        """
                        insert into certificates (serial, collector_id, issued_at, not_after)
                        values (?, ?, ?, ?)
                        """,
                        leaf.serial(),
                        collector,
                        now,
                        leaf.notAfter()));
    }

    /** The ids of a collector's keys. */
    java.util.List<UUID> keys(UUID collector) {
        return database.list(
                Sql.of("select id from collector_keys where collector_id = ?", collector),
                row -> row.uuid("id"));
    }
}
