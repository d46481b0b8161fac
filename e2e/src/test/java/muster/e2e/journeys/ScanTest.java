package muster.e2e.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import muster.e2e.Browser;
import muster.e2e.Look;
import muster.e2e.Person;
import muster.e2e.Programs;
import muster.e2e.RunningHub;
import muster.e2e.Superuser;
import muster.e2e.net.MadeUpDevice.Kind;
import muster.e2e.net.MadeUpNetwork;
import muster.replay.Manner;
import muster.replay.Recording;
import muster.replay.ReplayedNetwork;
import muster.replay.Snmpd;
import muster.replay.Sshd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the download to a map of the network: the packed scanner asks a company's worth of devices
 * and two real ones, and a browser shows what they are.
 */
@Tag("browser")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ScanTest {
    private static final int DEVICES = 200;
    static final String SNMPD = "127.77.9.1";
    static final String SSHD = "127.77.9.2";
    static final String ALL = Integer.toString(DEVICES + 2);
    static final String UPGRADED = "15.2(8)E1";

    private static final Pattern FETCH = Pattern.compile("(?s)curl -fsSLO.*?&& cd \\S+");
    private static final Pattern TOKEN = Pattern.compile("mst_enroll_[A-Za-z0-9_-]+");

    /** More devices than the smallest plan holds. */
    private static final String PLAN = "update organizations set plan = 'enterprise'";

    @TempDir Path folder;

    @Test
    void aNetworkIsScannedAndSeen() throws Exception {
        assumeTrue(Snmpd.isInstalled() && Sshd.isInstalled(), "no snmpd, no sshd: ./muster setup");
        Sshd.makeKey(folder, "user", "ed25519", "RFC4716");
        Sshd.makeKey(folder, "host", "ed25519", "RFC4716");
        var network = MadeUpNetwork.of("127.77", DEVICES);
        try (var hub = hubOf(Person.ADA);
                var replayed = replayed(network);
                var snmpd = Snmpd.start(folder, SNMPD, replayed.port());
                var sshd = Sshd.start(folder, SSHD);
                var browser = Browser.start();
                var visitor = browser.visitor(hub, Look.WIDE_LIGHT.options())) {
            Person.ADA.logIn(visitor.open("/login"));
            var home = visitor.page().url().replaceFirst("(/o/[^/]+).*", "$1");
            var lines = enroll(visitor.open(home + "/enroll"));
            var scanner = fetched(first(FETCH, lines));
            var file = write(hub, snmpd.port(), sshd);
            var token = first(TOKEN, lines);

            saysWhatItWouldTouch(run(scanner, token, "check", "--config", file));
            run(scanner, token, "run", "--config", file, "--once");

            var seen = new SeenNetwork(visitor, home, network);
            seen.tellsOfEveryTarget();
            seen.tellsWhatDevicesAre();
            seen.showsWhatTheyGave();
            seen.drawsTheNetwork();

            var upgraded = seen.first(Kind.ACCESS);
            replayed.change(
                    upgraded.address(),
                    Recording.of(
                            upgraded.recording().replace(upgraded.kind().version(), UPGRADED)));
            run(scanner, token, "run", "--config", file, "--once");

            seen.tellsWhatChanged(upgraded);
        }
    }

    private RunningHub hubOf(Person person) throws IOException {
        var settings = Map.of("MUSTER_DOWNLOADS", Programs.downloads().toString());
        try (var hub = RunningHub.on(folder.resolve("hub"), settings)) {
            person.signUp(hub);
            person.confirm(hub);
            hub.stop();
        }
        Superuser.administer(folder.resolve("hub"), List.of(PLAN));
        return RunningHub.on(folder.resolve("hub"), settings);
    }

    private static ReplayedNetwork replayed(MadeUpNetwork network) {
        var replayed = new ReplayedNetwork(Snmpd.COMMUNITY);
        network.recordings()
                .forEach((address, recording) ->
                        replayed.add(address, Recording.of(recording), Manner.HONEST));
        return replayed.start();
    }

    /** The lines of the way that is a network's, with a fresh token in them. */
    private static String enroll(Page page) {
        Find.button(page, "Make a token and wait").click();
        var way = page.locator("details").filter(having("Network scanner"));
        way.locator("summary").click();
        return way.locator("code").first().innerText();
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    /** The program, fetched and checked by the lines of the page. */
    private Path fetched(String lines) throws IOException, InterruptedException {
        output(new ProcessBuilder("sh", "-euc", lines));
        try (var unpacked = Files.newDirectoryStream(folder, "muster-scanner-*-amd64")) {
            return unpacked.iterator().next().resolve("bin/muster-scanner");
        }
    }

    private String write(RunningHub hub, int snmpPort, Sshd sshd) throws IOException {
        var file =
                """
                state: state
                hub:
                  url: %s
                  enrollment_token: {env: TOKEN}
                sites:
                  - name: Branch
                    ranges: [127.77.0.1-127.77.0.%d, %s, %s]
                    snmp_port: %d
                    ssh_port: %d
                    rate: 200
                credentials:
                  - {name: open, kind: snmp, version: 2c, community: {env: COMMUNITY}, allow: [127.77.0.0/24]}
                  - name: sealed
                    kind: snmp
                    version: 3
                    user: modern
                    level: authPriv
                    auth: SHA-256
                    auth_password: %s
                    priv: AES-128
                    priv_password: %s
                    allow: [%s]
                  - {name: shell, kind: ssh, user: %s, private_key: {file: user}, allow: [%s]}
                """
                        .formatted(
                                hub.url(),
                                DEVICES,
                                SNMPD,
                                SSHD,
                                snmpPort,
                                sshd.address().getPort(),
                                Snmpd.AUTH_PASSWORD,
                                Snmpd.PRIV_PASSWORD,
                                SNMPD,
                                System.getProperty("user.name"),
                                SSHD);
        return Files.writeString(folder.resolve("scanner.yaml"), file).toString();
    }

    private String run(Path scanner, String token, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(scanner.toString()));
        command.addAll(List.of(arguments));
        var program = new ProcessBuilder(command);
        program.environment().putAll(Map.of("TOKEN", token, "COMMUNITY", Snmpd.COMMUNITY));
        return output(program);
    }

    private String output(ProcessBuilder program) throws IOException, InterruptedException {
        var log = folder.resolve("said").toFile();
        program.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log);
        int status = program.start().waitFor();
        var said = Files.readString(log.toPath());
        assertEquals(0, status, said);
        return said;
    }

    private static void saysWhatItWouldTouch(String said) {
        assertTrue(said.contains("Branch") && said.contains("sealed"), said);
        for (var secret :
                List.of(Snmpd.COMMUNITY, Snmpd.AUTH_PASSWORD, Snmpd.PRIV_PASSWORD, "mst_enroll_")) {
            assertTrue(!said.contains(secret), said);
        }
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        assertTrue(found.find(), text);
        return found.group();
    }
}
