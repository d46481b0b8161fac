package muster.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import muster.ScriptedMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What /agent leaves on a machine whose root runs it: services, a user, and settings. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class InstalledServiceTest {
    private static final String PLAIN_UNIT = "etc/systemd/system/muster-agent.service";

    @TempDir Path folder;
    private Offer offer;
    private ScriptedMachine machine;

    @BeforeEach
    void boot() throws Exception {
        offer = new Offer(folder.resolve("offer"));
        offer.program("0.1.0", "linux-amd64");
        machine = new ScriptedMachine(folder).with("MUSTER_ENROLL_TOKEN", "mst_enroll_one");
        machine.tool("id", "if [ \"$1\" = -u ]; then echo 0; else [ -e \"$HOME/user\" ]; fi");
        machine.tool("useradd", "touch \"$HOME/user\"").tool("userdel", "rm \"$HOME/user\"");
        machine.tool("chown", "true");
        machine.tool("systemctl", "echo \"$@\" >>\"$HOME/systemctl\"");
        for (var place : List.of("etc/systemd/system", "run/systemd/system", "etc/cron.d")) {
            Files.createDirectories(machine.disk.resolve(place));
        }
    }

    @AfterEach
    void close() {
        offer.close();
    }

    @Test
    void theUsualHomeHasThePlainService() throws Exception {
        machine.run(offer.script()).expect(0);

        var unit = Files.readString(machine.disk.resolve(PLAIN_UNIT));
        var home = machine.disk.resolve("opt/muster-agent");
        assertTrue(unit.contains("ExecStart=" + home + "/current/bin/muster-agent run"), unit);
        assertTrue(unit.contains("User=muster-agent\n"), unit);
        assertEquals(
                List.of("daemon-reload", "enable muster-agent", "restart muster-agent"),
                Files.readAllLines(machine.disk.resolve("systemctl")));
    }

    @Test
    void aSecondHomeLeavesTheFirstOnesServiceAlone() throws Exception {
        machine.run(offer.script()).expect(0);
        var first = Files.readString(machine.disk.resolve(PLAIN_UNIT));

        var second = machine.disk.resolve("srv/two");
        machine.with("MUSTER_AGENT_HOME", second.toString()).run(offer.script()).expect(0);

        assertEquals(first, Files.readString(machine.disk.resolve(PLAIN_UNIT)));
        assertEquals(2, units().size());

        machine.run(Files.readString(second.resolve("uninstall"))).expect(0);
        assertEquals(List.of("muster-agent.service"), units());
        assertTrue(Files.exists(machine.disk.resolve("user")));

        var home = machine.disk.resolve("opt/muster-agent");
        Files.delete(home.resolve("calls"));
        machine.run(Files.readString(home.resolve("uninstall"))).expect(0);
        assertEquals(List.of(), units());
        assertFalse(Files.exists(machine.disk.resolve("user")));
        assertFalse(Files.exists(home));
    }

    @Test
    void aServiceIsStoppedBeforeItIsInstalledAgain() throws Exception {
        machine.run(offer.script()).expect(0);
        machine.run(offer.script()).expect(0);

        var calls = Files.readAllLines(machine.disk.resolve("systemctl"));
        assertEquals("stop muster-agent", calls.get(3));
        assertEquals("restart muster-agent", calls.getLast());
    }

    @Test
    void aHomeThatCannotBeWrittenIntoAUnitIsRefused() throws Exception {
        var home = machine.disk.resolve("my agent").toString();

        var said = machine.with("MUSTER_AGENT_HOME", home).run(offer.script()).expect(1);

        assertTrue(said.text().contains("letters, digits"), said.text());
        assertFalse(Files.exists(Path.of(home)));
    }

    @Test
    void aHomeMayBeToldFromWhereOneStands() throws Exception {
        machine.with("MUSTER_AGENT_HOME", "srv/two").run(offer.script()).expect(0);

        var unit = Files.readString(machine.disk.resolve("etc/systemd/system").resolve(only()));
        assertTrue(unit.contains("ReadWritePaths=" + machine.disk.resolve("srv/two/state")), unit);
    }

    @Test
    void theProxyOfTheShellIsTheServicesToo() throws Exception {
        machine.with("http_proxy", offer.address() + "/");

        machine.run(offer.script()).expect(0);

        assertEquals(List.of("proxy=" + offer.address()), settings());
    }

    @Test
    void aHubThatNeedsNoProxyGetsNone() throws Exception {
        machine.with("http_proxy", "http://proxy.acme.example:3128");
        machine.with("no_proxy", "localhost,127.0.0.1");

        machine.run(offer.script()).expect(0);

        assertEquals(List.of(), settings());
    }

    @Test
    void whatTheAdministratorSetStays() throws Exception {
        machine.file("/opt/muster-agent/agent.properties", "proxy=http://p:1\nspool_mib=7\n");
        machine.file("/authority.pem", "trusted");
        machine.with("http_proxy", offer.address());
        machine.with("MUSTER_AGENT_CA", machine.disk.resolve("authority.pem").toString());
        machine.with("MUSTER_AGENT_SPOOL_MIB", "9").with("MUSTER_AGENT_PLAIN_HTTP", "1");
        machine.with("MUSTER_AGENT_HOSTNAME", "web-2");

        machine.run(offer.script()).expect(0);

        var ca = machine.disk.resolve("opt/muster-agent/ca.pem");
        assertEquals("trusted", Files.readString(ca));
        assertEquals(
                List.of(
                        "proxy=http://p:1",
                        "ca=" + ca,
                        "hostname=web-2",
                        "plain_http=1",
                        "spool_mib=9"),
                settings());
    }

    @Test
    void whomToTrustIsKeptWhenItIsInstalledAgain() throws Exception {
        machine.file("/authority.pem", "trusted");
        machine.with("MUSTER_AGENT_CA", "authority.pem").run(offer.script()).expect(0);
        Files.delete(machine.disk.resolve("authority.pem"));

        machine.without("MUSTER_AGENT_CA").run(offer.script()).expect(0);

        var ca = machine.disk.resolve("opt/muster-agent/ca.pem");
        assertEquals("trusted", Files.readString(ca));
        assertEquals(List.of("ca=" + ca), settings());
    }

    private List<String> settings() throws IOException {
        var file = machine.disk.resolve("opt/muster-agent/agent.properties");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String only() throws IOException {
        assertEquals(1, units().size());
        return units().getFirst();
    }

    private List<String> units() throws IOException {
        try (var found = Files.list(machine.disk.resolve("etc/systemd/system"))) {
            return found.map(one -> one.getFileName().toString()).toList();
        }
    }
}
