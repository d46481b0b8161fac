package muster.e2e.bench;

/** How many things a second were done in the turns that count. */
final class Rate {
    private final int thingsOfATurn;
    private long turns;
    private long nanos;

    Rate(int thingsOfATurn) {
        this.thingsOfATurn = thingsOfATurn;
    }

    void time(boolean counts, Runnable turn) {
        long start = System.nanoTime();
        turn.run();
        if (counts) {
            turns++;
            nanos += System.nanoTime() - start;
        }
    }

    double perSecond() {
        return turns * thingsOfATurn * 1e9 / nanos;
    }
}
