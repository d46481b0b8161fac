package muster.agent;

/** What a collector does after it said something to the hub. */
enum Outcome {
    /** Go on. */
    GO_ON,
    /** Nothing more to say. */
    NOTHING,
    /** Leave the hub alone for a while. */
    PAUSE,
    /** The hub takes another certificate only. */
    RENEW,
    /** The hub does not know this collector. */
    ENROLL,
    /** Never say anything again. */
    STOP
}
