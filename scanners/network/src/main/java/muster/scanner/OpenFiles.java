package muster.scanner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How many files and sockets this process may have open. */
final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT =
            Pattern.compile("(?m)^Max open files +([0-9]{1,18}|unlimited) ");

    /** What systems grant that say nothing. */
    private static final long USUAL = 1_024;

    private OpenFiles() {}

    static long most() {
        try {
            return most(Files.readString(LIMITS));
        } catch (IOException elsewhere) {
            return USUAL;
        }
    }

    /** As the kernel says it. */
    static long most(String limits) {
        var soft = SOFT.matcher(limits);
        if (!soft.find()) {
            return USUAL;
        }
        return soft.group(1).equals("unlimited")
                ? Integer.MAX_VALUE
                : Long.parseLong(soft.group(1));
    }
}
