package muster.scanner;

import java.util.List;
import muster.wire.Evidence;

/**
 * What one inquiry learnt.
 *
 * @param evidence without any of the scanner's secrets
 * @param why in a few words: how it answered, or why it did not; never a secret
 */
public record Answer(Outcome outcome, List<Evidence> evidence, String why) {
    /** The first of these that any inquiry had tells most about an address. */
    public enum Outcome {
        /** It told what it is. */
        ANSWERED,
        /** It is there, and takes none of the credentials that may be shown to it. */
        WRONG_CREDENTIAL,
        /** It said something to whoever connects. */
        GREETED,
        /** It is there, and cannot be asked in any way that is known here. */
        UNSUPPORTED,
        /** Something went wrong that is not the device's fault. */
        ERROR,
        /** It said nothing, or was not asked. */
        SILENT
    }

    public Answer {
        evidence = List.copyOf(evidence);
    }

    public static Answer none(Outcome outcome, String why) {
        return new Answer(outcome, List.of(), why);
    }
}
