package muster.scanner;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Finds out which ports of TCP take a connection; nothing is said on it. */
final class OpenPorts {
    /** FTP, SSH, Telnet, HTTP and HTTPS, where they usually are. */
    private static final List<Integer> USUAL = List.of(22, 23, 80, 443, 21, 8080, 8443);

    /** Where silent addresses come at that rate, each of their ports is waited for as long. */
    private static final int WAITS = 2;

    private final ExecutorService threads;
    private final Duration patience;
    private final Semaphore sockets;

    /**
     * @param rate addresses that come in a second
     * @param files that this process may have open
     */
    OpenPorts(ExecutorService threads, Duration patience, int rate, long files) {
        this.threads = threads;
        this.patience = patience;
        sockets = new Semaphore(atOnce(rate, patience, files));
    }

    /** How many connections are tried at once, each of which is an open file. */
    static int atOnce(int rate, Duration patience, long files) {
        long needed = (long) WAITS * rate * (USUAL.size() + 1) * patience.toMillis() / 1_000;
        long most = Math.max(1, files - files / 4);
        return (int) Math.min(needed, Math.min(most, Integer.MAX_VALUE));
    }

    /** Which ports of a candidate are tried. */
    static Set<Integer> tried(Site site) {
        var ports = new LinkedHashSet<Integer>();
        ports.add(site.sshPort());
        ports.addAll(USUAL);
        return ports;
    }

    Set<Integer> of(Candidate candidate) throws InterruptedException {
        Map<Integer, Future<Boolean>> tries = new LinkedHashMap<>();
        for (int port : tried(candidate.site())) {
            tries.put(port, threads.submit(() -> isOpen(candidate, port)));
        }
        var open = new LinkedHashSet<Integer>();
        for (var tried : tries.entrySet()) {
            try {
                if (tried.getValue().get()) {
                    open.add(tried.getKey());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return open;
    }

    private boolean isOpen(Candidate candidate, int port) throws InterruptedException {
        sockets.acquire();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(candidate.address(), port), (int) patience.toMillis());
            return true;
        } catch (IOException closed) {
            return false;
        } finally {
            sockets.release();
        }
    }
}
