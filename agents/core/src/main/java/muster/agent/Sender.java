package muster.agent;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import muster.wire.NoteKind;
import org.jspecify.annotations.Nullable;

/** Takes one batch after another from the spool to the hub, and does as the hub's answer says. */
final class Sender {
    /** After so many new epochs in a row it is not the order that is wrong. */
    private static final int FORKS_MAX = 3;

    /** After so many refusals in a row it is not one address that the hub does not take. */
    private static final int REFUSALS_MAX = 20;

    private final Spool spool;
    private final Line line;
    private final Outage outage;
    private final Notes notes;
    private final Reported reported;
    private final Clock clock;
    private long deliveredUpTo;
    private @Nullable Instant deliveredAt;
    private long asideUpTo;
    private String asideWhy = "";
    private int forks;

    /** In a row. */
    private int refusals;

    Sender(Spool spool, Line line, Outage outage, Notes notes, Reported reported, Clock clock) {
        this.spool = spool;
        this.line = line;
        this.outage = outage;
        this.notes = notes;
        this.reported = reported;
        this.clock = clock;
    }

    /** Sends the oldest batch. */
    Outcome sendOne(Connection connection) throws IOException {
        var first = spool.first();
        if (first.isEmpty()) {
            return Outcome.NOTHING;
        }
        var batch = first.get();
        var sent = spool.content(batch);
        if (sent.isEmpty()) {
            return Outcome.GO_ON;
        }
        var message = Connection.Message.batch(batch.kind(), sent.get());
        var answer =
                line.ask(
                        batch.kind().word(),
                        () -> connection.post(message, spool.epoch(), spool.sequence(batch)));
        var outcome = answer.isPresent() ? react(batch, sent.get(), answer.get()) : Outcome.PAUSE;
        if (outcome != Outcome.GO_ON) {
            spool.postponed();
        }
        return outcome;
    }

    private Outcome react(Batch batch, byte[] sent, Answer answer) throws IOException {
        return switch (answer.meaning()) {
            case DELIVERED -> {
                outage.delivered(batch);
                spool.delivered(batch);
                deliveredUpTo = batch.number();
                deliveredAt = clock.instant();
                forks = 0;
                refusals = 0;
                line.worked();
                yield Outcome.GO_ON;
            }
            case SET_ASIDE -> {
                refusals++;
                refused(batch, sent, answer.why());
                line.worked();
                yield Outcome.GO_ON;
            }
            case FULL_NEEDED -> {
                spool.dropChanges();
                reported.want();
                line.worked();
                yield Outcome.GO_ON;
            }
            case FORKED -> fork(batch, answer);
            case ENROLL_AGAIN -> Outcome.ENROLL;
            case GONE -> Outcome.STOP;
            case CERTIFICATE_REFUSED -> {
                line.failed(answer.why(), answer);
                yield Outcome.RENEW;
            }
            case FORBIDDEN, CERTIFICATE_REQUIRED, LATER, ELSEWHERE -> {
                line.failed(answer.why(), answer);
                yield Outcome.PAUSE;
            }
        };
    }

    private void refused(Batch batch, byte[] sent, String why) throws IOException {
        var scanned = batch.kind() == Batch.Kind.SCAN ? Halves.of(sent) : Optional.<Halves>empty();
        if (scanned.isPresent() && batch.items() > 1 && refusals <= REFUSALS_MAX) {
            for (var half : scanned.get().both()) {
                spool.put(batch.kind(), Halves.targets(half), Reported.compressed(half::encode));
            }
            spool.delivered(batch);
        } else {
            var bare = scanned.flatMap(one -> one.bare("the hub refused what it gave: " + why));
            if (bare.isPresent() && refusals <= REFUSALS_MAX) {
                var report = bare.get();
                // Of nothing: what it stands for counts as missed already.
                spool.put(batch.kind(), 0, Reported.compressed(report::encode));
            }
            asideUpTo = batch.number();
            asideWhy = why;
            var whose = scanned.map(Halves::addresses).filter(one -> !one.isEmpty());
            spool.setAside(batch, whose.map(one -> one + ": " + why).orElse(why));
        }
    }

    /** Another one with this identity, or an older copy of this one, has spoken in this place. */
    private Outcome fork(Batch batch, Answer answer) throws IOException {
        forks++;
        spool.beginAnew();
        if (forks == 1) {
            var text = "%s of %s: %s".formatted(batch.kind().word(), batch.at(), answer.why());
            notes.add(Note.of(NoteKind.FORKED, clock.instant(), text));
            // What the hub has of this device may be another's list.
            reported.want();
        }
        if (forks < FORKS_MAX) {
            return Outcome.GO_ON;
        }
        line.failed("each new epoch is refused: " + answer.why(), answer);
        return Outcome.PAUSE;
    }

    /** When the hub last took a batch, null before it did. */
    @Nullable Instant deliveredAt() {
        return deliveredAt;
    }

    /** Whether the hub has the batch of this number. */
    boolean hasDelivered(long number) {
        return deliveredUpTo >= number;
    }

    /** Why the hub did not take the batch of this number; empty where it did not refuse it. */
    String whyAside(long number) {
        return asideUpTo >= number ? asideWhy : "";
    }
}
