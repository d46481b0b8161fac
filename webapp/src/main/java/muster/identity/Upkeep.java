package muster.identity;

import muster.database.Database;

/** Forgets what time has made worthless: ended sessions, old links, failures that count no more. */
public final class Upkeep implements Runnable {
    private final Database database;
    private final Sessions sessions;
    private final MailedLinks links;
    private final Lockout lockout;
    private final KnownDevices devices;
    private final FormerKeys formerKeys;

    Upkeep(
            Database database,
            Sessions sessions,
            MailedLinks links,
            Lockout lockout,
            KnownDevices devices,
            FormerKeys formerKeys) {
        this.database = database;
        this.sessions = sessions;
        this.links = links;
        this.lockout = lockout;
        this.devices = devices;
        this.formerKeys = formerKeys;
    }

    @Override
    public void run() {
        database.atDoor(() -> {
            sessions.forgetEnded();
            links.forgetExpired();
            lockout.forgetOld();
            devices.forgetOld();
            formerKeys.forgetOld();
            return this;
        });
    }
}
