package muster.agent;

import java.time.Duration;

/**
 * How often a collector does what it does.
 *
 * @param inventory between two looks at the device
 * @param whole after which an unchanged inventory is told again
 * @param keyLife after which the signing key is replaced
 * @param renewal how long before its end a certificate is replaced
 * @param outageShortest from which on a hub that was away is worth a line, though nothing waited
 */
public record Pace(
        Duration heartbeat,
        Duration inventory,
        Duration whole,
        Duration keyLife,
        Duration renewal,
        Duration outageShortest) {
    /** A certificate lives 7 days and is renewed from its day 4 on. */
    public static final Pace USUAL =
            new Pace(
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    Duration.ofDays(30),
                    Duration.ofDays(3),
                    Duration.ofMinutes(1));

    /** The same with another time between two looks at the device. */
    public Pace lookingEvery(Duration inventory) {
        return new Pace(heartbeat, inventory, whole, keyLife, renewal, outageShortest);
    }
}
