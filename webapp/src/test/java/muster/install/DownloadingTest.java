package muster.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import muster.ClockedHub;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who download, slowly, are in nobody's way. */
class DownloadingTest {
    /** More than lies in the buffers between two programs of one machine. */
    private static final int PROGRAM_BYTES = 32 * 1024 * 1024;

    private static final String PROGRAM = "muster-agent-0.1.0-linux-amd64.tar.gz";
    private static final int SLOW_READERS = 12;

    /** As many machines behind one address as one token lets in, thrice: key, file, signature. */
    private static final int FILES_OF_AN_OFFICE = 300;

    private final List<Socket> open = new ArrayList<>();
    private ClockedHub hub;
    @TempDir Path folder;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("muster-release.pub"), "public");
        Files.write(folder.resolve(PROGRAM), new byte[PROGRAM_BYTES]);
        Files.writeString(folder.resolve(PROGRAM + ".sig"), "signed");
        hub = new ClockedHub(Map.of("MUSTER_DOWNLOADS", folder.toString()));
    }

    @AfterEach
    void close() throws IOException {
        for (var socket : open) {
            socket.close();
        }
        hub.close();
    }

    @Test
    void whoReadsSlowlyKeepsNobodyFromAnExportOrAProgram() throws IOException {
        var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        for (int i = 0; i < SLOW_READERS; i++) {
            readSlowly("203.0.113." + (i + 1));
        }

        ada.get("/o/acme/devices?format=csv").expect(200);
        assertEquals(
                PROGRAM_BYTES,
                hub.client().get("/downloads/" + PROGRAM).expect(200).body().length());
    }

    @Test
    void aWholeOfficeInstallsFromOneAddress() {
        var office = hub.client();

        for (int i = 0; i < FILES_OF_AN_OFFICE; i++) {
            office.get("/downloads/" + PROGRAM + ".sig").expect(200);
        }
    }

    @Test
    void whoAsksForTheSizeIsToldIt() throws IOException {
        var answer = readSlowly("HEAD", "203.0.113.1");

        assertEquals(
                List.of("HTTP/1.1 200 OK", "content-length: " + PROGRAM_BYTES),
                answer.lines()
                        .map(line -> line.startsWith("HTTP") ? line : line.toLowerCase(Locale.ROOT))
                        .filter(line ->
                                line.startsWith("HTTP") || line.startsWith("content-length"))
                        .toList());
    }

    private void readSlowly(String address) throws IOException {
        readSlowly("GET", address);
    }

    /** Reads the head of the answer, and no further. */
    private String readSlowly(String method, String address) throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(hub.address()).getPort());
        open.add(socket);
        var request =
                "%s /downloads/%s HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: %s\r\n\r\n"
                        .formatted(method, PROGRAM, address);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                throw new IOException("the hub says no more than " + head);
            }
            head.append((char) read);
        }
        return head.toString();
    }
}
