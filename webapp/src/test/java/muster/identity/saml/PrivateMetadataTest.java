package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import muster.ClockedHub;
import muster.database.MasterKey;
import muster.tenancy.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In production no address of metadata leads into the hub's own network. */
@Tag("slow")
class PrivateMetadataTest {
    @Test
    void nothingInTheOwnNetworkIsAsked(@TempDir Path folder) throws IOException {
        try (var inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var hub = new ClockedHub(production(folder.resolve("master.key")))) {
            var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            for (var host :
                    new String[] {
                        "https://127.0.0.1",
                        "https://localhost",
                        "https://[::1]",
                        "https://[::ffff:127.0.0.1]",
                        "https://[::ffff:7f00:1]",
                        "https://[64:ff9b::7f00:1]",
                        "https://127.1",
                        "https://2130706433",
                        "https://0x7f.0.0.1",
                        "https://0.0.0.0",
                        "https://10.0.0.1",
                        "https://169.254.169.254",
                        "https://127.0.0.1@idp.example",
                        "http://127.0.0.1",
                        "ftp://127.0.0.1",
                        "file://127.0.0.1",
                        "jar:https://127.0.0.1"
                    }) {
                var url = "%s:%d/metadata".formatted(host, inside.getLocalPort());

                var refused = ada.put("/api/v1/orgs/acme/saml", Map.of("metadata_url", url));

                assertEquals(400, refused.status(), url + refused.body());
                assertFalse(refused.body().contains("no answer"), url + refused.body());
                // A minute's limit is not what refuses here.
                hub.clock.pass(Duration.ofSeconds(10));
            }
            assertTrue(
                    hub.administer("select id from saml_connections where metadata is not null")
                            .isEmpty());
            inside.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, inside::accept, "somebody was let in");
        }
    }

    private static Map<String, String> production(Path key) throws IOException {
        MasterKey.in(key);
        return Map.of(
                "MUSTER_MODE", "production",
                "MUSTER_PUBLIC_URL", "https://muster.example.com",
                "MUSTER_SMTP_URL", "smtp://127.0.0.1:1",
                "MUSTER_MAIL_FROM", "muster@muster.example.com",
                "MUSTER_KEY_FILE", key.toString());
    }
}
