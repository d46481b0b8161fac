package muster.scanner;

/** A way of asking what an address is. */
public interface Inquiry {
    /**
     * Asks it; whatever goes wrong is in the answer. Called on a virtual thread for this candidate
     * alone, so it may block: within limits of its own, and until it is interrupted.
     */
    Answer ask(Candidate candidate) throws InterruptedException;
}
