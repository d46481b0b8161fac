package muster.packages;

import java.io.IOException;

/**
 * A database or file on disk that cannot be read: damaged, cut off, too large, or not what its name
 * says. The message says which part and why, and repeats nothing of the content.
 */
public final class Damaged extends IOException {
    Damaged(String message) {
        super(message);
    }
}
