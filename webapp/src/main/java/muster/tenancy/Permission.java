package muster.tenancy;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a member may do. Its word is the same in the permission table, in an API key's scopes and in
 * OpenAPI's {@code x-permission}.
 */
public enum Permission {
    ORGANIZATION_READ("organization:read"),
    ORGANIZATION_WRITE("organization:write"),
    ORGANIZATION_DELETE("organization:delete"),
    MEMBERS_READ("members:read"),
    MEMBERS_WRITE("members:write"),
    KEYS_READ("keys:read"),
    KEYS_WRITE("keys:write"),
    AUDIT_READ("audit:read"),
    SSO_READ("sso:read"),
    SSO_WRITE("sso:write"),
    SITES_READ("sites:read"),
    SITES_WRITE("sites:write"),
    DEVICES_READ("devices:read"),
    DEVICES_WRITE("devices:write"),
    SOFTWARE_READ("software:read"),
    FINDINGS_READ("findings:read"),
    FINDINGS_WRITE("findings:write"),
    COLLECTORS_READ("collectors:read"),
    COLLECTORS_WRITE("collectors:write"),
    INVENTORY_WRITE("inventory:write"),
    EVENTS_READ("events:read"),
    EVENTS_WRITE("events:write");

    private final String word;

    Permission(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Permission> of(String word) {
        return Stream.of(values()).filter(permission -> permission.word.equals(word)).findFirst();
    }
}
