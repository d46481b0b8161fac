package muster.identity;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Authentication;

/**
 * The alarm of an organization that wants single sign-on, when one of the owners who are named for
 * the day that it is broken comes in by themselves: on record, and told to every owner by mail.
 */
final class BreakGlass {
    private final Database database;
    private final PersonalRecord record;
    private final Letters letters;
    private final Clock clock;

    /** Where an alarm is raised, and who hears it. */
    private record Place(UUID organization, String name, List<String> owners) {}

    BreakGlass(Database database, PersonalRecord record, Letters letters, Clock clock) {
        this.database = database;
        this.record = record;
        this.letters = letters;
        this.clock = clock;
    }

    /** Raises it for a session that has just begun, if it is one. Outside of any transaction. */
    void watch(People.Person person, Sessions.Beginning beginning, Origin origin) {
        // Any other session of theirs is sent to the identity provider, and opens nothing.
        if (beginning.organization().isPresent()
                || beginning.authentication() != Authentication.PASSKEY) {
            return;
        }
        var at = clock.instant();
        for (var place : database.atDoor(() -> places(person.id()))) {
            record.writeIn(
                    place.organization(),
                    person,
                    "break-glass.used",
                    "came in by a passkey of their own from %s, not by single sign-on"
                            .formatted(origin.address()));
            place.owners()
                    .forEach(owner -> letters.brokenGlass(owner, place.name(), person, origin, at));
        }
    }

    private List<Place> places(UUID person) {
        return database.list(
                Sql.of(
                        """
                        select o.org_id, o.name,
                            array(select p.email from memberships w
                                join people p on p.id = w.person_id
                                where w.org_id = o.org_id and w.role = 'owner'
                                order by p.email) as owners
                        from memberships m join organizations o on o.org_id = m.org_id
                            join sign_in_rules r on r.org_id = m.org_id
                        where m.person_id = ? and m.role = 'owner' and m.break_glass
                            and r.single_sign_on
                        order by o.org_id
                        """,
                        person),
                row -> new Place(row.uuid("org_id"), row.text("name"), row.texts("owners")));
    }
}
