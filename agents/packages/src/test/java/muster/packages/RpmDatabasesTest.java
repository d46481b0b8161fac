package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The four ways in which rpm keeps its headers on disk. */
final class RpmDatabasesTest {
    private static final byte[] CURL = RpmDatabases.header("curl", null, "8.6.0", "10.fc40");
    private static final byte[] BIND = RpmDatabases.header("bind", 32, "9.18.26", "1.fc40");
    private static final byte[] LONG =
            RpmDatabases.header("long", 0, "1." + "0".repeat(300), "1." + "1".repeat(150));
    private static final byte[] KEY = RpmDatabases.header("gpg-pubkey", null, "a15b", "6411");

    @Test
    void readsWhatRpmWroteIntoSqlite() throws IOException {
        var database = Bytes.of(RpmDatabases.written("rpmdb.sqlite"));

        assertEquals(
                List.of("beta 2:1.3-4.el9", "alpha 1.2-4.el9"),
                shown(RpmSqlite.read(database, null)));
    }

    @Test
    void takesTheCommittedPagesOfTheLogAndNoOthers() throws IOException {
        var database = Bytes.of(RpmDatabases.written("rpmdb.sqlite"));
        var log = Bytes.of(RpmDatabases.written("rpmdb.sqlite-wal"));

        assertEquals(
                List.of("beta 2:1.3-4.el9", "gamma 1.2-4.el9"),
                shown(RpmSqlite.read(database, log)));
    }

    @Test
    void passesOverALogWhoseFirstFrameIsDamaged() throws IOException {
        var database = Bytes.of(RpmDatabases.written("rpmdb.sqlite"));
        var log = RpmDatabases.written("rpmdb.sqlite-wal");
        log[32 + 24 + 1000] ^= 1;

        assertEquals(
                List.of("beta 2:1.3-4.el9", "alpha 1.2-4.el9"),
                shown(RpmSqlite.read(database, Bytes.of(log))));
    }

    @Test
    void readsWhatBerkeleyDbWrote() throws IOException {
        assertEquals(
                List.of("alpha 1.2-4.el9", "beta 2:1.3-4.el9", "gamma 1.2-4.el9"),
                shown(RpmBerkeley.read(Bytes.of(RpmDatabases.written("Packages")))).stream()
                        .sorted()
                        .toList());
    }

    @Test
    void readsEachKindWithKeysThatAreNoSoftware() throws IOException {
        var expected = List.of("curl 8.6.0-10.fc40", "bind 32:9.18.26-1.fc40");
        for (Reading reading :
                List.of(
                        RpmSqlite.read(Bytes.of(RpmDatabases.sqlite(CURL, KEY, BIND, LONG)), null),
                        RpmNdb.read(Bytes.of(RpmDatabases.ndb(CURL, KEY, BIND, LONG))),
                        berkeley(ByteOrder.LITTLE_ENDIAN),
                        berkeley(ByteOrder.BIG_ENDIAN))) {
            assertEquals(3, reading.software().size());
            assertEquals(expected, shown(reading).subList(0, 2));
            assertEquals(0, reading.unread());
        }
    }

    private static Reading berkeley(ByteOrder order) throws IOException {
        return RpmBerkeley.read(Bytes.of(RpmDatabases.berkeley(order, CURL, KEY, BIND, LONG)));
    }

    @Test
    void tellsArchitectureSourceAndVendor() throws IOException {
        assertEquals(
                new Software(
                        Source.RPM,
                        "bind",
                        "32:9.18.26-1.fc40",
                        "x86_64",
                        "bind-src",
                        "9.18.26-1.fc40",
                        "Example Makers",
                        null),
                RpmNdb.read(Bytes.of(RpmDatabases.ndb(BIND))).software().getFirst());
    }

    @Test
    void countsADamagedHeaderAndReadsTheOthers() throws IOException {
        var cut = Arrays.copyOf(BIND, BIND.length - 40);
        var reading = RpmNdb.read(Bytes.of(RpmDatabases.ndb(CURL, cut, LONG)));

        assertEquals(2, reading.software().size());
        assertEquals(1, reading.unread());
        assertEquals("entry 2: a value of the header does not end", reading.why());
    }

    @Test
    void refusesPagesThatPointAtEachOther() {
        var loop = RpmDatabases.sqlite(CURL, BIND);
        loop[512 + 11] = 2; // The inner page's last child is the inner page.

        assertThrows(Damaged.class, () -> RpmSqlite.read(Bytes.of(loop), null));
    }

    @Test
    void refusesWhatIsNoSuchDatabase() {
        var other = Bytes.of(new byte[4096]);

        assertThrows(Damaged.class, () -> RpmSqlite.read(other, null));
        assertThrows(Damaged.class, () -> RpmNdb.read(other));
        assertThrows(Damaged.class, () -> RpmBerkeley.read(other));
    }

    private static List<String> shown(Reading reading) {
        return reading.software().stream().map(each -> each.name() + " " + each.version()).toList();
    }
}
