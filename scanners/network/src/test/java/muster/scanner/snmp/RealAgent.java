package muster.scanner.snmp;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's snmpd with users of version 3, on a loopback address, in a folder of its own. */
final class RealAgent implements AutoCloseable {
    static final String ADDRESS = "127.77.9.1";
    static final String COMMUNITY = "quince-tree";
    private static final String PROGRAM = "/usr/sbin/snmpd";

    private final Process process;
    private final int port;

    private RealAgent(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(Path.of(PROGRAM));
    }

    static RealAgent start(Path folder) throws IOException {
        int port = freePort();
        var configuration =
                """
                rocommunity %s 127.0.0.0/8
                createUser modern SHA-256 "apple-orchard" AES "pear-orchard"
                createUser longest SHA-512 "apple-orchard" AES "pear-orchard"
                createUser old SHA "apple-orchard" AES "pear-orchard"
                createUser strong SHA-512 "apple-orchard" AES-256 "pear-orchard"
                createUser stretched SHA "apple-orchard" AES-256 "pear-orchard"
                createUser signing SHA-256 "apple-orchard"
                createUser open
                rouser modern priv
                rouser longest priv
                rouser old priv
                rouser strong priv
                rouser stretched priv
                rouser signing auth
                rouser open noauth
                sysName real-agent
                sysLocation attic
                """
                        .formatted(COMMUNITY);
        var file = Files.writeString(folder.resolve("snmpd.conf"), configuration);
        var builder =
                new ProcessBuilder(
                        PROGRAM,
                        "-f",
                        "-C",
                        "-c",
                        file.toString(),
                        "-Lf",
                        folder.resolve("log").toString(),
                        "udp:" + ADDRESS + ":" + port);
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.resolve("state").toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("out").toFile());
        return new RealAgent(builder.start(), port);
    }

    private static int freePort() throws IOException {
        try (var socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), 0))) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
