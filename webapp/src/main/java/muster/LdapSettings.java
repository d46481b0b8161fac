package muster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import muster.identity.ldap.LdapServer;
import muster.tenancy.Role;

/** Reads the settings of the company's directory. */
final class LdapSettings {
    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;
    private static final String FILTER = "(&(objectClass=person)(mail={mail}))";

    private LdapSettings() {}

    static Optional<LdapServer> of(SettingsTexts texts) throws Settings.Refused {
        var url = texts.server(Setting.LDAP_URL, "ldap", "ldaps");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        var server = url.get();
        var startTls = "ldap".equals(server.getScheme());
        var usual = startTls ? LDAP_PORT : LDAPS_PORT;
        var domains = new HashSet<String>();
        texts.list(Setting.LDAP_DOMAINS).forEach(one -> domains.add(one.toLowerCase(Locale.ROOT)));
        if (domains.isEmpty()) {
            throw new Settings.Refused(
                    "MUSTER_LDAP_DOMAINS: the mail domains whose passwords the directory keeps");
        }
        return Optional.of(
                new LdapServer(
                        server.getHost(),
                        server.getPort() < 0 ? usual : server.getPort(),
                        startTls,
                        texts.path(Setting.LDAP_CA_FILE),
                        way(texts),
                        domains,
                        texts.text(Setting.LDAP_ORGANIZATION),
                        roles(texts)));
    }

    private static LdapServer.Way way(SettingsTexts texts) throws Settings.Refused {
        var pattern = texts.text(Setting.LDAP_DN_PATTERN);
        var dn = texts.text(Setting.LDAP_BIND_DN);
        var password = texts.text(Setting.LDAP_BIND_PASSWORD);
        var base = texts.text(Setting.LDAP_BASE);
        if (pattern.isPresent() && dn.isEmpty()) {
            return new LdapServer.Pattern(pattern.get());
        } else if (dn.isPresent() && password.isPresent() && base.isPresent()) {
            return new LdapServer.Search(
                    dn.get(),
                    password.get(),
                    base.get(),
                    texts.text(Setting.LDAP_FILTER).orElse(FILTER));
        } else {
            throw new Settings.Refused(
                    "MUSTER_LDAP_URL needs MUSTER_LDAP_BIND_DN, MUSTER_LDAP_BIND_PASSWORD and"
                            + " MUSTER_LDAP_BASE together, or MUSTER_LDAP_DN_PATTERN alone");
        }
    }

    /** {@code admin=cn=admins,dc=acme,dc=example; viewer=cn=staff,dc=acme,dc=example} */
    private static Map<String, Role> roles(SettingsTexts texts) throws Settings.Refused {
        var roles = new HashMap<String, Role>();
        var parts =
                texts.text(Setting.LDAP_ROLES).stream().flatMap(it -> Stream.of(it.split(";", -1)));
        for (var part : parts.map(String::strip).filter(it -> !it.isEmpty()).toList()) {
            int is = part.indexOf('=');
            var role = Role.of(part.substring(0, Math.max(is, 0)).strip());
            if (role.isEmpty()) {
                throw new Settings.Refused(
                        "MUSTER_LDAP_ROLES: '%s' is not a role and a group, such as viewer=cn=staff,dc=acme,dc=example"
                                .formatted(part));
            }
            roles.put(part.substring(is + 1).strip(), role.get());
        }
        return roles;
    }
}
