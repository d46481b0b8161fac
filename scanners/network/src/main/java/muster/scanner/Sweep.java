package muster.scanner;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import muster.wire.IpAddress;
import muster.wire.Target;
import org.jspecify.annotations.Nullable;

/** Asks every address of a site once, begun at the site's rate, many at the same time. */
final class Sweep {
    /** Each is a few virtual threads that mostly wait, and what its device said so far. */
    private static final int IN_FLIGHT_MAX = 10_000;

    private static final int IN_FLIGHT_LEAST = 2_000;

    /** What a silent address takes that is asked with two credentials. */
    private static final int SILENT_SECONDS = 10;

    private final Site site;
    private final Inquest inquest;
    private final Outlet outlet;
    private final Progress progress;

    /** The first thing that went wrong with what came of an address. */
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

    /** Takes what came of each address, from many threads at once. */
    interface Outlet {
        void take(Target target);
    }

    Sweep(Site site, Inquest inquest, Outlet outlet, Progress progress) {
        this.site = site;
        this.inquest = inquest;
        this.outlet = outlet;
        this.progress = progress;
    }

    /**
     * Returns when all addresses are done.
     *
     * @throws IOException what came of an address could not be told
     * @throws InterruptedException the scan is to end; what is under way is left
     */
    void run() throws IOException, InterruptedException {
        int most = Math.clamp((long) site.rate() * SILENT_SECONDS, IN_FLIGHT_LEAST, IN_FLIGHT_MAX);
        var flights = new Semaphore(most);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            long begin = System.nanoTime();
            long begun = 0;
            for (var address : site.addresses()) {
                await(begin + begun * TimeUnit.SECONDS.toNanos(1) / site.rate());
                flights.acquire();
                begun++;
                threads.execute(() -> one(address, flights));
            }
            flights.acquire(most);
        } finally {
            threads.shutdownNow();
        }
        var wrong = fault.get();
        if (wrong != null) {
            throw new IOException("not all that was seen is told: " + wrong, wrong);
        }
    }

    private static void await(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void one(InetAddress address, Semaphore flights) {
        try {
            var target = asked(address);
            outlet.take(target);
            progress.done(target.result());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error wrong) {
            fault.compareAndSet(null, wrong);
        } finally {
            flights.release();
        }
    }

    private Target asked(InetAddress address) throws InterruptedException {
        try {
            return inquest.ask(site, address);
        } catch (RuntimeException fault) {
            // One address that is met by a fault of ours costs no other its turn.
            return new Target(
                    IpAddress.of(address.getHostAddress()),
                    Target.Result.ERROR,
                    fault.getClass().getSimpleName(),
                    List.of());
        }
    }
}
