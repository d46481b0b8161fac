package muster.happenings;

import java.util.Locale;
import java.util.UUID;

/**
 * A fact that others act on after it is committed.
 *
 * @param kind what happened
 * @param subject the id of what it happened to, in the organization of the transaction
 */
public record Happening(Kind kind, UUID subject) {
    /** What can happen. */
    public enum Kind {
        /** The software of a device is not what it was; the subject is the device. */
        SOFTWARE_CHANGED,
        /** An organization is to go, with all that is in it; the subject is the organization. */
        ORGANIZATION_DELETED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
