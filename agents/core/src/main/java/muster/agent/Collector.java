package muster.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import muster.wire.Report;

/**
 * A collector at work: it enrolls, looks at its device, keeps what it saw on the disk, and tells
 * the hub until the hub has it. One thread does all of this; events may come from others.
 */
public final class Collector implements Runnable, AutoCloseable {
    public static final int EVENTS_MAX = 5_000;

    private static final Duration DELIVERY_LOOK = Duration.ofMillis(100);

    private final Setup setup;
    private final Notes notes;
    private final Missed missed = new Missed();
    private final Spool spool;
    private final Reported reported;
    private final Line line;
    private final Sender sender;
    private final Renewal renewal;
    private final Heartbeat heartbeat;
    private final Standing standing;
    private final Looks looks;
    private final Dialogue dialogue;
    private final Nap nap = new Nap();
    private volatile boolean closed;

    public Collector(Setup setup) throws IOException {
        var home = setup.home();
        var clock = setup.clock();
        var journal = setup.journal();
        this.setup = setup;
        notes = Notes.in(home, journal);
        var outage = Outage.in(home, clock, notes, journal);
        var losses = new Losses(home, clock, notes, outage, missed, journal);
        var time = new HubTime(clock);
        spool = new Spool(home, setup.bounds(), clock, time, losses);
        reported = new Reported(home, clock, setup.pace().whole());
        line = new Line(new Backoff(clock, setup.random()), outage, journal);
        sender = new Sender(spool, line, outage, notes, reported, clock);
        renewal = new Renewal(setup.pace(), clock, time, line);
        heartbeat = new Heartbeat(setup.applicant().version(), clock, time, spool, notes, line);
        standing = new Standing(setup, this::forgetAll);
        looks = new Looks(setup, losses, notes, reported, spool);
        dialogue =
                new Dialogue(
                        setup, standing, line, outage, spool, looks, sender, renewal, heartbeat);
        if (standing.isClone()) {
            leaveOtherMachine();
        }
    }

    /** What is here belongs to the machine that the disk was copied from, and is there too. */
    private void leaveOtherMachine() throws IOException {
        standing.leaveIdentity();
        setup.journal().say("this disk was copied from another machine: its identity is not used");
        if (standing.stopped() == null) {
            forgetAll();
        }
    }

    private void forgetAll() throws IOException {
        spool.clear();
        notes.clear();
        reported.forget();
    }

    /** Works until it is closed. */
    @Override
    public void run() {
        run(() -> {});
    }

    /**
     * Works until it is closed.
     *
     * @param afterWork run before each pause
     */
    public void run(Runnable afterWork) {
        while (!closed) {
            var pause = tick();
            if (!pause.isZero()) {
                afterWork.run();
            }
            sleep(pause);
        }
    }

    /** Does all that is due now; returns how long there is nothing to do. */
    public Duration tick() {
        try {
            if (standing.shallEnroll() && line.pause().isZero()) {
                dialogue.enroll();
            }
            var connection = standing.connection();
            if (connection.isPresent()) {
                looks.lookIfDue();
                return dialogue.go(connection.get());
            }
            if (standing.shallEnroll()) {
                return line.pause();
            }
            line.trouble(dialogue.trouble());
            return Dialogue.WAIT_MAX;
        } catch (IOException | UncheckedIOException e) {
            line.trouble("the disk: " + e.getMessage());
            return Backoff.SHORTEST;
        }
    }

    /**
     * Keeps events until the hub has them.
     *
     * @param lines at most {@value #EVENTS_MAX} JSON objects
     * @return whether they are kept; where not, that is noted as lost
     */
    public boolean keep(List<byte[]> lines) {
        if (lines.size() > EVENTS_MAX) {
            throw new IllegalArgumentException(lines.size() + " events in a batch");
        }
        var sent =
                Reported.compressed(body -> {
                    for (var event : lines) {
                        body.write(event);
                        body.write('\n');
                    }
                });
        boolean kept = spool.put(Batch.Kind.EVENTS, lines.size(), sent);
        nap.end();
        return kept;
    }

    /**
     * Keeps a part of a scan until the hub has it.
     *
     * @return whether it is kept; where not, that is noted as lost
     */
    public boolean keep(Report scanned) {
        long targets = Math.max(1, Halves.targets(scanned));
        boolean kept = spool.put(Batch.Kind.SCAN, targets, Reported.compressed(scanned::encode));
        nap.end();
        return kept;
    }

    /**
     * Waits until the hub has all that was kept, while another thread works.
     *
     * @return empty when it has, else why not
     */
    public Optional<String> awaitDelivery(Duration patience) throws InterruptedException {
        var end = setup.clock().instant().plus(patience);
        while (spool.batches() > 0) {
            if (dialogue.isHopeless() || !setup.clock().instant().isBefore(end)) {
                return Optional.of(
                        "%d reports are kept for later: %s"
                                .formatted(spool.batches(), dialogue.trouble()));
            }
            Thread.sleep(DELIVERY_LOOK);
        }
        return missed.said();
    }

    /**
     * Reports all of the device once and waits until the hub has it.
     *
     * @return empty when it has, else why not
     */
    public Optional<String> once(Duration patience) throws IOException {
        var end = setup.clock().instant().plus(patience);
        looks.postpone();
        long number = 0;
        while (setup.clock().instant().isBefore(end)) {
            if (number == 0 && standing.connection().isPresent()) {
                number = spool.next();
                if (!looks.look(true)) {
                    return Optional.of("the device cannot be reported: " + notes.all());
                }
            }
            var pause = tick();
            var why = number == 0 ? "" : sender.whyAside(number);
            if (number > 0 && sender.hasDelivered(number)) {
                return Optional.empty();
            } else if (!why.isEmpty() || dialogue.isHopeless()) {
                return Optional.of(
                        why.isEmpty() ? dialogue.trouble() : "the hub refused the report: " + why);
            }
            sleep(shorter(pause, Duration.ofSeconds(1)));
        }
        return Optional.of("not acknowledged in time: " + dialogue.trouble());
    }

    /** Replaces the signing key now. */
    public void rotateKey() {
        renewal.wantKey();
        nap.end();
    }

    public Status status() {
        return new Status(
                setup.hub().address(),
                standing.connection().map(known -> known.identity().agentId()).orElse(null),
                sender.deliveredAt(),
                heartbeat.last(),
                spool.batches(),
                spool.bytes(),
                spool.oldest().orElse(null),
                line.trouble(),
                standing.stopped(),
                notes.all().stream().map(note -> note.at() + " " + note).toList(),
                setup.journal().lines());
    }

    private void sleep(Duration pause) {
        try {
            nap.take(shorter(pause, Dialogue.WAIT_MAX));
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Stops working after what it is at; the home stays open, since it was opened elsewhere. */
    @Override
    public void close() {
        closed = true;
        nap.end();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
