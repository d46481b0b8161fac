package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private final Map<String, String> environment = new HashMap<>();
    private Path folder;

    @BeforeEach
    void begin(@TempDir Path temporary) {
        folder = temporary;
        environment.put("MUSTER_AGENT_HOME", folder.toString());
    }

    @Test
    void areTheFilesWhereTheEnvironmentSaysNothing() throws Exception {
        file(
                "hub=https://hub.example/\ninventory_minutes=30\nspool_mib=8\nproxy=http://proxy:3128\n");

        var settings = Settings.read(environment);

        assertEquals(URI.create("https://hub.example"), settings.hub());
        assertEquals(Duration.ofMinutes(30), settings.inventory());
        assertEquals(8L << 20, settings.spool().bytes());
        assertEquals("proxy:3128", String.valueOf(settings.proxy()).replace("/<unresolved>", ""));
        assertNull(settings.token());
        assertFalse(settings.plainHttp());
    }

    @Test
    void areTheEnvironmentsWhereItSaysSomething() throws Exception {
        file("hub=https://hub.example\n");
        environment.put("MUSTER_AGENT_HUB", "https://other.example");
        environment.put("MUSTER_AGENT_ONCE", "1");
        environment.put("MUSTER_AGENT_HOSTNAME", "web-2");

        assertEquals("web-2", Settings.read(environment).hostname());
        assertEquals(URI.create("https://other.example"), Settings.read(environment).hub());
        assertTrue(Settings.read(environment).once());
    }

    @Test
    void lookAtAnotherRootOnlyWhereThereIsOne() throws Exception {
        assertEquals(Path.of("/"), Settings.read(environment).root());

        environment.put("MUSTER_AGENT_ROOT", folder.toString());
        assertEquals(folder, Settings.read(environment).root());

        environment.put("MUSTER_AGENT_ROOT", folder.resolve("host").toString());
        var why = assertThrows(Settings.Refused.class, () -> Settings.read(environment));
        assertTrue(String.valueOf(why.getMessage()).startsWith("root: "), why.getMessage());
    }

    @Test
    void takeATokenFromTheEnvironmentOnlyAndPrintItNowhere() throws Exception {
        environment.put("MUSTER_ENROLL_TOKEN", "mst_enroll_secret");
        assertEquals("mst_enroll_secret", Settings.read(environment).token());
        assertFalse(Settings.read(environment).toString().contains("secret"));

        file("token=mst_enroll_secret\n");
        assertRefused("token");
    }

    @Test
    void areRefusedWhereOneIsUnknownOrWrong() throws Exception {
        for (var wrong :
                new String[] {
                    "MUSTER_AGENT_COMMAND=x",
                    "MUSTER_AGENT_HUB=hub.example",
                    "MUSTER_AGENT_STATUS_PORT=70000",
                    "MUSTER_AGENT_PLAIN_HTTP=yes",
                    "MUSTER_AGENT_PROXY=http://proxy"
                }) {
            var words = wrong.split("=", -1);
            environment.put(words[0], words[1]);
            assertRefused(words[0].replace("MUSTER_AGENT_", ""));
            environment.remove(words[0]);
        }
        // The hub's own settings on the same machine are none of the agent's.
        environment.put("MUSTER_PORT", "8080");
        Settings.read(environment);
    }

    private void assertRefused(String named) {
        var refused = assertThrows(Settings.Refused.class, () -> Settings.read(environment));
        var message = String.valueOf(refused.getMessage()).toUpperCase(Locale.ROOT);
        assertTrue(message.contains(named.toUpperCase(Locale.ROOT)), message);
    }

    private void file(String text) throws IOException {
        Files.writeString(folder.resolve("agent.properties"), text);
    }
}
