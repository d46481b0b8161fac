package muster.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** /agent as a machine runs it: again, over another version, beside another, and undone. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class InstallScriptTest {
    private static final String TOKEN = "mst_enroll_one";

    @TempDir Path folder;
    private Offer offer;
    private ScriptedMachine machine;
    private Path home;

    @BeforeEach
    void boot() throws Exception {
        offer = new Offer(folder.resolve("offer"));
        offer.program("0.1.0", "linux-amd64");
        machine = new ScriptedMachine(folder);
        // Whoever runs the tests: this is no root.
        machine.tool("id", "[ \"$1\" = -u ] && echo 1000");
        home = machine.disk.resolve("home");
        machine.with("MUSTER_AGENT_HOME", home.toString()).with("MUSTER_ENROLL_TOKEN", TOKEN);
    }

    @AfterEach
    void close() throws Exception {
        for (var agent : running()) {
            agent.destroyForcibly();
        }
        offer.close();
    }

    @Test
    void enrollsOnceAndRuns() throws Exception {
        var said = machine.run(offer.script()).expect(0);

        assertTrue(said.text().contains("checksum and signature are good"), said.text());
        assertEquals("identity by 0.1.0", identity());
        assertEquals(1, running().size());
        assertEquals(List.of("enroll 0.1.0 token=" + TOKEN, "run 0.1.0 token="), calls());
    }

    @Test
    void withoutATokenItSaysWhereToMakeOne() throws Exception {
        var said = machine.without("MUSTER_ENROLL_TOKEN").run(offer.script()).expect(1);

        assertTrue(said.text().contains("make a token at " + offer.address()), said.text());
        assertFalse(Files.exists(home));
    }

    @Test
    void runAgainWithoutATokenItKeepsTheIdentityAndRunsOnce() throws Exception {
        machine.run(offer.script()).expect(0);
        var before = running();

        machine.without("MUSTER_ENROLL_TOKEN").run(offer.script()).expect(0);

        assertEquals("identity by 0.1.0", identity());
        assertEquals(1, running().size());
        assertFalse(running().contains(before.getFirst()));
        assertEquals(1, versions().size());
        assertEquals("run 0.1.0 token=", calls().getLast());
        assertEquals(3, calls().size());
    }

    @Test
    void runAgainWithATokenItAsksTheHubWithNobodyElseInItsHome() throws Exception {
        machine.run(offer.script()).expect(0);

        var said = machine.run(offer.script()).expect(0);

        assertFalse(said.text().contains("another agent"), said.text());
        assertEquals("enroll 0.1.0 token=" + TOKEN, calls().get(2));
        assertEquals("identity by 0.1.0", identity());
        assertEquals(1, running().size());
    }

    @Test
    void aHubThatIsAwayLeavesAnEnrolledAgentRunning() throws Exception {
        machine.run(offer.script()).expect(0);
        Files.writeString(home.resolve("refused"), "");

        machine.run(offer.script()).expect(0);

        assertEquals(1, running().size());
    }

    @Test
    void anotherVersionTakesOverTheIdentity() throws Exception {
        machine.run(offer.script()).expect(0);
        offer.program("0.2.0", "linux-amd64");

        machine.without("MUSTER_ENROLL_TOKEN").run(offer.script()).expect(0);

        assertEquals("identity by 0.1.0", identity());
        assertEquals("run 0.2.0 token=", calls().getLast());
        assertEquals(1, versions().size());
        assertTrue(versions().getFirst().startsWith("0.2.0"), versions().toString());
        assertEquals(1, running().size());
    }

    @Test
    void anUpgradeThatBreaksOffLeavesTheOldOneRunning() throws Exception {
        machine.run(offer.script()).expect(0);
        machine.tool("mv", "case \"$*\" in *current) exit 1 ;; esac; exec /bin/mv \"$@\"");

        machine.run(offer.script()).expect(1);

        assertEquals(1, running().size());
        assertTrue(Files.isExecutable(home.resolve("current/bin/muster-agent")));
    }

    @Test
    void anAgentThatDoesNotEndIsEnded() throws Exception {
        Files.createDirectories(home);
        Files.writeString(home.resolve("stubborn"), "");
        machine.run(offer.script()).expect(0);
        var before = running();
        Files.delete(home.resolve("stubborn"));

        machine.run(offer.script().replace("patience_seconds=35", "patience_seconds=2")).expect(0);

        assertFalse(running().contains(before.getFirst()));
        assertEquals(1, running().size());
    }

    @Test
    void uninstallLeavesNothing() throws Exception {
        machine.run(offer.script()).expect(0);
        Files.delete(home.resolve("calls"));

        var said = machine.run(Files.readString(home.resolve("uninstall"))).expect(0);

        assertTrue(said.text().contains("removed"), said.text());
        assertEquals(List.of(), running());
        assertFalse(Files.exists(home));
    }

    @Test
    void aFileOfAnotherChecksumIsNotUnpacked() throws Exception {
        var script = offer.script();
        Files.writeString(offer.file("muster-agent-0.1.0-linux-amd64.tar.gz"), "altered");

        var said = machine.run(script).expect(1);

        assertTrue(said.text().contains("not the file that was released"), said.text());
        assertFalse(Files.exists(home.resolve("current")));
    }

    @Test
    void aFileOfAnotherSignatureIsNotUnpacked() throws Exception {
        Files.writeString(offer.file("muster-agent-0.1.0-linux-amd64.tar.gz.sig"), "altered");

        var said = machine.run(offer.script()).expect(1);

        assertTrue(said.text().contains("no good signature"), said.text());
        assertFalse(Files.exists(home.resolve("current")));
    }

    @Test
    void eachMachineGetsTheProgramOfItsProcessor() throws Exception {
        offer.program("0.3.0", "linux-arm64");

        machine.tool("uname", "if [ \"$1\" = -m ]; then echo aarch64; else echo Linux; fi");
        machine.run(offer.script()).expect(0);
        assertEquals("identity by 0.3.0", identity());

        machine.tool("uname", "if [ \"$1\" = -m ]; then echo riscv64; else echo Linux; fi");
        var said = machine.run(offer.script()).expect(1);
        assertTrue(said.text().contains("no agent is built for Linux riscv64"), said.text());
    }

    private String identity() throws Exception {
        return Files.readString(home.resolve("state/identity.json")).strip();
    }

    private List<String> calls() throws Exception {
        return Files.readAllLines(home.resolve("calls")).stream()
                .map(line -> line.replaceFirst(" proxy=.*", ""))
                .toList();
    }

    private List<String> versions() throws Exception {
        try (var folders = Files.list(home.resolve("versions"))) {
            return folders.map(one -> one.getFileName().toString()).toList();
        }
    }

    /** What runs from the homes on this machine's disk. */
    private List<ProcessHandle> running() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .command()
                                .filter(command -> command.startsWith(machine.disk.toString()))
                                .isPresent())
                .toList();
    }
}
