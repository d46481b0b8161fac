package muster.catalogue;

import java.io.IOException;

/** A feed, or one record of it, is not what its publisher's format says; the message says where. */
public final class Unreadable extends IOException {
    Unreadable(String message) {
        super(message);
    }

    Unreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
