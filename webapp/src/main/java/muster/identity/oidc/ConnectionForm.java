package muster.identity.oidc;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import muster.identity.Faults;
import muster.tenancy.Role;
import muster.web.Parts;
import org.jspecify.annotations.Nullable;

/** What somebody typed, or a program sent, of an organization's provider. */
record ConnectionForm(
        @Nullable String issuer,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable Boolean trustEmail,
        @Nullable Boolean jit,
        @Nullable String defaultRole) {
    private static final int ISSUER_LETTERS_MAX = 500;
    private static final int CLIENT_LETTERS_MAX = 255;
    private static final int SECRET_LETTERS_MAX = 1_000;

    static ConnectionForm of(Connection one) {
        return new ConnectionForm(
                one.issuer().toString(),
                one.clientId(),
                null,
                one.trustEmail(),
                one.jit(),
                one.defaultRole().word());
    }

    static final ConnectionForm EMPTY = new ConnectionForm("", "", null, false, false, "viewer");

    /** Without the secret: a log may print this. */
    @Override
    public String toString() {
        return "ConnectionForm " + issuer;
    }

    /** What it means, where no fault is noted. */
    Connections.Wanted wanted(boolean development, boolean hasSecret, Faults faults) {
        var where = address(development);
        var client = said(clientId);
        var secret = Optional.of(said(clientSecret)).filter(it -> !it.isEmpty());
        faults.check(where.isPresent(), "issuer", "identity.oidc.issuer.malformed");
        faults.check(
                !client.isEmpty() && client.length() <= CLIENT_LETTERS_MAX,
                "client_id",
                "identity.oidc.client.malformed");
        faults.check(
                secret.map(it -> it.length() <= SECRET_LETTERS_MAX).orElse(hasSecret),
                "client_secret",
                "identity.oidc.secret.missing");
        var role = role();
        faults.check(role.isPresent(), "default_role", "identity.oidc.role.unknown");
        return new Connections.Wanted(
                where.orElse(URI.create("https://invalid.example")),
                client,
                secret,
                Boolean.TRUE.equals(trustEmail),
                Boolean.TRUE.equals(jit),
                role.orElse(Role.VIEWER));
    }

    private Optional<URI> address(boolean development) {
        try {
            var uri = URI.create(said(issuer));
            var https = "https".equals(uri.getScheme());
            var good =
                    (https || (development && "http".equals(uri.getScheme())))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.toString().length() <= ISSUER_LETTERS_MAX;
            return good ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private Optional<Role> role() {
        var word = said(defaultRole);
        return Role.of(word.isEmpty() ? Role.VIEWER.word() : word)
                .filter(role -> role != Role.OWNER);
    }

    List<Parts.Option> roles() {
        var chosen = role().orElse(Role.VIEWER);
        return Stream.of(Role.values())
                .filter(role -> role != Role.OWNER)
                .map(role -> new Parts.Option(role.word(), role.word(), role == chosen))
                .toList();
    }

    static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
