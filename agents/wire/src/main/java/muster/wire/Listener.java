package muster.wire;

import org.jspecify.annotations.Nullable;

/**
 * A port on which a program of the device listens.
 *
 * @param address of the device, the unspecified one where it listens on all
 * @param port 1 to 65535
 * @param process the program's name without path and arguments, null where it may not be seen
 */
public record Listener(Protocol protocol, IpAddress address, int port, @Nullable String process) {
    /** What carries it. */
    public enum Protocol {
        TCP,
        UDP
    }

    private static final int PORT_MAX = 65_535;

    public Listener {
        if (port < 1 || port > PORT_MAX) {
            throw Report.Malformed.unreadable(
                    "port: %d, expected 1 to %d".formatted(port, PORT_MAX));
        }
        process = Text.optional("process", process);
    }
}
