package muster.enrollment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sha256;
import muster.database.Sql;
import muster.identity.Secret;

/**
 * Collectors that were let in and not heard of since: the answer may have been lost on its way. One
 * that asks again by the same private key is told once more, and is not there twice.
 */
final class Unheard {
    private static final int ID_BYTES = 16;

    private final Database database;

    Unheard(Database database) {
        this.database = database;
    }

    /** The id of whoever comes with this token and this key, whenever it comes. */
    static UUID id(Secret token, String publicKey) {
        var digest = Sha256.digest();
        digest.update(token.hash().getBytes(StandardCharsets.US_ASCII));
        var bytes = digest.digest(publicKey.getBytes(StandardCharsets.US_ASCII));
        // RFC 9562: version 8 is for ids of one's own making.
        bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
        var half = ByteBuffer.wrap(bytes, 0, ID_BYTES);
        return new UUID(half.getLong(), half.getLong());
    }

    /** Selects the collector of this id, c, if nobody has heard of it. */
    static Sql collector(UUID id) {
        return Sql.of(
                """
                select c.id from collectors c
                where c.id = ? and c.revoked_at is null and c.seen_at is null
                    and not exists (
                        select from collector_keys k where k.org_id = c.org_id
                            and k.collector_id = c.id and k.used_at is not null)
                """,
                id);
    }

    /** The same collector, whose keys that nobody was told are gone. */
    Optional<UUID> again(UUID id) {
        var found = database.first(collector(id).and("for update"), row -> row.uuid("id"));
        found.ifPresent(one ->
                database.run(Sql.of("delete from collector_keys where collector_id = ?", one)));
        return found;
    }

    /**
     * This id for one that is new, or another where it is taken: it was in once, and comes back.
     */
    UUID free(UUID id) {
        return database.first(
                        Sql.of("select 1 as one from collectors where id = ?", id),
                        row -> row.number("one"))
                .map(_ -> UUID.randomUUID())
                .orElse(id);
    }
}
