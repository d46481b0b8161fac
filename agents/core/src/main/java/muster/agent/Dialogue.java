package muster.agent;

import java.io.IOException;
import java.time.Duration;

/** What a collector says to the hub, the most urgent first, and what comes of the answers. */
final class Dialogue {
    /** After so many in a row it looks at the clock again. */
    private static final int BATCHES_IN_A_ROW_MAX = 50;

    /** How long one sleeps who has nothing to do. */
    static final Duration WAIT_MAX = Duration.ofMinutes(1);

    private final Setup setup;
    private final Standing standing;
    private final Line line;
    private final Outage outage;
    private final Spool spool;
    private final Looks looks;
    private final Sender sender;
    private final Renewal renewal;
    private final Heartbeat heartbeat;
    private final Due heartbeatDue;

    Dialogue(
            Setup setup,
            Standing standing,
            Line line,
            Outage outage,
            Spool spool,
            Looks looks,
            Sender sender,
            Renewal renewal,
            Heartbeat heartbeat) {
        this.setup = setup;
        this.standing = standing;
        this.line = line;
        this.outage = outage;
        this.spool = spool;
        this.looks = looks;
        this.sender = sender;
        this.renewal = renewal;
        this.heartbeat = heartbeat;
        heartbeatDue = new Due(setup.clock(), setup.pace().heartbeat());
    }

    void enroll() throws IOException {
        var answer = line.ask("enroll", standing::enroll);
        if (answer.isPresent() && answer.get().isDelivered()) {
            line.worked();
            heartbeatDue.atOnce();
        } else if (answer.isPresent()) {
            line.failed("enrollment was refused: " + answer.get().why(), answer.get());
        }
    }

    /** Says what there is to say now; returns how long there is nothing more. */
    Duration go(Connection connection) throws IOException {
        var outcome = Outcome.GO_ON;
        for (int i = 0; i < BATCHES_IN_A_ROW_MAX && outcome == Outcome.GO_ON; i++) {
            outcome = line.pause().isZero() ? say(connection) : Outcome.PAUSE;
        }
        if (outcome == Outcome.RENEW) {
            outcome = renewal.renewRefused(connection, spool.epoch());
        }
        switch (outcome) {
            case ENROLL -> unknown();
            case STOP -> stop();
            case GO_ON, NOTHING, PAUSE, RENEW ->
                    outage.settle(spool.oldest(), setup.pace().outageShortest());
        }
        return switch (outcome) {
            case GO_ON -> Duration.ZERO;
            case NOTHING -> shorter(looks.left(), heartbeatDue.left());
            case PAUSE, RENEW, ENROLL -> line.pause();
            case STOP -> WAIT_MAX;
        };
    }

    /** One thing, the most urgent first. */
    private Outcome say(Connection connection) throws IOException {
        if (heartbeatDue.isNow()) {
            heartbeatDue.done();
            return heartbeat.send(connection);
        }
        var outcome = sender.sendOne(connection);
        if (outcome == Outcome.GO_ON) {
            // It may have asked for all of the device.
            looks.lookIfDue();
        }
        return outcome == Outcome.NOTHING ? renewal.renew(connection, spool.epoch()) : outcome;
    }

    private void unknown() {
        var what = standing.unknown();
        if (standing.shallEnroll()) {
            setup.journal().say(what);
        } else {
            line.failed(what, new Answer(Answer.Meaning.ENROLL_AGAIN, 401, "", Backoff.LONGEST));
        }
    }

    private void stop() throws IOException {
        standing.stop("the organization is no more");
        setup.journal().say("the organization is no more: this agent stops for good");
    }

    /** Whether waiting changes nothing. */
    boolean isHopeless() {
        return standing.stopped() != null
                || line.isRefused()
                || (standing.connection().isEmpty() && !standing.shallEnroll());
    }

    /** Why the hub does not have what it should. */
    String trouble() {
        var stopped = standing.stopped();
        if (stopped != null) {
            return stopped;
        } else if (standing.connection().isEmpty() && setup.token() == null) {
            return "not enrolled, and there is no token to enroll with";
        } else {
            return line.trouble();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
