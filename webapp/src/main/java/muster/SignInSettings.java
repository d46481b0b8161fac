package muster;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import muster.identity.ldap.LdapServer;
import muster.identity.oidc.Provider;

/**
 * Where people of this installation may sign in beside their password.
 *
 * @param ldap the directory that keeps the passwords of some of them
 * @param privateHosts hosts of identity providers that may lie in the hub's own network
 */
record SignInSettings(
        List<Provider> providers, Set<String> privateHosts, Optional<LdapServer> ldap) {
    static final SignInSettings NONE = new SignInSettings(List.of(), Set.of(), Optional.empty());

    private static final URI GOOGLE = URI.create("https://accounts.google.com");
    private static final URI GITHUB = URI.create("https://github.com");
    private static final URI GITHUB_API = URI.create("https://api.github.com");
    private static final URI MICROSOFT = URI.create("https://login.microsoftonline.com");
    private static final Set<String> MANY_TENANTS = Set.of("common", "organizations");
    private static final String TENANT = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    SignInSettings {
        providers = List.copyOf(providers);
        privateHosts = Set.copyOf(privateHosts);
    }

    static SignInSettings of(SettingsTexts texts) throws Settings.Refused {
        var providers = new ArrayList<Provider>();
        google(texts).ifPresent(providers::add);
        microsoft(texts).ifPresent(providers::add);
        gitHub(texts).ifPresent(providers::add);
        other(texts).ifPresent(providers::add);
        return new SignInSettings(
                providers,
                texts.list(Setting.PRIVATE_HOSTS).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                LdapSettings.of(texts));
    }

    private static Optional<Provider> google(SettingsTexts texts) throws Settings.Refused {
        // Google takes back the person's consent with a token, and would ask for it each time.
        return client(texts, Setting.OIDC_GOOGLE_ID, Setting.OIDC_GOOGLE_SECRET)
                .map(client ->
                        new Provider.OpenId(
                                "google",
                                "Google",
                                client,
                                GOOGLE.toString(),
                                GOOGLE.toString(),
                                Provider.Emails.AS_VERIFIED,
                                false));
    }

    private static Optional<Provider> microsoft(SettingsTexts texts) throws Settings.Refused {
        var tenant = texts.text(Setting.OIDC_MICROSOFT_TENANT).orElse("common");
        var many = MANY_TENANTS.contains(tenant);
        if (!many && !tenant.matches(TENANT)) {
            throw new Settings.Refused(
                    "MUSTER_OIDC_MICROSOFT_TENANT: '%s' is not common, organizations or the id of a directory"
                            .formatted(tenant));
        }
        var base = texts.origin(Setting.OIDC_MICROSOFT_URL).orElse(MICROSOFT);
        return client(texts, Setting.OIDC_MICROSOFT_ID, Setting.OIDC_MICROSOFT_SECRET)
                .map(client ->
                        new Provider.OpenId(
                                "microsoft",
                                "Microsoft",
                                client,
                                "%s/%s/v2.0".formatted(base, tenant),
                                "%s/%s/v2.0".formatted(base, many ? "{tenantid}" : tenant),
                                // Whoever runs a directory writes any address into it.
                                Provider.Emails.NEVER,
                                true));
    }

    private static Optional<Provider> gitHub(SettingsTexts texts) throws Settings.Refused {
        var web = texts.origin(Setting.OIDC_GITHUB_URL).orElse(GITHUB);
        var api = web.equals(GITHUB) ? GITHUB_API : URI.create(web + "/api/v3");
        return client(texts, Setting.OIDC_GITHUB_ID, Setting.OIDC_GITHUB_SECRET)
                .map(client -> new Provider.GitHub("github", "GitHub", client, web, api));
    }

    private static Optional<Provider> other(SettingsTexts texts) throws Settings.Refused {
        var issuer = texts.server(Setting.OIDC_ISSUER, "https", "http");
        var client = client(texts, Setting.OIDC_ID, Setting.OIDC_SECRET);
        if (issuer.isPresent() != client.isPresent()) {
            throw new Settings.Refused(
                    "MUSTER_OIDC_ISSUER, MUSTER_OIDC_ID and MUSTER_OIDC_SECRET go together");
        }
        return issuer.map(uri ->
                Provider.OpenId.of(
                        "oidc",
                        texts.text(Setting.OIDC_TITLE).orElse(uri.getHost()),
                        client.orElseThrow(),
                        uri,
                        Provider.Emails.AS_VERIFIED));
    }

    private static Optional<Provider.Client> client(SettingsTexts texts, Setting id, Setting secret)
            throws Settings.Refused {
        var one = texts.text(id);
        if (one.isPresent() != texts.text(secret).isPresent()) {
            throw new Settings.Refused(
                    "%s and %s go together".formatted(id.variable(), secret.variable()));
        }
        return one.map(it -> new Provider.Client(it, texts.text(secret).orElseThrow()));
    }
}
