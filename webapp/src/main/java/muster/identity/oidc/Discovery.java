package muster.identity.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What providers say of themselves (OpenID Connect Discovery 1.0) and their keys. Both are kept for
 * a while; a key that is not known yet is looked for at once, but not as often as somebody likes.
 */
final class Discovery {
    static final Duration METADATA_LIFE = Duration.ofHours(1);

    /** For so long a provider that did not answer is not asked again. */
    static final Duration FAILURE_LIFE = Duration.ofSeconds(10);

    private static final Duration KEYS_LIFE = Duration.ofMinutes(15);
    private static final Duration KEYS_WAIT_MAX = Duration.ofSeconds(12);

    /** Where keys cannot be had, those of before go on. */
    private static final Duration KEYS_OUTAGE_MAX = Duration.ofHours(4);

    /** Twice in this time, whatever keys tokens name. */
    private static final Duration KEYS_INTERVAL = Duration.ofSeconds(30);

    private static final int PROVIDERS_MAX = 1_000;

    private final Wire wire;
    private final boolean development;
    private final Clock clock;
    private final LinkedHashMap<String, Entry> known = new LinkedHashMap<>(16, 0.75f, true);

    /** A provider as it describes itself, and where its keys come from. */
    record Described(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {
        URI authorization() {
            return metadata.getAuthorizationEndpointURI();
        }
    }

    private record Entry(Optional<Described> described, String failure, Instant askAgain) {}

    /**
     * @param development whether addresses may be plain http, of this computer
     */
    Discovery(Wire wire, boolean development, Clock clock) {
        this.wire = wire;
        this.development = development;
        this.clock = clock;
    }

    /** What this provider says of itself. */
    Described of(Provider.OpenId provider) throws Refused {
        var key = provider.discovery() + " " + provider.issuer();
        var entry = entry(key);
        if (entry.isEmpty() || !entry.get().askAgain().isAfter(clock.instant())) {
            entry = Optional.of(asked(provider, entry));
            keep(key, entry.get());
        }
        var now = entry.get();
        return now.described()
                .orElseThrow(() -> new Refused(Reason.PROVIDER_UNREACHABLE, now.failure()));
    }

    private synchronized Optional<Entry> entry(String key) {
        return Optional.ofNullable(known.get(key));
    }

    private synchronized void keep(String key, Entry entry) {
        known.put(key, entry);
        if (known.size() > PROVIDERS_MAX) {
            known.pollFirstEntry();
        }
    }

    // What was known before an outage is still true for those who sign in meanwhile.
    private Entry asked(Provider.OpenId provider, Optional<Entry> before) throws Refused {
        try {
            var text = wire.get(wellKnown(provider), "application/json");
            return new Entry(
                    Optional.of(described(provider, text, before.flatMap(Entry::described))),
                    "",
                    clock.instant().plus(METADATA_LIFE));
        } catch (IOException failure) {
            return new Entry(
                    before.flatMap(Entry::described),
                    String.valueOf(failure.getMessage()),
                    clock.instant().plus(FAILURE_LIFE));
        }
    }

    private static URI wellKnown(Provider.OpenId provider) {
        var base = provider.discovery().replaceFirst("/$", "");
        return URI.create(base + "/.well-known/openid-configuration");
    }

    private Described described(Provider.OpenId provider, String text, Optional<Described> before)
            throws Refused {
        try {
            var metadata = OIDCProviderMetadata.parse(underItsOwnName(provider, text));
            checked(metadata.getAuthorizationEndpointURI(), "authorization_endpoint");
            checked(metadata.getTokenEndpointURI(), "token_endpoint");
            var uri = checked(metadata.getJWKSetURI(), "jwks_uri");
            // The same keys are not fetched anew only because the rest was read again.
            var keys =
                    before.filter(it -> uri.equals(it.metadata().getJWKSetURI()))
                            .map(Described::keys);
            return new Described(metadata, keys.isPresent() ? keys.get() : keys(uri));
        } catch (ParseException | java.text.ParseException | MalformedURLException malformed) {
            throw new Refused(Reason.METADATA_MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    /** The description, which must be that of the expected issuer. */
    private static String underItsOwnName(Provider.OpenId provider, String text)
            throws java.text.ParseException, Refused {
        var json = JSONObjectUtils.parse(text);
        var issuer = String.valueOf(json.get("issuer"));
        Refused.unless(
                issuer.equals(provider.issuer()),
                Reason.METADATA_ISSUER,
                provider.issuer(),
                issuer);
        // The name that many share has braces in it, and is no address as it is.
        json.put("issuer", issuer.replace(IdTokens.TENANT, "common"));
        return JSONObjectUtils.toJSONString(json);
    }

    private URI checked(@Nullable URI endpoint, String name) throws Refused {
        if (endpoint == null || !isWeb(endpoint)) {
            throw new Refused(Reason.METADATA_MALFORMED, name + " is no https address");
        }
        return endpoint;
    }

    private boolean isWeb(URI endpoint) {
        return endpoint.getHost() != null
                && ("https".equals(endpoint.getScheme())
                        || (development && "http".equals(endpoint.getScheme())));
    }

    private JWKSource<SecurityContext> keys(URI uri) throws MalformedURLException {
        return JWKSourceBuilder.<SecurityContext>create(uri.toURL(), wire)
                .cache(KEYS_LIFE.toMillis(), KEYS_WAIT_MAX.toMillis())
                .refreshAheadCache(false)
                .rateLimited(KEYS_INTERVAL.toMillis())
                .outageTolerant(KEYS_OUTAGE_MAX.toMillis())
                .build();
    }
}
