package muster.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.MasterKey;
import muster.identity.ldap.LdapDirectory;
import muster.identity.ldap.LdapServer;
import muster.web.Announcements;
import muster.web.CollectorKeys;
import muster.web.Messages;
import muster.web.RateLimits;
import muster.web.Site;

/** The room, wired: what other rooms and the hub take from it. */
public final class Identity {
    public final SecureRandom random = new SecureRandom();
    public final People people;
    public final Passwords passwords = new Passwords(random);
    public final Sessions sessions;
    public final PersonalTokens tokens;
    public final FormerKeys formerKeys;
    public final MailedLinks links;
    public final Letters letters;
    public final PersonalRecord record;
    public final SignIns signIns;
    public final Login logins;
    public final Resets resets;
    public final Accounts accounts;
    public final Doorkeeper doorkeeper;
    public final Lockout lockout;
    public final LockoutRecord lockouts;
    public final Upkeep upkeep;

    public Identity(
            Database database,
            Audit audit,
            RateLimits limits,
            Announcements announcements,
            Mail mail,
            Messages messages,
            Site site,
            CollectorKeys collectorKeys,
            MasterKey key,
            Optional<LdapServer> ldap,
            Clock clock) {
        lockout = new Lockout(database, clock);
        people = new People(database);
        sessions = new Sessions(database, announcements, random, clock);
        tokens = new PersonalTokens(database, random, clock);
        formerKeys = new FormerKeys(database, clock);
        links = new MailedLinks(database, random, clock);
        letters = new Letters(mail, messages, site);
        record = new PersonalRecord(database, people, audit);
        lockouts = new LockoutRecord(database, lockout, people, record);
        var devices = new KnownDevices(database, random, clock);
        signIns = new SignIns(database, sessions, devices, record, letters, clock);
        var directory =
                ldap.<Directory>map(it -> new LdapDirectory(it, database, people, audit))
                        .orElseGet(Directory::none);
        logins = new Login(database, people, passwords, directory, lockout, limits);
        resets =
                new Resets(
                        database, people, passwords, sessions, links, lockout, lockouts, letters,
                        record);
        accounts =
                new Accounts(
                        database, people, logins, passwords, sessions, letters, record, messages);
        doorkeeper =
                new Doorkeeper(database, sessions, tokens, formerKeys, collectorKeys, key, clock);
        upkeep = new Upkeep(database, sessions, links, lockout, devices, formerKeys);
    }
}
