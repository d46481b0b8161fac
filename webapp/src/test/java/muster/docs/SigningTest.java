package muster.docs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import muster.ClockedHub;
import muster.ScriptedMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of /docs/protocol does what it says, letter by letter. */
class SigningTest {
    private static final Pattern RECIPE = Pattern.compile("<code[^>]*>(hash\\(\\) [^<]*)<");

    private final ClockedHub hub = new ClockedHub();
    @TempDir Path folder;

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theRecipeSendsASignedReportAndShowsItsKeyToNobody() throws Exception {
        var collector = hub.collector(hub.acme());
        var machine = new ScriptedMachine(folder);
        for (var tool : new String[] {"openssl", "od", "seq", "cut", "tr", "gzip", "curl"}) {
            var real = Path.of("/usr/bin", tool);
            machine.tool(tool, "echo \"$@\" >>\"$HOME/arguments\"; exec " + real + " \"$@\"");
        }
        machine.with("KEY", collector.secret()).with("KEY_ID", collector.key.toString());
        machine.with("EPOCH", UUID.randomUUID().toString()).with("SEQUENCE", "1");
        machine.file(
                "/report.json",
                "{\"wire\": 2, \"hostname\": \"web-1\", \"products\":"
                        + " [{\"product_name\": \"zlib1g\", \"source_type\": \"deb\"}]}");

        var said = machine.run(recipe()).expect(0);

        assertTrue(said.text().contains("\"products\":1"), said.text());
        var shown = Files.readString(machine.disk.resolve("arguments"));
        var hex = HexFormat.of().formatHex(Base64.getDecoder().decode(collector.secret()));
        assertTrue(shown.contains(collector.key.toString()), shown);
        assertFalse(shown.contains(collector.secret()), shown);
        assertFalse(shown.replace(" ", "").contains(hex), shown);
    }

    private String recipe() {
        var page = hub.client().get("/docs/protocol").expect(200).body();
        var found = RECIPE.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1)
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replace("http://localhost:8080", hub.address());
    }
}
