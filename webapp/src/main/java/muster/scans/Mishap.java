package muster.scans;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;

/**
 * What the log says of a device at which the hub failed: where in the program, and nothing of what
 * the device said, which stands in the messages of exceptions.
 */
final class Mishap {
    private static final int FRAMES_MAX = 12;
    private static final int CAUSES_MAX = 4;

    private Mishap() {}

    /**
     * Says it.
     *
     * @param doing what the hub was at
     */
    static String of(String doing, Throwable broken) {
        return Stream.iterate(broken, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .map(Mishap::where)
                .collect(Collectors.joining("\ncaused by ", doing + ": ", ""));
    }

    private static String where(Throwable broken) {
        var state = broken instanceof Database.Failure failure ? " " + failure.state() : "";
        return Arrays.stream(broken.getStackTrace())
                .limit(FRAMES_MAX)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining("", broken.getClass().getName() + state, ""));
    }
}
