package muster.replay;

/** How a device answers. */
public enum Manner {
    /** As it should. */
    HONEST,
    /** As it should, a while later. */
    SLOW,
    /** With what it said already. */
    LOOPING,
    /** There is always one row more. */
    ENDLESS,
    /** With bytes that are no message. */
    MALFORMED,
    /** A number where a text should be, and a text where an OID should be. */
    WRONG_TYPES,
    /** With a description of 10 MB, as far as it fits. */
    HUGE,
    /** With half of what was asked and an error besides. */
    HALF,
    /** Not at all. */
    SILENT
}
