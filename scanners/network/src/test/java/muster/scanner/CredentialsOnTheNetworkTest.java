package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import muster.replay.FakeRouter;
import muster.replay.Manner;
import muster.replay.ReplayedNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where credentials go, and where they do not. */
@Tag("slow")
class CredentialsOnTheNetworkTest extends AgainstANetwork {
    @Test
    void showsACredentialOnlyWhereItIsAllowed() throws Exception {
        devices(Manner.HONEST, "127.78.4.1", "127.78.4.2", "127.78.4.3");
        network.start();
        scan(
                "127.78.4.0/29",
                "rate: 100",
                community("one", "chestnut-tree", "127.78.4.1")
                        + community("two", COMMUNITY, "127.78.4.2/31"));
        assertEquals(List.of("chestnut-tree"), communities("127.78.4.1"));
        assertEquals(List.of(COMMUNITY), communities("127.78.4.2"));
        assertEquals(List.of(COMMUNITY), communities("127.78.4.3"));
    }

    private List<String> communities(String address) {
        return network.asked(address).stream()
                .map(ReplayedNetwork.Asked::community)
                .distinct()
                .toList();
    }

    @Test
    void triesTheClosestCredentialFirst() throws Exception {
        devices(Manner.HONEST, "127.78.5.1");
        network.start();
        scan(
                "127.78.5.1",
                "rate: 100",
                community("wide", "chestnut-tree", "127.0.0.0/8")
                        + community("close", COMMUNITY, "127.78.5.0/24"));
        assertEquals(List.of(COMMUNITY), communities("127.78.5.1"));
    }

    @Test
    void tellsNoSecretToAnybody() throws Exception {
        devices(Manner.HONEST, "127.78.6.1");
        network.start();
        scan(
                "127.78.6.0/30",
                "rate: 100",
                community("one", "chestnut-tree", "127.78.6.2")
                        + community("two", COMMUNITY, "127.78.6.0/24"));
        run("check", "--config", folder.resolve("scanner.yaml").toString());
        var all =
                Files.readString(output())
                        + out.toString(StandardCharsets.UTF_8)
                        + err.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains("sent only to 127.78.6.2"), all);
        assertFalse(all.contains("chestnut-tree"), all);
        assertFalse(all.contains(COMMUNITY), all);
    }

    @Test
    void tellsNoSecretThatADeviceShowsToWhoLogsIn() throws Exception {
        devices(Manner.HONEST, "127.78.11.1");
        network.start();
        try (var router =
                FakeRouter.withPrompt("attic#")
                        .onAddresses(List.of("127.78.11.1"))
                        .onPort(network.port())
                        .lettingIn("noc", "river-of-rutherford")
                        .answering(
                                "show version",
                                "Cisco IOS Software, Version 15.2(7)E8, for "
                                        + COMMUNITY
                                        + ", noc: river-of-rutherford")
                        .started()) {
            var login =
                    "- {name: noc, kind: ssh, user: noc, password: river-of-rutherford, allow: [127.0.0.0/8]}";
            scan("127.78.11.1", "rate: 100", community("ro", COMMUNITY, "127.0.0.0/8") + login);

            var told = Files.readString(output());
            assertTrue(told.contains("15.2(7)E8"), told);
            assertTrue(!router.received().isEmpty());
            for (var secret : List.of(COMMUNITY, "river-of-rutherford")) {
                assertFalse(told.contains(secret), told);
            }
        }
    }
}
