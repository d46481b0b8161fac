package muster.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL from the binaries that Muster carries, on loopback, in the data folder. It asks for
 * passwords, flushes to disk before it says "committed", and is the only process a hub starts.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    private static final String KEY_ID = "key-id";

    /** Of postmaster.pid, from 0: behind the process, the folder and the time of its start. */
    private static final int PORT_LINE = 3;

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    /**
     * So long the workers of a server that was killed may hold its memory, and keep out the next.
     */
    private static final Duration ORPHANS_MAX = Duration.ofSeconds(15);

    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path cluster;
    private final int port;
    private final String password;
    private @Nullable Process process;
    private volatile boolean closing;

    private EmbeddedPostgres(PostgresBinaries binaries, Path folder, int port, String password) {
        this.binaries = binaries;
        this.folder = folder;
        this.cluster = clusterIn(folder);
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the cluster of this data folder, making it first if it is not there. A server that an
     * earlier hub left running (it was killed) is stopped first.
     */
    public static EmbeddedPostgres start(Path data, MasterKey key) throws IOException {
        var folder = Files.createDirectories(data.resolve("postgres"));
        var binaries = PostgresBinaries.unpackedIn(folder);
        var password = password(key);
        if (isIn(data)) {
            refuseAnotherKey(folder, key);
        } else {
            initialise(binaries, folder, password);
            Files.writeString(folder.resolve(KEY_ID), key.id());
        }
        var postgres = new EmbeddedPostgres(binaries, folder, freePort(), password);
        postgres.stopLeftover();
        postgres.process = postgres.launch();
        return postgres;
    }

    /** Where the superuser reaches the cluster that another program runs in this data folder. */
    public static Optional<Server> running(Path data, MasterKey key) throws IOException {
        refuseAnotherKey(data.resolve("postgres"), key);
        var pidFile = clusterIn(data.resolve("postgres")).resolve("postmaster.pid");
        var lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.<String>of();
        return lines.size() > PORT_LINE
                ? Optional.of(server(Integer.parseInt(lines.get(PORT_LINE)), password(key)))
                : Optional.empty();
    }

    private static String password(MasterKey key) {
        return key.password("postgres superuser");
    }

    private static Server server(int port, String password) {
        return new Server("127.0.0.1", port, "postgres", SUPERUSER, password);
    }

    /** Whether this data folder holds a cluster already. */
    public static boolean isIn(Path data) {
        return Files.exists(clusterIn(data.resolve("postgres")).resolve("PG_VERSION"));
    }

    /** Where the superuser reaches a database of this cluster. */
    public Server server() {
        return server(port, password);
    }

    @Override
    public void close() {
        closing = true;
        stop();
    }

    private void stop() {
        control("stop", "-m", "fast", "-w", "-t", String.valueOf(STOP_MAX.toSeconds()));
    }

    // Its password comes from the key: with another one PostgreSQL would only ever say no.
    private static void refuseAnotherKey(Path folder, MasterKey key) throws IOException {
        var file = folder.resolve(KEY_ID);
        if (Files.exists(file) && !Files.readString(file).equals(key.id())) {
            throw Schema.Refused.ofKey();
        }
    }

    private static void initialise(PostgresBinaries binaries, Path folder, String password)
            throws IOException {
        // A half-made cluster of a killed first start has no PG_VERSION and is made anew.
        TemporaryFolder.delete(clusterIn(folder));
        var passwordFile = Files.createTempFile(folder, "initdb", "");
        try {
            Files.writeString(passwordFile, password + "\n");
            binaries.run(
                    "initdb",
                    "--auth=scram-sha-256",
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions",
                    "-D",
                    clusterIn(folder).toString());
        } finally {
            Files.delete(passwordFile);
        }
    }

    private void stopLeftover() throws IOException {
        var pidFile = cluster.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        if (binaries.isServer(pid)) {
            stop();
        } else if (ProcessHandle.of(pid).isPresent()) {
            // The machine went down with the server, and another process has its number now. Where
            // none has, PostgreSQL itself looks whether workers of the old server live.
            Files.delete(pidFile);
        }
    }

    /** From now on a server that ended by itself is started again: a hub has no other. */
    public void keepUp() {
        var first = process;
        if (first != null) {
            Thread.ofPlatform().daemon().name("postgres-watch").start(() -> watch(first));
        }
    }

    private void watch(Process first) {
        var server = first;
        while (!closing) {
            try {
                server.waitFor();
                if (!closing) {
                    LOG.log(System.Logger.Level.WARNING, "PostgreSQL ended: it is started again");
                    server = launch();
                }
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.ERROR, "PostgreSQL", failure);
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private Process launch() throws IOException {
        var deadline = System.nanoTime() + ORPHANS_MAX.toNanos();
        while (true) {
            try {
                return launchOnce();
            } catch (IOException ended) {
                if (closing || System.nanoTime() > deadline) {
                    throw ended;
                }
                pause();
            }
        }
    }

    private Process launchOnce() throws IOException {
        var command = new ArrayList<String>();
        command.addAll(List.of("-D", cluster.toString(), "-p", String.valueOf(port)));
        settings().forEach(setting -> command.addAll(List.of("-c", setting)));
        var log = folder.resolve("postgres.log").toFile();
        var process = binaries.launch(log, "postgres", command);
        awaitReady(process, log.toPath());
        return process;
    }

    private List<String> settings() {
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "max_connections=60",
                // Who goes through years of events holds a lock for each of their days.
                "max_locks_per_transaction=256",
                "shared_buffers=128MB",
                "max_wal_size=2GB",
                "wal_compression=on",
                "random_page_cost=1.1",
                "jit=off",
                "log_min_messages=warning",
                "password_encryption=scram-sha-256");
    }

    private void awaitReady(Process process, Path log) throws IOException {
        var deadline = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("PostgreSQL did not start; its last words are in " + log);
            }
            pause();
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(server().url(), SUPERUSER, password)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void control(String... arguments) {
        var command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("-D", cluster.toString(), "-s"));
        try {
            binaries.run("pg_ctl", command.toArray(String[]::new));
        } catch (IOException alreadyGone) {
            System.getLogger("muster").log(System.Logger.Level.DEBUG, "pg_ctl", alreadyGone);
        }
    }

    private static Path clusterIn(Path folder) {
        return folder.resolve("cluster");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while PostgreSQL was starting", interrupted);
        }
    }
}
