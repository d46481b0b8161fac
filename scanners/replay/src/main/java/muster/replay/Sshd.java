package muster.replay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's sshd on a loopback address, in a folder of its own, with keys by its own ssh-keygen. */
public final class Sshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    /** Compiled into sshd, which does not start as root without it. */
    private static final Path SEPARATED = Path.of("/run/sshd");

    private static final int PAUSE_MILLIS = 10;

    private final Path folder;
    private final Process process;
    private final InetSocketAddress address;
    private final boolean madeSeparated;

    private Sshd(Path folder, Process process, InetSocketAddress address, boolean madeSeparated) {
        this.folder = folder;
        this.process = process;
        this.address = address;
        this.madeSeparated = madeSeparated;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Makes a key; who shows the private half of {@code user} is let in.
     *
     * @param name {@code user} or {@code host}
     * @param type ed25519, ecdsa or rsa
     * @param format how the private half is written: RFC4716, PEM or PKCS8
     */
    public static void makeKey(Path folder, String name, String type, String format)
            throws IOException, InterruptedException {
        var made =
                new ProcessBuilder(
                                "ssh-keygen", "-q", "-t", type, "-m", format, "-N", "", "-f", name)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
        if (made.waitFor() != 0) {
            throw new IOException("ssh-keygen makes no key of " + type + " as " + format);
        }
    }

    /** With the keys {@code host} and {@code user} of the folder, on a port that is free. */
    public static Sshd start(Path folder, String host) throws IOException, InterruptedException {
        boolean madeSeparated =
                System.getProperty("user.name").equals("root") && !Files.exists(SEPARATED);
        if (madeSeparated) {
            Files.createDirectory(SEPARATED);
        }
        var address = new InetSocketAddress(InetAddress.ofLiteral(host), freePort(host));
        var settings =
                List.of(
                        "ListenAddress " + host + ":" + address.getPort(),
                        "HostKey " + folder.resolve("host"),
                        "AuthorizedKeysFile " + folder.resolve("user.pub"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PasswordAuthentication no",
                        "PermitRootLogin prohibit-password");
        Files.write(folder.resolve("sshd_config"), settings);
        var process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-D",
                                "-e",
                                "-f",
                                folder.resolve("sshd_config").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sshd.log").toFile())
                        .start();
        var sshd = new Sshd(folder, process, address, madeSeparated);
        sshd.awaitListening();
        return sshd;
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (boolean listening = false; !listening; ) {
            try (var attempt = new Socket()) {
                attempt.connect(address);
                listening = true;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new IOException(Files.readString(folder.resolve("sshd.log")), notYet);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static int freePort(String host) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral(host))) {
            return free.getLocalPort();
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        if (madeSeparated) {
            Files.deleteIfExists(SEPARATED);
        }
    }
}
