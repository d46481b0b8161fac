package muster.organizations.scim;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.organizations.Members;
import muster.tenancy.Actor;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;

/** The groups of an identity provider, and the roles that they give their people. */
final class Groups {
    static final int GROUPS_MAX = 2_000;

    private static final Sql SELECT =
            Sql.of(
                    """
                    select g.id, g.display_name, g.external_id, g.role, g.created_at, g.changed_at,
                        array(select u.user_id::text from scim_group_users u
                            where u.group_id = g.id order by 1) as users
                    from scim_groups g
                    """);

    private final Database database;
    private final Audit audit;
    private final Members members;
    private final Clock clock;

    Groups(Database database, Audit audit, Members members, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.members = members;
        this.clock = clock;
    }

    List<Group> matching(Filter filter) {
        return database.list(SELECT.and("order by g.created_at, g.id"), Groups::group).stream()
                .filter(one -> one.matches(filter))
                .toList();
    }

    Optional<Group> find(UUID id) {
        return database.first(SELECT.and("where g.id = ?", id), Groups::group);
    }

    Group add(GroupData data, Actor actor) {
        members.lock();
        refuseTaken(data, null);
        if (matching(Filter.ALL).size() >= GROUPS_MAX) {
            throw Fault.conflict("at most " + GROUPS_MAX + " groups");
        }
        var now = clock.instant();
        var id =
                database.first(
                                Sql.of(
                                        """
                                        insert into scim_groups
                                            (display_name, external_id, created_at, changed_at)
                                        values (?, ?, ?, ?) returning id
                                        """,
                                        data.displayName(),
                                        data.externalId(),
                                        now,
                                        now),
                                row -> row.uuid("id"))
                        .orElseThrow();
        fill(id, data.users(), Set.of(), actor);
        return find(id).orElseThrow();
    }

    Group change(Group group, GroupData data, Actor actor) {
        members.lock();
        refuseTaken(data, group.id());
        database.run(
                Sql.of(
                        """
                        update scim_groups set display_name = ?, external_id = ?, changed_at = ?
                        where id = ?
                        """,
                        data.displayName(),
                        data.externalId(),
                        clock.instant(),
                        group.id()));
        fill(group.id(), data.users(), group.users(), actor);
        return find(group.id()).orElseThrow();
    }

    void remove(Group group, Actor actor) {
        members.lock();
        database.run(Sql.of("delete from scim_groups where id = ?", group.id()));
        group.users().forEach(user -> assign(user, group.role() != null, actor));
    }

    /** Says what the people of a group are here, or that it says nothing. */
    void give(Group group, @Nullable Role role, Actor actor) {
        members.lock();
        var word = role == null ? null : role.word();
        database.run(Sql.of("update scim_groups set role = ? where id = ?", word, group.id()));
        audit.record(
                actor,
                "group.assigned",
                "group:" + group.id(),
                "the group “%s” gives %s"
                        .formatted(group.displayName(), word == null ? "no role" : word),
                new Change(group.role(), word));
        group.users().forEach(user -> assign(user, true, actor));
    }

    private void fill(UUID group, Collection<UUID> users, Collection<UUID> before, Actor actor) {
        database.run(Sql.of("delete from scim_group_users where group_id = ?", group));
        var ids = users.toArray(UUID[]::new);
        var found =
                database.run(
                        Sql.of(
                                """
                                insert into scim_group_users (group_id, user_id)
                                select ?, u.id from scim_users u where u.id = any (?)
                                """,
                                group,
                                ids));
        if (found != ids.length) {
            throw Fault.invalidValue("members: one of them is no user of this organization");
        }
        var touched = new LinkedHashSet<>(before);
        touched.addAll(users);
        touched.forEach(user -> assign(user, false, actor));
    }

    /**
     * Gives a user the role of their groups, the one that may most; a viewer where none gives any.
     * Who owns the organization is for owners to say.
     *
     * @param gave whether a group gave them a role until now
     */
    private void assign(UUID user, boolean gave, Actor actor) {
        var mapped =
                gave
                        || database.first(
                                        Sql.of(
                                                "select 1 from scim_groups where role is not null limit 1"),
                                        _ -> 1)
                                .isPresent();
        var person =
                database.first(
                        Sql.of("select person_id from scim_users where id = ?", user),
                        row -> row.uuid("person_id"));
        person.flatMap(members::find)
                .filter(one -> one.role() != Role.OWNER)
                .ifPresent(one -> {
                    var role = roles(user).min(Role::compareTo);
                    if (role.isPresent() || mapped) {
                        members.assign(one, role.orElse(Role.VIEWER), actor);
                    }
                });
    }

    private Stream<Role> roles(UUID user) {
        return database
                .list(
                        Sql.of(
                                """
                                select g.role from scim_groups g
                                    join scim_group_users u on u.org_id = g.org_id
                                        and u.group_id = g.id
                                where u.user_id = ? and g.role is not null
                                """,
                                user),
                        row -> row.text("role"))
                .stream()
                .flatMap(word -> Role.of(word).stream());
    }

    private void refuseTaken(GroupData data, @Nullable UUID but) {
        var taken =
                database.first(
                        Sql.of(
                                """
                                select 1 from scim_groups
                                where lower(display_name) = lower(?) and id is distinct from ?::uuid
                                """,
                                data.displayName(),
                                but),
                        _ -> 1);
        if (taken.isPresent()) {
            throw Fault.uniqueness("there is a group of this displayName");
        }
    }

    private static Group group(Row row) {
        return new Group(
                row.uuid("id"),
                row.text("display_name"),
                row.textOrNull("external_id"),
                row.textOrNull("role"),
                row.texts("users").stream().map(UUID::fromString).toList(),
                row.instant("created_at"),
                row.instant("changed_at"));
    }
}
