package muster.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the hub is there: it leaves a hub alone that could not answer, and counts for how long.
 */
final class Line {
    private final Backoff backoff;
    private final Outage outage;
    private final Journal journal;
    private String trouble = "";
    private boolean refused;

    /** Something that asks the hub once. */
    interface Question {
        Answer ask() throws IOException;
    }

    Line(Backoff backoff, Outage outage, Journal journal) {
        this.backoff = backoff;
        this.outage = outage;
        this.journal = journal;
    }

    /** The hub's answer, of whatever meaning; empty where it could give none. */
    Optional<Answer> ask(String what, Question question) {
        try {
            var answer = question.ask();
            if (answer.meaning().isPassing()) {
                if (answer.meaning() == Answer.Meaning.ELSEWHERE) {
                    // A hub that answers that it is busy is there.
                    outage.away();
                }
                failed(what + ": " + answer.why(), answer);
                return Optional.empty();
            }
            outage.back();
            return Optional.of(answer);
        } catch (Hub.Refused e) {
            trouble(reason(e));
            refused = true;
            backoff.failed(Backoff.LONGEST);
            return Optional.empty();
        } catch (IOException e) {
            outage.away();
            trouble("%s: no answer: %s".formatted(what, reason(e)));
            backoff.failed(null);
            return Optional.empty();
        }
    }

    /** The hub answered something after which the same will not do better at once. */
    void failed(String why, Answer answer) {
        trouble(why);
        refused = !answer.meaning().isPassing();
        backoff.failed(answer.retryAfter());
    }

    void worked() {
        backoff.worked();
        trouble = "";
        refused = false;
    }

    /** Whether trying again is likely to be answered the same. */
    boolean isRefused() {
        return refused;
    }

    /** What is left of the time in which the hub is left alone. */
    Duration pause() {
        return backoff.left();
    }

    /** What went wrong last, empty where nothing has since. */
    String trouble() {
        return trouble;
    }

    void trouble(String why) {
        trouble = why;
        journal.say(why);
    }

    private static String reason(IOException e) {
        var message = e.getMessage();
        var name = e.getClass().getSimpleName();
        if (message == null) {
            return name;
        }
        return e.getClass() == IOException.class ? message : name + ": " + message;
    }
}
