package muster.identity.oidc;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Believes ID tokens or refuses them (OpenID Connect Core 1.0, 3.1.3.7): the signature by a key of
 * the provider's own set, with an algorithm that is one of these, then each claim.
 */
final class IdTokens {
    /** No {@code none}, and no HMAC: a public key must never do for a shared one. */
    static final Set<JWSAlgorithm> ALGORITHMS =
            Stream.of(
                            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                            "ES512")
                    .map(JWSAlgorithm::parse)
                    .collect(toUnmodifiableSet());

    /** How far the provider's clock may be from the hub's. */
    static final Duration SKEW_MAX = Duration.ofMinutes(2);

    /** A token is made for the one who waits for it. */
    static final Duration AGE_MAX = Duration.ofMinutes(30);

    /** Where the name of one directory stands in the name that many share. */
    static final String TENANT = "{tenantid}";

    private final Clock clock;

    IdTokens(Clock clock) {
        this.clock = clock;
    }

    /** The claims of this token, if it is this provider's answer to this ticket. */
    JWTClaimsSet believed(
            JWT token,
            AccessToken access,
            Provider.OpenId provider,
            Discovery.Described described,
            Ticket ticket)
            throws Refused {
        var signed = signed(token);
        var claims = verified(signed, described);
        try {
            checkIssuer(provider, claims);
            checkAudience(provider, claims);
            checkSubject(claims);
            checkTimes(claims);
            Refused.unless(
                    ticket.nonce().getValue().equals(claims.getStringClaim("nonce")),
                    Reason.NONCE,
                    "the nonce of this sign-in",
                    claims.getStringClaim("nonce") == null ? "none" : "another");
            checkAccessToken(signed, access, claims);
            return claims;
        } catch (ParseException malformed) {
            throw new Refused(Reason.TOKEN_MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    private static SignedJWT signed(JWT token) throws Refused {
        var algorithm = token.getHeader().getAlgorithm();
        if (token instanceof SignedJWT signed
                && ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
            return signed;
        }
        throw new Refused(
                Reason.ALGORITHM,
                "expected one of %s, received %s".formatted(ALGORITHMS, algorithm));
    }

    private static JWTClaimsSet verified(SignedJWT token, Discovery.Described described)
            throws Refused {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, described.keys()));
        // The claims are checked here, by the hub's clock and each with its own reason.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        try {
            return processor.process(token, null);
        } catch (KeySourceException unreachable) {
            throw new Refused(
                    Reason.KEYS_UNREACHABLE,
                    "the keys at %s cannot be had"
                            .formatted(described.metadata().getJWKSetURI().getHost()));
        } catch (BadJOSEException | JOSEException bad) {
            throw new Refused(
                    Reason.SIGNATURE,
                    "expected a signature by a key of %s, received kid %s"
                            .formatted(
                                    described.metadata().getJWKSetURI(),
                                    token.getHeader().getKeyID()));
        }
    }

    private static void checkIssuer(Provider.OpenId provider, JWTClaimsSet claims)
            throws ParseException, Refused {
        var expected = provider.issuer();
        if (expected.contains(TENANT)) {
            expected = expected.replace(TENANT, tenant(claims.getStringClaim("tid")));
        }
        Refused.unless(
                expected.equals(claims.getIssuer()), Reason.ISSUER, expected, claims.getIssuer());
    }

    private static String tenant(@Nullable String tid) throws Refused {
        try {
            var id = UUID.fromString(String.valueOf(tid)).toString();
            if (id.equals(tid)) {
                return id;
            }
        } catch (IllegalArgumentException _) {
            // Said below, as for an id in another spelling.
        }
        throw new Refused(Reason.ISSUER, "expected the id of a tenant in tid, received " + tid);
    }

    private static void checkAudience(Provider.OpenId provider, JWTClaimsSet claims)
            throws ParseException, Refused {
        var own = provider.client().id();
        var audience = claims.getAudience();
        Refused.unless(audience.contains(own), Reason.AUDIENCE, own, audience);
        var party = claims.getStringClaim("azp");
        Refused.unless(
                party == null ? audience.size() == 1 : party.equals(own),
                Reason.AUTHORIZED_PARTY,
                own,
                party == null ? "none, for " + audience : party);
    }

    private static void checkSubject(JWTClaimsSet claims) throws Refused {
        var subject = Optional.ofNullable(claims.getSubject()).orElse("");
        Refused.unless(
                !subject.isBlank() && subject.length() <= Vouched.SUBJECT_LETTERS_MAX,
                Reason.SUBJECT,
                "a subject of 1 to %d letters".formatted(Vouched.SUBJECT_LETTERS_MAX),
                subject.length() + " letters");
    }

    private void checkTimes(JWTClaimsSet claims) throws Refused {
        var now = clock.instant();
        var expires = instant(claims.getExpirationTime()).orElse(Instant.MIN);
        Refused.unless(
                expires.isAfter(now.minus(SKEW_MAX)), Reason.EXPIRED, "exp after " + now, expires);
        var issued = instant(claims.getIssueTime()).orElse(Instant.MIN);
        Refused.unless(
                issued.isAfter(now.minus(AGE_MAX)),
                Reason.EXPIRED,
                "iat after " + now.minus(AGE_MAX),
                issued);
        Refused.unless(
                !issued.isAfter(now.plus(SKEW_MAX)),
                Reason.NOT_YET_VALID,
                "iat before " + now,
                issued);
        var begins = instant(claims.getNotBeforeTime()).orElse(issued);
        Refused.unless(
                !begins.isAfter(now.plus(SKEW_MAX)),
                Reason.NOT_YET_VALID,
                "nbf before " + now,
                begins);
    }

    private static Optional<Instant> instant(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }

    private static void checkAccessToken(SignedJWT token, AccessToken access, JWTClaimsSet claims)
            throws ParseException, Refused {
        var hash = claims.getStringClaim("at_hash");
        if (hash != null) {
            try {
                AccessTokenValidator.validate(
                        access, token.getHeader().getAlgorithm(), new AccessTokenHash(hash));
            } catch (InvalidHashException _) {
                throw new Refused(Reason.ACCESS_TOKEN_HASH, "at_hash is of another access token");
            }
        }
    }
}
