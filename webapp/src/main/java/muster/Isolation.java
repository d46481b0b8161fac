package muster;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import muster.database.EmbeddedPostgres;
import muster.database.IsolationProof;
import muster.database.MasterKey;
import muster.database.Schema;
import muster.database.TemporaryFolder;

/**
 * {@code ./muster isolation}: proves on a database of its own that tenants cannot see each other.
 */
public final class Isolation {
    private Isolation() {}

    static void main() throws IOException {
        List<IsolationProof.Verdict> verdicts;
        try (var data = TemporaryFolder.named("muster-isolation")) {
            verdicts = verdicts(data.path());
        }
        verdicts.forEach(IO::println);
        System.exit(verdicts.stream().allMatch(IsolationProof.Verdict::holds) ? 0 : 1);
    }

    private static List<IsolationProof.Verdict> verdicts(Path data) throws IOException {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        var key = MasterKey.of(bytes);
        try (var postgres = EmbeddedPostgres.start(data, key)) {
            new Schema(postgres.server(), key).prepare();
            return new IsolationProof(postgres.server()).verdicts();
        }
    }
}
