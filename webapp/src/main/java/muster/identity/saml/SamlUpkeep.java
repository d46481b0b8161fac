package muster.identity.saml;

import muster.database.Database;

/**
 * Forgets what time has made worthless: old requests, used assertions, attempts, ended sessions.
 */
final class SamlUpkeep implements Runnable {
    private final Database database;
    private final Pending pending;
    private final Replays replays;
    private final Attempts attempts;
    private final Links links;

    SamlUpkeep(
            Database database, Pending pending, Replays replays, Attempts attempts, Links links) {
        this.database = database;
        this.pending = pending;
        this.replays = replays;
        this.attempts = attempts;
        this.links = links;
    }

    @Override
    public void run() {
        for (var tenant : database.tenants()) {
            database.inTenant(
                    tenant,
                    () -> {
                        pending.forgetOld();
                        replays.forgetExpired();
                        attempts.forgetOld();
                        links.forgetEnded();
                        return tenant;
                    });
        }
    }
}
