package muster.e2e.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import muster.agent.Disk;

/**
 * The disk of a program that is killed at one of its writes: before it, in the midst of it, or when
 * it is done and nobody knows yet. From then on nothing of that program does anything.
 */
final class MortalDisk implements Disk {
    private final Disk real = Disk.real();
    private final Ledger ledger;
    private final RandomGenerator random;
    private final AtomicInteger writesLeft;
    private volatile boolean dead;

    /** The program ends here, without a word. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    MortalDisk(Ledger ledger, RandomGenerator random, int writesLeft) {
        this.ledger = ledger;
        this.random = random;
        this.writesLeft = new AtomicInteger(writesLeft);
    }

    /** Ends whoever asks after the program has died. */
    void requireAlive() {
        if (dead) {
            throw new Killed();
        }
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        requireAlive();
        if (writesLeft.decrementAndGet() > 0) {
            real.write(file, content);
            ledger.wrote(file, content);
        } else {
            dead = true;
            die(file, content);
        }
    }

    private void die(Path file, byte[] content) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> {}
            case 1 ->
                    Files.write(
                            file.resolveSibling(file.getFileName() + UNFINISHED),
                            Arrays.copyOf(content, content.length / 2));
            default -> {
                real.write(file, content);
                ledger.wrote(file, content);
            }
        }
        throw new Killed();
    }
}
