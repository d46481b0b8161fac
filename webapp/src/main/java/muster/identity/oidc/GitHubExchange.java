package muster.identity.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import muster.identity.EmailAddress;
import muster.web.Json;

/**
 * Signing in with GitHub: OAuth 2 without an ID token. Who it is says GitHub's interface, to the
 * token that it gave for this code alone.
 *
 * @see <a
 *     href="https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps">GitHub's
 *     documentation</a>
 */
final class GitHubExchange {
    private static final Scope SCOPE = new Scope("read:user", "user:email");
    private static final int OK = 200;

    private final Wire wire;

    GitHubExchange(Wire wire) {
        this.wire = wire;
    }

    URI question(Provider.GitHub provider, Ticket ticket) {
        return new AuthorizationRequest.Builder(
                        ResponseType.CODE, new ClientID(provider.client().id()))
                .endpointURI(URI.create(provider.web() + "/login/oauth/authorize"))
                .scope(SCOPE)
                .redirectionURI(ticket.callback())
                .state(new State(ticket.state().text()))
                .codeChallenge(ticket.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    Vouched answered(Provider.GitHub provider, Ticket ticket, String code) throws Refused {
        try {
            var access = token(provider, ticket, code);
            var user = read(provider, "/user", access);
            var id = user.path("id");
            // The name can be given up and taken by somebody else; the number cannot.
            Refused.unless(
                    id.isIntegralNumber(),
                    Reason.ACCOUNT_MALFORMED,
                    "a number in id",
                    id.getNodeType());
            return new Vouched(
                    provider.web().toString(),
                    id.asText(),
                    address(read(provider, "/user/emails", access)),
                    user.path("login").asText(),
                    user.path("name").asText(),
                    Optional.empty());
        } catch (IOException failure) {
            throw new Refused(Reason.PROVIDER_UNREACHABLE, String.valueOf(failure.getMessage()));
        } catch (Json.Malformed malformed) {
            throw new Refused(Reason.ACCOUNT_MALFORMED, "GitHub's answer is no JSON");
        }
    }

    private AccessToken token(Provider.GitHub provider, Ticket ticket, String code)
            throws IOException, Refused {
        var request =
                new TokenRequest.Builder(
                                URI.create(provider.web() + "/login/oauth/access_token"),
                                new ClientSecretPost(
                                        new ClientID(provider.client().id()),
                                        new Secret(provider.client().secret())),
                                new AuthorizationCodeGrant(
                                        new AuthorizationCode(code),
                                        ticket.callback(),
                                        ticket.verifier()))
                        .build();
        try {
            var answer = wire.send(request.toHTTPRequest());
            var json = answer.getBodyAsJSONObject();
            // GitHub says 200 also where it refuses.
            if (json.containsKey("error")) {
                throw new Refused(Reason.CODE_REFUSED, "GitHub says " + json.get("error"));
            }
            return TokenResponse.parse(answer).toSuccessResponse().getTokens().getAccessToken();
        } catch (ParseException | ClassCastException malformed) {
            throw new Refused(Reason.TOKEN_MALFORMED, "GitHub's answer is no JSON of RFC 6749");
        }
    }

    private JsonNode read(Provider.GitHub provider, String path, AccessToken access)
            throws IOException, Refused {
        var request = new HTTPRequest(HTTPRequest.Method.GET, URI.create(provider.api() + path));
        request.setAuthorization("Bearer " + access.getValue());
        request.setAccept("application/vnd.github+json");
        var answer = wire.send(request);
        Refused.unless(
                answer.getStatusCode() == OK,
                Reason.ACCOUNT_MALFORMED,
                "200 for " + path,
                answer.getStatusCode());
        var body = String.valueOf(answer.getBody()).getBytes(StandardCharsets.UTF_8);
        return Json.read(body, JsonNode.class);
    }

    /** The one address that is the account's first and that GitHub has verified. */
    private static Optional<EmailAddress> address(JsonNode emails) {
        for (var one : emails) {
            if (one.path("primary").asBoolean() && one.path("verified").asBoolean()) {
                return EmailAddress.of(one.path("email").asText());
            }
        }
        return Optional.empty();
    }
}
