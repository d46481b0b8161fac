package muster.packages;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged pastes and databases: whatever comes in, only the declared exceptions come out. */
final class MutationTest {
    private static final int ROUNDS = 3_000;
    private static final List<String> PASTES =
            List.of(
                    "dpkg-table.txt",
                    "dpkg-cut.txt",
                    "dpkg-status.txt",
                    "apt-list.txt",
                    "rpm-names.txt",
                    "rpm-fields.txt",
                    "rpm-info.txt",
                    "apk-list.txt",
                    "apk-names.txt",
                    "apk-database.txt",
                    "cyclonedx.json");
    private static final List<Format> FORMATS = List.of(Format.values());
    private static final String SPICE = "\n\r\t\b\u001b[{}\"':;|=-/@#$ \u0000\ud800\u00e9()0.";

    @Test
    void damagedPastesThrowNothingElse() {
        var random = new Random(7);
        int understood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var paste = PackageListTest.resource(PASTES.get(round % PASTES.size()));
            var text = damaged(paste, random);
            understood += PackageListFuzz.holds(text) ? 1 : 0;
            PackageListFuzz.holds(FORMATS.get(round % FORMATS.size()), text);
        }
        assertTrue(understood > 0 && understood < ROUNDS, understood + " understood");
    }

    @Test
    void damagedFilesThrowNothingElse() throws IOException {
        var random = new Random(7);
        int understood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            understood += FilesOnDiskFuzz.jarHolds(Changes.some(random)) ? 1 : 0;
            var file = PackageListTest.resource(PASTES.get(round % PASTES.size()));
            FilesOnDiskFuzz.textHolds(damaged(file, random).getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(understood > ROUNDS / 10, understood + " understood");
    }

    @Test
    void damagedDatabasesThrowNothingElse() throws IOException {
        var random = new Random(7);
        var understood = new int[4];
        for (int round = 0; round < ROUNDS; round++) {
            var changes = Changes.some(random);
            understood[0] += RpmDatabasesFuzz.sqliteHolds(changes) ? 1 : 0;
            understood[1] += RpmDatabasesFuzz.ndbHolds(changes) ? 1 : 0;
            understood[2] += RpmDatabasesFuzz.berkeleyHolds(changes) ? 1 : 0;
            understood[3] += RpmDatabasesFuzz.logHolds(changes) ? 1 : 0;
        }
        for (int each : understood) {
            assertTrue(each > ROUNDS / 10, Arrays.toString(understood));
        }
    }

    private static String damaged(String paste, Random random) {
        var text = new StringBuilder(paste);
        for (int change = random.nextInt(12); change >= 0 && text.length() > 1; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
            }
        }
        return text.toString();
    }
}
