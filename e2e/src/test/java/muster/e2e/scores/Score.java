package muster.e2e.scores;

import java.util.Locale;

/** How many answers of one field were right, counted while a topic's samples are read. */
final class Score {
    private final String topic;
    private final String field;
    private int expected;
    private int right;
    private int wrong;
    private int missing;
    private int invented;

    Score(String topic, String field) {
        this.topic = topic;
        this.field = field;
    }

    /** The source has an answer and so have we. */
    void answered(boolean isRight) {
        expected++;
        if (isRight) {
            right++;
        } else {
            wrong++;
        }
    }

    /** The source has an answer and we have none. */
    void missed() {
        expected++;
        missing++;
    }

    /** We have an answer that nothing in the sample says. */
    void invented() {
        invented++;
    }

    String topic() {
        return topic;
    }

    String field() {
        return field;
    }

    int expected() {
        return expected;
    }

    int right() {
        return right;
    }

    int wrong() {
        return wrong;
    }

    int missing() {
        return missing;
    }

    int inventions() {
        return invented;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-10s %-24s found %6d  right %6d  wrong %5d  missing %5d  invented %3d  %5.1f %%",
                topic,
                field,
                right + wrong,
                right,
                wrong,
                missing,
                invented,
                expected == 0 ? 100.0 : 100.0 * right / expected);
    }
}
