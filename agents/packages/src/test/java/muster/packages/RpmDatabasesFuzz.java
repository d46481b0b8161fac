package muster.packages;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * What holds for any database of rpm, whoever wrote it: software, or {@link Damaged}. The fuzzer's
 * bytes are changes to a database that is whole, since it would not find the way to one.
 */
class RpmDatabasesFuzz {
    private static final String LONGEST = "20s";
    private static final byte[][] HEADERS = {
        RpmDatabases.header("curl", null, "8.6.0", "10.fc40"),
        RpmDatabases.header("bind", 32, "9." + "18".repeat(150), "1." + "0".repeat(150)),
    };
    private static final byte[] SQLITE = RpmDatabases.sqlite(HEADERS);
    private static final byte[] NDB = RpmDatabases.ndb(HEADERS);
    private static final byte[] BERKELEY = RpmDatabases.berkeley(ByteOrder.LITTLE_ENDIAN, HEADERS);
    private static final Bytes WRITTEN = Bytes.of(RpmDatabases.written("rpmdb.sqlite"));
    private static final byte[] LOG = RpmDatabases.written("rpmdb.sqlite-wal");

    static class SqliteTarget {
        @FuzzTest(maxDuration = LONGEST)
        void sqlite(byte[] changes) throws IOException {
            sqliteHolds(changes);
        }
    }

    static class SqliteLogTarget {
        @FuzzTest(maxDuration = LONGEST)
        void log(byte[] changes) throws IOException {
            logHolds(changes);
        }
    }

    static class NdbTarget {
        @FuzzTest(maxDuration = LONGEST)
        void ndb(byte[] changes) throws IOException {
            ndbHolds(changes);
        }
    }

    static class BerkeleyTarget {
        @FuzzTest(maxDuration = LONGEST)
        void berkeley(byte[] changes) throws IOException {
            berkeleyHolds(changes);
        }
    }

    static boolean sqliteHolds(byte[] changes) throws IOException {
        return holds(() -> RpmSqlite.read(Bytes.of(Changes.in(SQLITE, changes)), null));
    }

    /** A log may be damaged in any way: the database is then as it was before. */
    static boolean logHolds(byte[] changes) throws IOException {
        var reading = RpmSqlite.read(WRITTEN, Bytes.of(Changes.in(LOG, changes)));
        assertTrue(reading.software().size() >= 2, reading.toString());
        return true;
    }

    static boolean ndbHolds(byte[] changes) throws IOException {
        return holds(() -> RpmNdb.read(Bytes.of(Changes.in(NDB, changes))));
    }

    static boolean berkeleyHolds(byte[] changes) throws IOException {
        return holds(() -> RpmBerkeley.read(Bytes.of(Changes.in(BERKELEY, changes))));
    }

    interface Attempt {
        Reading read() throws IOException;
    }

    /** Whether it is understood; every exception but the declared one is a fault. */
    static boolean holds(Attempt attempt) throws IOException {
        try {
            return !attempt.read().software().isEmpty();
        } catch (Damaged declared) {
            return false;
        }
    }
}
