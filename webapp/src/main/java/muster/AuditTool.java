package muster;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import muster.audit.Audit;
import muster.audit.Head;
import muster.audit.Verification;
import muster.database.Database;
import muster.database.EmbeddedPostgres;
import muster.database.MasterKey;
import muster.database.Schema;
import muster.database.Server;
import muster.database.Sql;
import muster.tenancy.Tenant;

/**
 * {@code ./muster audit verify}: reads the audit record of every organization of this hub, running
 * or not, and says whether it is whole.
 */
public final class AuditTool {
    private static final int EXIT_BROKEN = 1;
    private static final int EXIT_NOT_READ = 2;
    private static final String USAGE =
            "usage: ./muster audit verify [--head ORGANIZATION=NUMBER:HASH] …";

    /** The tool was called as nobody can understand. */
    private static final class Misused extends Exception {
        private Misused() {
            super(USAGE);
        }
    }

    /** A line for one organization. */
    record Verdict(String organization, boolean holds, String text) {
        @Override
        public String toString() {
            return organization + ": " + text;
        }
    }

    private AuditTool() {}

    static void main(String[] arguments) {
        try {
            var heads = heads(arguments);
            var settings = Settings.read(System.getenv());
            var key = MasterKey.kept(settings.keyFile());
            var verdicts = verdicts(settings, key, heads);
            verdicts.forEach(IO::println);
            System.exit(verdicts.stream().allMatch(Verdict::holds) ? 0 : EXIT_BROKEN);
        } catch (Misused
                | Settings.Refused
                | Schema.Refused
                | IOException
                | Database.Failure
                | DataFolder.Taken failure) {
            System.err.println("muster: " + failure.getMessage());
            System.exit(EXIT_NOT_READ);
        }
    }

    /** The heads that were kept, by the organization's slug. */
    private static Map<String, Head> heads(String[] arguments) throws Misused {
        var heads = new LinkedHashMap<String, Head>();
        var left = new ArrayDeque<>(List.of(arguments));
        if (!"verify".equals(left.poll())) {
            throw new Misused();
        }
        while (!left.isEmpty()) {
            var flag = left.pop();
            var value = Optional.ofNullable(left.poll()).orElse("").split("=", 2);
            var head = value.length == 2 ? Head.of(value[1]) : Optional.<Head>empty();
            if (!flag.equals("--head") || head.isEmpty()) {
                throw new Misused();
            }
            heads.put(value[0], head.get());
        }
        return heads;
    }

    private static List<Verdict> verdicts(Settings settings, MasterKey key, Map<String, Head> heads)
            throws IOException, DataFolder.Taken {
        var data = settings.data();
        if (settings.database().isPresent()) {
            return verdicts(Server.of(settings.database().get()), key, heads);
        } else if (!EmbeddedPostgres.isIn(data)) {
            throw new IOException("there is no database in " + data);
        }
        try (var _ = DataFolder.open(data);
                var postgres = EmbeddedPostgres.start(data, key)) {
            return verdicts(postgres.server(), key, heads);
        } catch (DataFolder.Taken running) {
            // Its hub need not stop for this.
            var server = EmbeddedPostgres.running(data, key).orElseThrow(() -> running);
            return verdicts(server, key, heads);
        }
    }

    private static List<Verdict> verdicts(Server server, MasterKey key, Map<String, Head> heads) {
        try (var database = new Database(server, key, Rooms.ENTITIES)) {
            return verdicts(database, key, heads);
        }
    }

    static List<Verdict> verdicts(Database database, MasterKey key, Map<String, Head> heads) {
        var audit = new Audit(database, key, Clock.systemUTC());
        var verdicts = new ArrayList<Verdict>();
        var missing = new TreeMap<>(heads);
        organizations(database)
                .forEach((slug, tenant) -> {
                    var former = Optional.ofNullable(missing.remove(slug));
                    verdicts.add(
                            verdict(slug, database.inTenant(tenant, () -> audit.verify(former))));
                });
        missing.keySet()
                .forEach(slug ->
                        verdicts.add(new Verdict(slug, false, "there is no such organization")));
        return List.copyOf(verdicts);
    }

    private static Map<String, Tenant> organizations(Database database) {
        var found = new LinkedHashMap<String, Tenant>();
        database.atDoor(() ->
                        database.list(
                                Sql.of("select slug, org_id from organizations order by slug"),
                                row -> Map.entry(row.text("slug"), new Tenant(row.uuid("org_id")))))
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return found;
    }

    private static Verdict verdict(String slug, Verification read) {
        var flaw = read.flaw();
        return flaw == null
                ? new Verdict(slug, true, "whole, head " + read.head())
                : new Verdict(
                        slug,
                        false,
                        "BROKEN at entry %d (%s), whole up to %s"
                                .formatted(flaw.entry(), flaw.kind().word(), read.head()));
    }
}
