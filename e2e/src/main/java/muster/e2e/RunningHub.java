package muster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A real hub: a process, ports and a data folder of its own. */
public final class RunningHub implements AutoCloseable {
    private static final Duration READY_AT_MOST = Duration.ofSeconds(60);
    private static final Duration STOPPED_AT_MOST = Duration.ofSeconds(15);
    private static final int FREE_PORT_MIN = 10_000;
    private static final int FREE_PORT_MAX = 32_000;
    private static final String READY = "Muster is ready at ";

    private final Process process;
    private final Path data;
    private final boolean ownData;
    private final URI url;
    private final Path log;
    private final Duration readyAfter;

    private RunningHub(Process process, Path log, Path data, boolean ownData, URI url) {
        long start = System.nanoTime();
        this.process = process;
        this.data = data;
        this.ownData = ownData;
        this.url = url;
        this.log = log;
        try {
            awaitReady();
        } catch (AssertionError failure) {
            process.destroyForcibly();
            throw new AssertionError(failure.getMessage() + "\n" + output(), failure);
        }
        this.readyAfter = Duration.ofNanos(System.nanoTime() - start);
    }

    /** A hub with nothing in it; its data goes with it. */
    public static RunningHub start() {
        return start(Map.of());
    }

    public static RunningHub start(Map<String, String> settings, String... arguments) {
        try {
            return start(Files.createTempDirectory("muster-e2e"), true, settings, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A hub on this data, which stays when the hub stops. */
    public static RunningHub on(Path data, Map<String, String> settings, String... arguments) {
        return start(data, false, settings, arguments);
    }

    public URI url() {
        return url;
    }

    public URI url(String path) {
        return url.resolve(path);
    }

    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    public Duration readyAfter() {
        return readyAfter;
    }

    /** What it has printed so far, standard output and error together. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to stop, as a service manager does, and waits until it has. */
    public void stop() {
        process.destroy();
        awaitExit();
    }

    /** Kills the Java process alone; its database server goes on. */
    public void killJava() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Kills the database server alone, whose workers go when they notice; the hub goes on. */
    public void killDatabase() {
        var database = databaseServer();
        database.getFirst().destroyForcibly();
        awaitEnd(database);
    }

    /** Kills the Java process and its database server at once, as a power cut does. */
    public void killEverything() {
        var database = databaseServer();
        process.destroyForcibly();
        for (var victim : database) {
            victim.destroyForcibly();
        }
        awaitExit();
        awaitEnd(database);
    }

    private static void awaitEnd(List<ProcessHandle> database) {
        Eventually.holds(
                "database server is gone",
                STOPPED_AT_MOST,
                () -> database.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** The database server and its workers, while they live. */
    public List<ProcessHandle> databaseServer() {
        var processes = new ArrayList<ProcessHandle>();
        try (var files = Files.find(data, 4, (path, _) -> path.endsWith("postmaster.pid"))) {
            for (var file : files.toList()) {
                long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
                ProcessHandle.of(pid)
                        .ifPresent(server -> {
                            processes.add(server);
                            server.descendants().forEach(processes::add);
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return processes;
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        databaseServer().forEach(ProcessHandle::destroyForcibly);
        Scratch.remove(log);
        if (ownData) {
            Scratch.remove(data);
        }
    }

    /** A port nobody uses, below those that the system gives to outgoing connections. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FREE_PORT_MIN, FREE_PORT_MAX);
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (IOException _) {
                // Somebody uses it: try another.
            }
        }
    }

    private static RunningHub start(
            Path data, boolean ownData, Map<String, String> settings, String... arguments) {
        var all = new HashMap<>(settings);
        var port = all.computeIfAbsent("MUSTER_PORT", _ -> "" + freePort());
        var url = all.getOrDefault("MUSTER_PUBLIC_URL", "http://localhost:" + port);
        all.computeIfAbsent("MUSTER_COLLECTOR_PORT", _ -> "" + freePort());
        all.put("MUSTER_DATA", data.toString());
        try {
            var log = Files.createTempFile("muster-e2e", ".log");
            var process = HubProcess.launch(log, all, arguments);
            return new RunningHub(process, log, data, ownData, URI.create(url));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Eventually.holds(
                "hub is ready",
                READY_AT_MOST,
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the hub did not start");
                    }
                    return output().contains(READY + url);
                });
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(STOPPED_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after SIGTERM:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
