package muster.inventory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import muster.database.Sha256;
import muster.tenancy.Tenant;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/**
 * A piece of reported software with the ids of its title and version. The ids are made from what
 * they name (UUID version 8, RFC 9562), so that nobody has to ask the database for them, and from
 * the organization, so that an id of one names nothing in another.
 */
record Item(UUID software, UUID version, SoftwareFact fact) {
    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    static Item of(Tenant tenant, SoftwareFact fact) {
        var software = id(tenant.id().toString(), fact.sourceType(), fact.vendor(), fact.name());
        var version =
                id(
                        software.toString(),
                        fact.version(),
                        fact.architecture(),
                        fact.sourcePackage(),
                        fact.sourceVersion(),
                        fact.purl());
        return new Item(software, version, fact);
    }

    /** What it is sorted by in lists. */
    String nameOrder() {
        return fact.name().toLowerCase(Locale.ROOT);
    }

    private static UUID id(@Nullable String... texts) {
        var sha256 = Sha256.digest();
        for (var text : texts) {
            if (text == null) {
                sha256.update(ABSENT);
            } else {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                sha256.update(PRESENT);
                sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                sha256.update(bytes);
            }
        }
        var digest = ByteBuffer.wrap(sha256.digest());
        var high = (digest.getLong() & 0xffffffffffff0fffL) | 0x8000L;
        var low = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
