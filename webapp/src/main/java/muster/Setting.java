package muster;

import java.util.Locale;

/** One setting the hub knows: the table that the reader, the refusals and the docs page share. */
public enum Setting {
    MODE("development", "development listens on this computer only; production serves others"),
    PORT("8080", "port of pages and API"),
    COLLECTOR_PORT(
            "8443", "port of collectors that show a client certificate; 0 for any that is free"),
    BIND("127.0.0.1, in production and with its own TLS 0.0.0.0", "address to listen on"),
    TLS(
            "off",
            "own: https with a certificate by the hub's own authority, which machines are told to trust when they enroll; ./muster --tls says so"),
    DATA("data", "folder of the embedded PostgreSQL, files and keys, readable by its owner only"),
    PUBLIC_URL(
            "http://localhost:PORT, with its own TLS https://ADDRESS:PORT",
            "the only origin of links: scheme, host and port"),
    CONFIG("none", "properties file with the same settings, such as public_url=https://…"),
    DATABASE_URL("embedded PostgreSQL", "postgresql://user:password@host:5432/name", true),
    FEEDS("none", "folder of vulnerability feed files, imported at start"),
    DOWNLOADS("none", "folder of the collectors' programs that /downloads offers"),
    TRUSTED_PROXIES("none", "networks such as 10.0.0.0/8 whose X-Forwarded-For is believed"),
    SMTP_URL(
            "the outbox at /outbox",
            "smtp or smtps://user:password@host:port; smtp must offer STARTTLS unless it is on this computer",
            true),
    MAIL_FROM("muster@localhost", "sender of all mail"),
    KEY_FILE("DATA/master.key", "file of the master key, made at the first start in development"),
    DNS_SERVER("the system's", "resolver for domain checks, as address:port"),
    OIDC_GOOGLE_ID("none", "sign in with Google: the client id"),
    OIDC_GOOGLE_SECRET("none", "and the client's secret", true),
    OIDC_GITHUB_ID("none", "sign in with GitHub: the client id of an OAuth app"),
    OIDC_GITHUB_SECRET("none", "and the client's secret", true),
    OIDC_GITHUB_URL("https://github.com", "or a GitHub Enterprise Server of one's own"),
    OIDC_MICROSOFT_ID("none", "sign in with Microsoft Entra: the application id"),
    OIDC_MICROSOFT_SECRET("none", "and the client's secret", true),
    OIDC_MICROSOFT_TENANT(
            "common",
            "the directory's id; common or organizations for accounts of any, each a person of its own: an address of theirs never opens an account that is there"),
    OIDC_MICROSOFT_URL("https://login.microsoftonline.com", "or the address of a national cloud"),
    OIDC_ISSUER("none", "sign in with any provider of OpenID Connect that describes itself there"),
    OIDC_ID("none", "and the client id"),
    OIDC_SECRET("none", "and the client's secret", true),
    OIDC_TITLE("the issuer's host", "and what its button says"),
    LDAP_URL(
            "none",
            "sign in with the passwords of a directory: ldaps://host, or ldap://host, which must offer StartTLS"),
    LDAP_CA_FILE("the system's", "PEM file of the certificates that vouch for the directory"),
    LDAP_DOMAINS(
            "none",
            "mail domains whose passwords the directory keeps; for these addresses no password of the hub counts"),
    LDAP_BIND_DN("none", "account of the hub that looks for people there"),
    LDAP_BIND_PASSWORD("none", "and its password", true),
    LDAP_BASE("none", "and below which entry it looks for people and groups"),
    LDAP_FILTER(
            "(&(objectClass=person)(mail={mail}))",
            "and for what; {name} is what stands before the @"),
    LDAP_DN_PATTERN(
            "none",
            "or without such an account: the name of a person's entry, such as uid={name},ou=people,dc=acme,dc=example"),
    LDAP_ORGANIZATION("none", "slug of the organization that people of the directory belong to"),
    LDAP_ROLES(
            "everybody a viewer",
            "which group is which role there; whoever is in none stays out: admin=cn=admins,dc=acme,dc=example; viewer=cn=staff,dc=acme,dc=example"),
    PRIVATE_HOSTS(
            "none",
            "hosts of identity providers that may lie in the hub's own network, such as idp.corp.example"),
    SOURCES("none", "development only: source folder whose templates and static files are live");

    private static final String PREFIX = "MUSTER_";

    private final String otherwise;
    private final String meaning;
    private final boolean secret;

    Setting(String otherwise, String meaning) {
        this(otherwise, meaning, false);
    }

    Setting(String otherwise, String meaning, boolean secret) {
        this.otherwise = otherwise;
        this.meaning = meaning;
        this.secret = secret;
    }

    /** The environment variable, such as MUSTER_PORT. */
    public String variable() {
        // Hosting platforms hand out DATABASE_URL under exactly this name.
        return this == DATABASE_URL ? name() : PREFIX + name();
    }

    /** The key in the settings file, such as port. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
        return meaning;
    }

    /** What holds when it is not set, in words. */
    public String otherwise() {
        return otherwise;
    }

    /** Whether its value may hold a password, so that no message repeats it. */
    public boolean secret() {
        return secret;
    }

    /** Whether a variable of this name claims to be a setting of the hub. */
    static boolean claims(String variable) {
        return variable.startsWith(PREFIX);
    }
}
