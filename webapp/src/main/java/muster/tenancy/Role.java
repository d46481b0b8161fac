package muster.tenancy;

import static muster.tenancy.Permission.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a member is in an organization; the table of who may do what stands here and only here. */
public enum Role {
    OWNER(EnumSet.allOf(Permission.class)),
    // Whoever says which identity provider is believed can become anybody, an owner too.
    ADMIN(EnumSet.complementOf(EnumSet.of(ORGANIZATION_DELETE, SSO_WRITE))),
    ANALYST(and(looking(), FINDINGS_WRITE, DEVICES_WRITE)),
    OPERATOR(
            and(
                    looking(),
                    DEVICES_WRITE,
                    SITES_WRITE,
                    COLLECTORS_WRITE,
                    INVENTORY_WRITE,
                    EVENTS_WRITE)),
    VIEWER(looking()),
    AUDITOR(and(looking(), AUDIT_READ, KEYS_READ, SSO_READ));

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable view that nobody else holds
    private final Set<Permission> permissions;

    Role(EnumSet<Permission> permissions) {
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, those who may least first. */
    public static List<String> words() {
        return Stream.of(AUDITOR, VIEWER, OPERATOR, ANALYST, ADMIN, OWNER).map(Role::word).toList();
    }

    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    private static EnumSet<Permission> looking() {
        return EnumSet.of(
                ORGANIZATION_READ,
                MEMBERS_READ,
                SITES_READ,
                DEVICES_READ,
                SOFTWARE_READ,
                FINDINGS_READ,
                COLLECTORS_READ,
                EVENTS_READ);
    }

    private static EnumSet<Permission> and(EnumSet<Permission> some, Permission... more) {
        some.addAll(Set.of(more));
        return some;
    }
}
