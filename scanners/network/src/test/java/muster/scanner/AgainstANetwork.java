package muster.scanner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import muster.replay.Manner;
import muster.replay.Recording;
import muster.replay.ReplayedNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole program against a small network, which is made anew for each test. */
abstract class AgainstANetwork {
    static final String COMMUNITY = "walnut-tree";
    static final String DEVICE =
            """
            1.3.6.1.2.1.1.1.0|4|Example appliance, read it with walnut-tree
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.7
            1.3.6.1.2.1.1.5.0|4|device
            """;

    final ReplayedNetwork network = new ReplayedNetwork(COMMUNITY);
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    @AfterEach
    void end() {
        network.close();
    }

    void devices(Manner manner, String... addresses) {
        for (var address : addresses) {
            network.add(address, Recording.of(DEVICE), manner);
        }
    }

    int scan(String ranges, String more, String credentials) throws IOException {
        var text =
                """
                state: state
                sites:
                  - name: Lab
                    ranges: [%s]
                    snmp_port: %d
                    ssh_port: %d
                %s
                credentials:
                %s
                """
                        .formatted(
                                ranges,
                                network.port(),
                                network.port(),
                                more.indent(4).stripTrailing(),
                                credentials.indent(2).stripTrailing());
        var file = Files.writeString(folder.resolve("scanner.yaml"), text);
        return run("run", "--config", file.toString(), "--once", "--output", output().toString());
    }

    int run(String... words) {
        return new Scanner(Map.of(), stream(out), stream(err), "test").run(words);
    }

    static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    Path output() {
        return folder.resolve("out.jsonl");
    }

    static String community(String name, String secret, String allow) {
        return "- {name: %s, kind: snmp, version: 2c, community: %s, allow: [%s]}\n"
                .formatted(name, secret, allow);
    }
}
