package muster.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import muster.ClockedHub;
import muster.ScriptedMachine;
import muster.database.Sql;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** /agent.sh as a machine runs it: what it cannot read it must not report as gone. */
class PlainPosterTest {
    private static final String DPKG_DATABASE = "/var/lib/dpkg/status";
    private static final String RPM_DATABASE = "/usr/lib/sysimage/rpm/rpmdb.sqlite";
    private static final String APK_DATABASE = "/lib/apk/db/installed";
    private static final String DPKG =
            "printf 'installed\\tlibssl3:amd64\\t3.0.11-1\\tamd64\\topenssl\\t3.0.11-1\\n"
                    + "config-files\\told\\t1\\tall\\told\\t1\\n'";
    private static final String RPM = "printf 'rpm\\tbash\\t5.1.8-9.el9\\tx86_64\\t\\t\\n'";

    private static final ClockedHub HUB = new ClockedHub();

    @TempDir Path folder;
    private ScriptedMachine machine;

    @BeforeEach
    void boot() throws IOException {
        machine = new ScriptedMachine(folder).with("MUSTER_DRY", "1");
        machine.file("/etc/os-release", "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n");
    }

    @AfterAll
    static void close() {
        HUB.close();
    }

    @Test
    void aListThatCannotBeReadIsRefusedAndRemovesNothing() throws Exception {
        machine.without("MUSTER_DRY").with("MUSTER_KEY", key()).with("MUSTER_HUB", HUB.address());
        machine.file(DPKG_DATABASE, "Package: libssl3").tool("dpkg-query", DPKG);
        run().expect(0);
        assertEquals(List.of("libssl3"), installed());

        machine.tool("dpkg-query", "echo 'dpkg-query: error: parsing file' >&2; exit 2");
        var said = run().expect(1);

        assertTrue(said.text().contains("dpkg-query could not read"), said.text());
        assertEquals(List.of("libssl3"), installed());
    }

    @Test
    void anEmptyListIsNoReport() throws Exception {
        machine.file(RPM_DATABASE, "x").tool("rpm", "true");

        var said = run().expect(1);

        assertTrue(said.text().contains("nothing is reported"), said.text());
    }

    @Test
    void aMachineWithoutAnyDatabaseSaysSo() throws Exception {
        machine.tool("dpkg-query", DPKG);

        run().expect(1);
    }

    @Test
    void aDatabaseWithoutItsToolIsNotNothing() throws Exception {
        machine.file(RPM_DATABASE, "x").lacks("rpm");

        var said = run().expect(1);

        assertTrue(said.text().contains("no rpm to read it"), said.text());
    }

    @Test
    void redHatWithDpkgInstalledReportsWhatRpmKnows() throws Exception {
        machine.file(DPKG_DATABASE, "").tool("dpkg-query", "true");
        machine.file(RPM_DATABASE, "x").tool("rpm", RPM);

        assertEquals(List.of("bash"), reported());
    }

    @Test
    void alpineReportsWhatApkKnows() throws Exception {
        machine.file(APK_DATABASE, "P:nginx");
        machine.tool(
                "apk",
                "echo 'nginx-1.24.0-r6 x86_64 {nginx} (BSD-2-Clause) [installed]';"
                        + "echo 'musl-dev-1.2.5-r0 x86_64 {musl} (MIT) [installed]'");

        assertEquals(List.of("nginx", "musl-dev"), reported());
    }

    @Test
    void namesWithQuotesAndBackslashesArriveAsTheyAre() throws Exception {
        machine.file(RPM_DATABASE, "x");
        machine.tool("rpm", "printf 'rpm\\ta\\\\b \"c\"\\t1-1\\tnoarch\\t\\t\\n'");

        assertEquals(List.of("a\\b \"c\""), reported());
    }

    @Test
    void theKeyIsOnNoCommandLine() throws Exception {
        machine.without("MUSTER_DRY").with("MUSTER_KEY", "mst_key_secret");
        machine.file(RPM_DATABASE, "x").tool("rpm", RPM);
        machine.tool("curl", "echo \"$@\" >\"$HOME/curl\"; printf 500");

        run().expect(1);

        assertFalse(Files.readString(machine.disk.resolve("curl")).contains("mst_"));
    }

    @Test
    void theOneForWindowsIsPlainAsciiAndRefusesAnEmptyList() {
        // Windows PowerShell 5.1 reads a file without a mark in the code page of the machine.
        var script = HUB.client().get("/agent.ps1").expect(200).body();

        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(script));
        assertTrue(script.contains("$report.products.Count -eq 0"), script);
    }

    private ScriptedMachine.Said run() throws IOException, InterruptedException {
        return machine.run(HUB.client().get("/agent.sh").expect(200).body());
    }

    private List<String> reported() throws IOException, InterruptedException {
        var report = new ObjectMapper().readTree(run().expect(0).text());
        return StreamSupport.stream(report.path("products").spliterator(), false)
                .map(product -> product.path("product_name").asText())
                .toList();
    }

    private static String key() {
        var ada = HUB.member(HUB.acme(), Role.OWNER, "ada@acme.example");
        var wish = Map.of("name", "poster", "scopes", List.of("inventory:write"));
        return ada.post("/api/v1/orgs/acme/api-keys", wish).expect(201).json().path("key").asText();
    }

    /** What is installed now, on whatever device. */
    private static List<String> installed() {
        return HUB.database()
                .inTenant(
                        HUB.acme(),
                        () ->
                                HUB.database()
                                        .list(
                                                Sql.of(
                                                        """
                                                        select s.name from installations i
                                                        join software_versions v on v.id = i.version_id
                                                        join software s on s.id = v.software_id
                                                        where i.removed_at is null order by s.name
                                                        """),
                                                row -> row.text("name")));
    }
}
