package muster.scanner;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import muster.wire.Target;

/**
 * Asks one address in every way there is, at the same time. Whatever one way meets, the others go
 * on.
 */
final class Inquest implements AutoCloseable {
    /** For all of one address; each way keeps shorter ones. */
    private static final Duration ADDRESS_TIME_MAX = Duration.ofMinutes(5);

    private static final Duration CONNECT_TIME_MAX = Duration.ofMillis(1_500);
    private static final Duration PING_TIME_MAX = Duration.ofMillis(700);

    private final ScannerFile file;
    private final Inquiry snmp;

    /** Those that need to know which ports are open. */
    private final List<Inquiry> others;

    private final Redaction redaction;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OpenPorts ports;
    private final Ping ping = new Ping(PING_TIME_MAX);

    Inquest(ScannerFile file, Inquiry snmp, List<Inquiry> others) {
        this.file = file;
        this.snmp = snmp;
        this.others = List.copyOf(others);
        this.redaction = Redaction.of(file.credentials());
        int rate = file.sites().stream().mapToInt(Site::rate).max().orElse(1);
        ports = new OpenPorts(threads, CONNECT_TIME_MAX, rate, OpenFiles.most());
    }

    Target ask(Site site, InetAddress address) throws InterruptedException {
        return ask(Candidate.of(site, address, file));
    }

    /** Which ports of it take a connection; it is told nothing. */
    Set<Integer> openPorts(Candidate candidate) throws InterruptedException {
        return ports.of(candidate);
    }

    Target ask(Candidate candidate) throws InterruptedException {
        long end = System.nanoTime() + ADDRESS_TIME_MAX.toNanos();
        var asked = new ArrayList<Future<Answer>>();
        asked.add(threads.submit(() -> snmp.ask(candidate)));
        try {
            var open = ports.of(candidate);
            var known = candidate.withOpenPorts(open);
            for (var other : others) {
                asked.add(threads.submit(() -> other.ask(known)));
            }
            var answers = new ArrayList<Answer>();
            for (var one : asked) {
                answers.add(redaction.of(answer(one, end - System.nanoTime())));
            }
            return Verdict.of(candidate.address(), answers, open, pings(candidate, open, answers));
        } finally {
            asked.forEach(one -> one.cancel(true));
        }
    }

    private static Answer answer(Future<Answer> asked, long nanos) throws InterruptedException {
        try {
            return asked.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Answer.none(Answer.Outcome.ERROR, "took longer than " + ADDRESS_TIME_MAX);
        } catch (ExecutionException e) {
            // A way of asking that fails is a fault here; the message is of our own code.
            return Answer.none(Answer.Outcome.ERROR, "failed: " + e.getCause());
        }
    }

    /** Whether it is there for all that it says nothing; not asked where that is known. */
    private boolean pings(Candidate candidate, Set<Integer> open, List<Answer> answers)
            throws InterruptedException {
        return open.isEmpty()
                && answers.stream().allMatch(one -> one.outcome() == Answer.Outcome.SILENT)
                && ping.answers(candidate.address());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        ping.close();
    }
}
