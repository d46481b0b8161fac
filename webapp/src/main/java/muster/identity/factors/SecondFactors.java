package muster.identity.factors;

import java.time.Clock;
import muster.database.Database;
import muster.database.MasterKey;
import muster.identity.Identity;
import muster.identity.Mail;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.RateLimits;
import muster.web.Routes;
import muster.web.Site;

/** The room, wired: what signing in and the hub take from it. */
public final class SecondFactors {
    public final SecondSteps steps;
    private final Database database;
    private final Identity identity;
    private final Messages messages;
    private final Site site;
    private final Challenges challenges;
    private final PendingSignIns pending;
    private final Factors factors;
    private final Ceremony ceremony;
    private final Recognition recognition;
    private final Changes changes;

    public SecondFactors(
            Database database,
            Identity identity,
            Mail mail,
            Messages messages,
            Site site,
            MasterKey key,
            Clock clock) {
        this.database = database;
        this.identity = identity;
        this.messages = messages;
        this.site = site;
        var letters = new FactorLetters(mail, messages, site);
        var passkeys = new Passkeys(database, clock);
        factors =
                new Factors(
                        database,
                        new TotpKeys(database, key, identity.random, clock),
                        new RecoveryCodes(database, identity.random, clock),
                        passkeys,
                        identity.record,
                        letters);
        challenges = new Challenges(database, identity.random, clock);
        pending = new PendingSignIns(database, identity.random, clock);
        ceremony = new Ceremony(site.publicUrl());
        recognition =
                new Recognition(database, ceremony, challenges, passkeys, identity.record, letters);
        changes = new Changes(database, factors, identity.signIns, identity.record, letters);
        steps = new SecondSteps(database, pending, factors, identity.lockout, identity.signIns);
    }

    /** Mounts what stands here. */
    public void fill(Routes routes, Desk desk, RateLimits limits) {
        var second = new SecondStepPages(desk, steps, recognition);
        var security =
                new SecurityPages(
                        desk, database, identity.sessions, factors, identity.record, messages);
        var totp = new TotpPages(desk, database, factors.keys, changes, messages, site);
        var passkeys =
                new PasskeyPages(
                        desk,
                        database,
                        ceremony,
                        challenges,
                        recognition,
                        factors.passkeys,
                        changes,
                        identity.signIns,
                        limits,
                        messages);
        var proof =
                new ProofPages(
                        desk,
                        database,
                        identity.logins,
                        steps,
                        factors,
                        recognition,
                        identity.signIns,
                        messages);
        routes.site("/login/mfa", second::routing)
                .site("/login/passkey", passkeys::login)
                .site("/account/security", security::pages)
                .site("/account/security/totp", totp::totp)
                .site("/account/security/recovery-codes", totp::codes)
                .site("/account/security/passkeys", passkeys::passkeys)
                .site("/account/proof", proof::pages)
                .api("/v1/sessions/challenge", passkeys::challenges)
                .api("/v1/me/passkeys/challenge", passkeys::registrations)
                .api("/v1/me/sessions", security::endpoints)
                .api("/v1/me/proof", proof::endpoints);
    }

    /** Forgets what nobody can use any more. */
    public void forgetExpired() {
        database.atDoor(() -> {
            pending.forgetExpired();
            challenges.forgetExpired();
            return this;
        });
    }
}
