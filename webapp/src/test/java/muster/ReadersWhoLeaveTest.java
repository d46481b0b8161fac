package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import muster.database.Sql;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever reads slowly, or leaves before the end, costs the hub nothing and is no news. */
@Timeout(60)
@Tag("slow")
class ReadersWhoLeaveTest {
    private static final int DEVICES = 30_000;
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final Faults faults = new Faults();

    /** What the hub's log complains of. */
    private static final class Faults extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                all.add(entry.getLoggerName() + ": " + entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(faults);
    }

    @AfterEach
    void close() {
        Logger.getLogger("").removeHandler(faults);
        hub.close();
    }

    @Test
    void aSlowReaderOfAnExportHoldsNoTransaction() throws Exception {
        fill();
        try (var slow = asking("/o/acme/devices?format=csv")) {
            assertEquals('H', slow.getInputStream().read());

            var until = System.nanoTime() + ENOUGH.toNanos();
            while (transactions() > 0 && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            assertEquals(0, transactions());
        }
    }

    @Test
    void anExportIsSentWithItsLength() {
        var export = ada.get("/o/acme/devices?format=csv").expect(200);

        var length = export.response().headers().firstValueAsLong("Content-Length").orElse(-1);
        assertEquals(export.body().length(), length);
        assertTrue(length > 0);
    }

    @Test
    void aBrokenExportIsNoFault() throws Exception {
        fill();
        var leaving = asking("/o/acme/devices?format=csv");
        assertEquals('H', leaving.getInputStream().read());
        reset(leaving);

        // Two at once are allowed: the third only when the first is over.
        for (int i = 0; i < 3; i++) {
            ada.get("/o/acme/devices?format=csv").expect(200);
        }
        assertEquals(List.of(), faults.all);
    }

    @Test
    void aClosedTabIsNoFault() throws Exception {
        var leaving = asking("/o/acme/live");
        var lines =
                new BufferedReader(
                        new InputStreamReader(leaving.getInputStream(), StandardCharsets.UTF_8));
        var line = lines.readLine();
        while (!":listening".equals(line)) {
            line = lines.readLine();
        }
        reset(leaving);

        for (int i = 0; i < 5; i++) {
            var list = "ii  openssl 3.0.11-1~deb12u1 amd64 x";
            ada.submit("/o/acme/imports", Map.of("hostname", "web-" + i, "text", list)).expect(303);
            Thread.sleep(50);
        }
        assertEquals(List.of(), faults.all);
    }

    private void fill() {
        var devices =
                Sql.of(
                        """
                        insert into devices (site_id, hostname, name_order, type, os_name,
                            provenance, first_seen, last_seen, late_after)
                        select s.id, 'web-' || n, 'web-' || n, 'server', repeat('Debian ', 100),
                            'keyed', now(), now(), 'infinity'
                        from sites s, generate_series(1, ?) n
                        """,
                        DEVICES);
        hub.database().inTenant(hub.acme(), () -> hub.database().run(devices));
    }

    private long transactions() {
        var open =
                Sql.of(
                        """
                        select count(*) as n from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                            and usename = 'muster_app' and xact_start is not null
                        """);
        return hub.database()
                .inTenant(hub.acme(), () -> hub.database().first(open, row -> row.number("n")))
                .orElseThrow();
    }

    private Socket asking(String path) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.port()));
        var request =
                """
                GET %s HTTP/1.1\r
                Host: localhost\r
                Cookie: %s\r
                \r
                """
                        .formatted(path, ada.header("Cookie"));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** As a browser's machine does it that goes away with bytes unread. */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
