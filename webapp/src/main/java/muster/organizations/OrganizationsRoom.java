package muster.organizations;

import java.time.Clock;
import muster.audit.Audit;
import muster.database.Database;
import muster.identity.Identity;
import muster.identity.Mail;
import muster.plans.Plans;
import muster.web.Messages;
import muster.web.Site;

/** The room, wired: what the hub and other rooms take from it. */
public final class OrganizationsRoom {
    public final Organizations organizations;
    public final OrganizationLetters letters;
    public final ApiKeys keys;
    public final Members members;
    public final Invitations invitations;
    public final Acceptance acceptance;
    public final DailyHeads dailyHeads;
    public final SignInRules signInRules;
    public final SingleSignOnRule singleSignOnRule;

    public OrganizationsRoom(
            Database database,
            Audit audit,
            Plans plans,
            Identity identity,
            Mail mail,
            Messages messages,
            Site site,
            Clock clock) {
        organizations = new Organizations(database, audit, identity.random, clock);
        letters = new OrganizationLetters(mail, messages, site);
        keys = new ApiKeys(database, audit, identity.random, clock);
        members = new Members(database, audit, keys, identity.sessions);
        invitations =
                new Invitations(
                        database,
                        audit,
                        plans,
                        organizations,
                        members,
                        letters,
                        identity.random,
                        clock);
        acceptance =
                new Acceptance(
                        database,
                        audit,
                        plans,
                        organizations,
                        members,
                        identity.people,
                        identity.passwords,
                        clock);
        signInRules = new SignInRules(database, audit);
        singleSignOnRule = new SingleSignOnRule(database, members, audit);
        dailyHeads = new DailyHeads(database, audit, organizations, members, letters, clock);
    }
}
