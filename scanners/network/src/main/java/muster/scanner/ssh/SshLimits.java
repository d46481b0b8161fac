package muster.scanner.ssh;

import java.time.Duration;
import muster.wire.Limits;

/**
 * How long a device may take and how much it may say. None of them depends on the device: one that
 * sends a byte now and then is cut as one that sends none.
 *
 * @param connect until TCP is connected
 * @param login key exchange and authentication
 * @param prompt until the shell has printed its banners and a prompt
 * @param command one answer, pages included
 * @param device all of it, for each login that is tried
 * @param commandBytes of one answer; the rest is left out
 * @param deviceBytes of all answers: half of what a report takes of a device
 */
public record SshLimits(
        Duration connect,
        Duration login,
        Duration prompt,
        Duration command,
        Duration device,
        int commandBytes,
        int deviceBytes) {
    public static final SshLimits DEFAULT =
            new SshLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120),
                    Limits.EVIDENCE_BYTES_MAX / 2,
                    Limits.EVIDENCE_BYTES_MAX / 2);
}
