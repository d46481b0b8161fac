package muster.enrollment;

import java.security.SecureRandom;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.MasterKey;
import muster.web.Announcements;

/** The room, wired: how collectors come to report. */
public final class Enrollment {
    public final EnrollmentTokens tokens;
    public final ReadableTokens readableTokens;
    public final Collectors collectors;
    public final CollectorNotes notes;
    public final Heartbeats heartbeats;
    public final Removals removals;
    public final CertificateRequirement requirement;
    final Authorities authorities;
    final Admissions admissions;
    final Rotation rotation;
    private final MutualTls mutualTls;

    public Enrollment(
            Database database,
            Audit audit,
            Announcements announcements,
            SigningKeys keys,
            MasterKey key,
            SecureRandom random,
            Clock clock) {
        tokens = new EnrollmentTokens(database, audit, random, clock);
        readableTokens = new ReadableTokens(tokens, key);
        notes = new CollectorNotes(database);
        collectors = new Collectors(database, keys, notes, audit, announcements, clock);
        removals = new Removals(database, collectors, audit, clock);
        requirement = new CertificateRequirement(database, keys, audit);
        heartbeats = new Heartbeats(database, announcements, clock);
        authorities = new Authorities(database, key, random, clock);
        var credentials = new Credentials(database, key, random);
        admissions =
                new Admissions(
                        database,
                        tokens,
                        authorities,
                        credentials,
                        notes,
                        audit,
                        announcements,
                        clock);
        mutualTls = new MutualTls(authorities, clock);
        rotation = new Rotation(database, credentials, keys, notes, clock);
    }

    /**
     * For the listener of pages and API, as the hub at this host, where no proxy in front of it has
     * a certificate that everybody believes.
     */
    public SSLContext ownTls(String host) {
        return mutualTls.ofOneSide(host);
    }

    /** In PEM: whom to believe that this is the hub, as known by the last handshake. */
    public String authorities() {
        return authorities.known();
    }

    /** For the listener where collectors show their certificate, as the hub at this host. */
    public SSLContext mutualTls(String host) {
        return mutualTls.context(host);
    }
}
