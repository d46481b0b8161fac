package muster.identity.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import muster.identity.EmailAddress;
import org.jspecify.annotations.Nullable;

/** The authorization code flow with a provider that speaks OpenID Connect. */
final class OpenIdExchange {
    private static final System.Logger LOG = System.getLogger(OpenIdExchange.class.getName());

    // No offline_access: nothing is asked of a provider once it has said who somebody is.
    private static final Scope SCOPE = new Scope("openid", "email", "profile");
    private static final int OK = 200;

    private final Wire wire;
    private final Discovery discovery;
    private final IdTokens idTokens;

    OpenIdExchange(Wire wire, Discovery discovery, Clock clock) {
        this.wire = wire;
        this.discovery = discovery;
        this.idTokens = new IdTokens(clock);
    }

    /** Where the browser asks the provider who its person is. */
    URI question(Provider.OpenId provider, Ticket ticket) throws Refused {
        var described = discovery.of(provider);
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, SCOPE, clientId(provider), ticket.callback())
                .endpointURI(described.authorization())
                .state(new State(ticket.state().text()))
                .nonce(ticket.nonce())
                .codeChallenge(ticket.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Whose account the answer speaks of.
     *
     * @param issuer who says that it answers (RFC 9207), if it says
     */
    Vouched answered(Provider.OpenId provider, Ticket ticket, String code, Optional<String> issuer)
            throws Refused {
        var described = discovery.of(provider);
        checkIssuer(described, issuer);
        var tokens = tokens(provider, described, ticket, code);
        var access = tokens.getAccessToken();
        try {
            var claims =
                    idTokens.believed(tokens.getIDToken(), access, provider, described, ticket);
            return vouched(provider, claims, userInfo(described, claims, access));
        } catch (ParseException malformed) {
            throw new Refused(Reason.TOKEN_MALFORMED, String.valueOf(malformed.getMessage()));
        } finally {
            takeBack(provider, described, access);
        }
    }

    private static void checkIssuer(Discovery.Described described, Optional<String> issuer)
            throws Refused {
        var expected = described.metadata().getIssuer().getValue();
        var needed = described.metadata().supportsAuthorizationResponseIssuerParam();
        Refused.unless(
                issuer.isPresent() ? issuer.get().equals(expected) : !needed,
                Reason.ISSUER_OF_ANSWER,
                "iss " + expected,
                issuer.orElse("none"));
    }

    private OIDCTokens tokens(
            Provider.OpenId provider, Discovery.Described described, Ticket ticket, String code)
            throws Refused {
        var grant =
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code), ticket.callback(), ticket.verifier());
        var request =
                new TokenRequest.Builder(
                                described.metadata().getTokenEndpointURI(),
                                authentication(provider, described),
                                grant)
                        .build();
        try {
            var response = OIDCTokenResponseParser.parse(wire.send(request.toHTTPRequest()));
            if (response instanceof OIDCTokenResponse answer
                    && answer.getOIDCTokens().getIDToken() != null) {
                return answer.getOIDCTokens();
            } else if (response.indicatesSuccess()) {
                throw new Refused(Reason.TOKEN_MALFORMED, "the answer has no ID token");
            }
            var error = response.toErrorResponse().getErrorObject();
            throw new Refused(Reason.CODE_REFUSED, "the provider says " + error.getCode());
        } catch (IOException failure) {
            throw new Refused(Reason.PROVIDER_UNREACHABLE, String.valueOf(failure.getMessage()));
        } catch (com.nimbusds.oauth2.sdk.ParseException malformed) {
            // What was received holds tokens, maybe: nothing of it.
            throw new Refused(
                    Reason.TOKEN_MALFORMED, "the token endpoint's answer is no JSON of RFC 6749");
        }
    }

    private static ClientAuthentication authentication(
            Provider.OpenId provider, Discovery.Described described) {
        var id = clientId(provider);
        var secret = new Secret(provider.client().secret());
        var methods = described.metadata().getTokenEndpointAuthMethods();
        var posts =
                methods != null
                        && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return posts ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
    }

    private static ClientID clientId(Provider.OpenId provider) {
        return new ClientID(provider.client().id());
    }

    /** The claims again, from where some providers keep the address; only of the same subject. */
    private JWTClaimsSet userInfo(
            Discovery.Described described, JWTClaimsSet claims, AccessToken access)
            throws Refused, ParseException {
        var endpoint = described.metadata().getUserInfoEndpointURI();
        if (claims.getClaim("email") != null || endpoint == null) {
            return claims;
        }
        try {
            var response = wire.send(new UserInfoRequest(endpoint, access).toHTTPRequest());
            if (response.getStatusCode() != OK) {
                return claims;
            }
            var info = JWTClaimsSet.parse(String.valueOf(response.getBody()));
            Refused.unless(
                    String.valueOf(claims.getSubject()).equals(info.getSubject()),
                    Reason.USERINFO,
                    "the subject of the ID token",
                    "another");
            return info;
        } catch (IOException failure) {
            throw new Refused(Reason.PROVIDER_UNREACHABLE, String.valueOf(failure.getMessage()));
        }
    }

    private static Vouched vouched(
            Provider.OpenId provider, JWTClaimsSet claims, JWTClaimsSet person)
            throws ParseException {
        var address = EmailAddress.of(text(person, "email"));
        var good =
                switch (provider.emails()) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AS_VERIFIED -> isTrue(person.getClaim("email_verified"));
                };
        var label =
                address.map(EmailAddress::text).orElseGet(() -> text(person, "preferred_username"));
        return new Vouched(
                String.valueOf(claims.getIssuer()),
                String.valueOf(claims.getSubject()),
                address.filter(_ -> good),
                label.isEmpty() ? text(person, "name") : label,
                text(person, "name"),
                Optional.of(text(claims, "hd")).filter(domain -> !domain.isEmpty()));
    }

    // Some providers write their booleans as texts.
    private static boolean isTrue(@Nullable Object claim) {
        return Boolean.TRUE.equals(claim) || "true".equals(claim);
    }

    private static String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? text : "";
    }

    /** Ends the token that was given (RFC 7009): it is of no more use, and kept nowhere. */
    private void takeBack(
            Provider.OpenId provider, Discovery.Described described, AccessToken access) {
        var endpoint = described.metadata().getRevocationEndpointURI();
        if (endpoint != null && provider.revokes()) {
            var request =
                    new TokenRevocationRequest(
                            endpoint, authentication(provider, described), access);
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            wire.send(request.toHTTPRequest());
                        } catch (IOException failure) {
                            LOG.log(
                                    System.Logger.Level.INFO,
                                    "a token of {0} ends by itself: {1}",
                                    provider.name(),
                                    failure.getMessage());
                        }
                    });
        }
    }
}
