package muster.identity.saml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.audit.Audit;
import muster.audit.Change;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Role;

/** Which group of an identity provider is which role here. */
final class Groups {
    static final int MAPPINGS_MAX = 100;
    static final int NAME_LETTERS_MAX = 300;

    /** Of one person; what is more stays unheard. */
    static final int GROUPS_MAX = 200;

    /** How Okta, Entra, Keycloak, AD FS and Google name the attribute. */
    private static final Set<String> NAMES =
            Set.of(
                    "groups",
                    "group",
                    "Groups",
                    "Group",
                    "memberOf",
                    "Role",
                    "role",
                    "roles",
                    "http://schemas.xmlsoap.org/claims/Group",
                    "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
                    "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
                    "urn:oid:1.3.6.1.4.1.5923.1.5.1.1");

    private final Database database;
    private final Audit audit;

    /** One of them. */
    record Mapping(String group, Role role) {
        @Override
        public String toString() {
            return group + " → " + role.word();
        }
    }

    Groups(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Those of a connection; none means that roles are given by hand. */
    List<Mapping> of(UUID connection) {
        return database.list(
                Sql.of(
                        """
                        select group_name, role from saml_groups
                        where connection_id = ? order by group_name
                        """,
                        connection),
                row ->
                        new Mapping(
                                row.text("group_name"), Role.of(row.text("role")).orElseThrow()));
    }

    /** Puts these in place of those there are; each member's role follows when they next come. */
    void replace(Connection connection, List<Mapping> mappings, Actor actor) {
        var before = of(connection.id());
        if (before.equals(mappings)) {
            return;
        }
        database.run(Sql.of("delete from saml_groups where connection_id = ?", connection.id()));
        for (var one : mappings) {
            database.run(
                    Sql.of(
                            """
                            insert into saml_groups (connection_id, group_name, role)
                            values (?, ?, ?)
                            """,
                            connection.id(),
                            one.group(),
                            one.role().word()));
        }
        if (mappings.isEmpty()) {
            database.run(
                    Sql.of(
                            "update saml_members set synced = false where connection_id = ?",
                            connection.id()));
        }
        audit.record(
                actor,
                "saml.groups",
                connection.subject(),
                "%s: groups are %s, were %s"
                        .formatted(connection.name(), told(mappings), told(before)),
                new Change(told(before), told(mappings)));
    }

    private static String told(List<Mapping> mappings) {
        return mappings.isEmpty()
                ? "no roles"
                : mappings.stream().map(Mapping::toString).collect(Collectors.joining(", "));
    }

    /** The groups that an identity provider says somebody is in. */
    static List<String> in(Assertion assertion) {
        var groups = new LinkedHashSet<String>();
        for (var attribute : assertion.attributes()) {
            if (NAMES.contains(attribute.name()) || NAMES.contains(attribute.friendlyName())) {
                attribute.values().stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty() && one.length() <= NAME_LETTERS_MAX)
                        .forEach(groups::add);
            }
        }
        return groups.stream().limit(GROUPS_MAX).toList();
    }

    /** The strongest role of these groups; nothing where roles are given by hand. */
    static Optional<Role> role(List<Mapping> mappings, List<String> groups, Role otherwise) {
        if (mappings.isEmpty()) {
            return Optional.empty();
        }
        var weakestFirst = new ArrayList<>(Role.words());
        return Optional.of(
                mappings.stream()
                        .filter(one -> groups.contains(one.group()))
                        .map(Mapping::role)
                        .max(Comparator.comparingInt(role -> weakestFirst.indexOf(role.word())))
                        .orElse(otherwise));
    }
}
