package muster.identity.ldap;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import muster.tenancy.Role;

/**
 * A company's directory, and what the hub is to take from it.
 *
 * @param startTls whether the connection begins in the clear and is secured before anything is
 *     said; else it is TLS from the first byte
 * @param authorities file of the certificates that vouch for the server; nothing for the system's
 * @param domains mail domains whose passwords are the directory's
 * @param organization slug of the organization that people of the directory belong to
 * @param roles which group, by its distinguished name, is which role there; none, and everybody is
 *     a viewer
 */
public record LdapServer(
        String host,
        int port,
        boolean startTls,
        Optional<Path> authorities,
        Way way,
        Set<String> domains,
        Optional<String> organization,
        Map<String, Role> roles) {
    /** How a person's entry is found. */
    public sealed interface Way {}

    /**
     * The hub signs in with an account of its own and looks for the person.
     *
     * @param filter with {@code {mail}} for the address, {@code {name}} for what stands before
     *     the @
     */
    public record Search(String bindDn, String bindPassword, String base, String filter)
            implements Way {
        /** Without the password: a log may print this. */
        @Override
        public String toString() {
            return "Search below " + base;
        }
    }

    /**
     * The person's own name follows from the address.
     *
     * @param dn the same, such as {@code uid={name},ou=people,dc=acme,dc=example}
     */
    public record Pattern(String dn) implements Way {}

    public LdapServer {
        domains = Set.copyOf(domains);
        roles = Map.copyOf(roles);
    }

    /** What somebody in these groups is: the role that comes first in the table of roles. */
    Optional<Role> role(List<String> groups) {
        if (roles.isEmpty()) {
            return Optional.of(Role.VIEWER);
        }
        return groups.stream()
                .map(LdapServer::canonical)
                .flatMap(group ->
                        roles.entrySet().stream()
                                .filter(one -> canonical(one.getKey()).equals(group))
                                .map(Map.Entry::getValue))
                .min(Role::compareTo);
    }

    private static String canonical(String dn) {
        return Names.canonical(dn);
    }
}
