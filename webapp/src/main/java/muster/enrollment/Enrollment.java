package muster.enrollment;

import java.security.SecureRandom;
import java.time.Clock;
import muster.audit.Audit;
import muster.database.Database;

/** The room, wired: how collectors come to report. */
public final class Enrollment {
    public final EnrollmentTokens tokens;

    public Enrollment(Database database, Audit audit, SecureRandom random, Clock clock) {
        tokens = new EnrollmentTokens(database, audit, random, clock);
    }
}
