package muster.plans;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a plan allows. No number means no limit.
 *
 * @param centsPerMonth what it costs in euro cents; none where it is agreed upon
 */
public record Plan(
        String name,
        String title,
        OptionalLong centsPerMonth,
        OptionalInt devicesMax,
        OptionalInt membersMax,
        int historyDays,
        List<String> features) {
    /** The plan of everyone who has not chosen another. */
    public static final String FREE = "free";

    public Plan {
        features = List.copyOf(features);
    }

    /** Whether one more member fits beside so many. */
    public boolean admitsMember(long members) {
        return membersMax.isEmpty() || members < membersMax.getAsInt();
    }

    /** Whether one more device fits beside so many. */
    public boolean admitsDevice(long devices) {
        return devicesMax.isEmpty() || devices < devicesMax.getAsInt();
    }
}
