package muster.organizations.scim;

import java.time.Clock;
import java.util.function.Predicate;
import muster.audit.Audit;
import muster.database.Database;
import muster.identity.People;
import muster.organizations.OrganizationsRoom;
import muster.plans.Plans;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Site;

/** The protocol, wired. */
public final class Scim {
    public final ScimPages pages;
    public final GroupsPages groups;

    public Scim(
            Desk desk,
            Database database,
            Audit audit,
            Plans plans,
            OrganizationsRoom room,
            People people,
            Predicate<String> isOwnDomain,
            Messages messages,
            Site site,
            Clock clock) {
        var users =
                new Users(
                        database,
                        audit,
                        plans,
                        room.organizations,
                        room.members,
                        people,
                        isOwnDomain,
                        clock);
        var kept = new Groups(database, audit, room.members, clock);
        pages = new ScimPages(desk, database, users, kept, site);
        groups = new GroupsPages(desk, kept, messages, site);
    }
}
