package muster.replay;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Debian's snmpd on a loopback address, in a folder of its own: it knows a community, and users of
 * version 3 whose names say how they are known.
 */
public final class Snmpd implements AutoCloseable {
    public static final String COMMUNITY = "quince-tree";
    public static final String AUTH_PASSWORD = "apple-orchard";
    public static final String PRIV_PASSWORD = "pear-orchard";

    /** What it says its name is. */
    public static final String HOSTNAME = "real-agent";

    private static final int END_SECONDS_MAX = 10;
    private static final String PROGRAM = "/usr/sbin/snmpd";

    private final Process process;
    private final int port;

    private Snmpd(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(Path.of(PROGRAM));
    }

    /** On a port that is free at this address. */
    public static Snmpd start(Path folder, String address) throws IOException {
        return start(folder, address, freePort(address));
    }

    public static Snmpd start(Path folder, String address, int port) throws IOException {
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
                        "udp:" + address + ":" + port);
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.resolve("state").toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("out").toFile());
        return new Snmpd(builder.start(), port);
    }

    private static int freePort(String address) throws IOException {
        try (var socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0))) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
