package muster.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A provider of OpenID Connect as its specifications say (Core 1.0, Discovery 1.0, RFC 6749, 7636,
 * 7009, 9207), honest until a test makes it lie.
 */
final class FakeProvider implements AutoCloseable {
    static final String CLIENT = "muster-client";
    static final String SECRET = "provider's word";

    private static final RSAKey RSA = rsa("one");
    private static final RSAKey OTHER_RSA = rsa("two");
    private static final ECKey EC = ec();

    /** How an ID token is signed. */
    enum Signing {
        RS256,
        PS256,
        ES256,
        /** By a key that its set does not have. */
        FOREIGN_KEY,
        /** By the new key, which is in the set from now on. */
        ROTATED,
        NONE,
        /** With the public key as if it were shared. */
        HMAC_OF_PUBLIC_KEY,
        /** With the client's secret, which is shared. */
        HMAC_OF_SECRET
    }

    Signing signing = Signing.RS256;
    Consumer<JWTClaimsSet.Builder> claims = _ -> {};
    UnaryOperator<Map<String, Object>> metadata = UnaryOperator.identity();
    UnaryOperator<String> tokenAnswer = UnaryOperator.identity();
    UnaryOperator<String> keysAnswer = UnaryOperator.identity();
    int keysStatus = 200;
    boolean saysIssuer = true;
    String subject = "ada-1815";
    Map<String, Object> userInfo = Map.of();
    String gitHubUser = "{}";
    String gitHubEmails = "[]";
    final AtomicInteger keysAsked = new AtomicInteger();
    final AtomicInteger described = new AtomicInteger();
    final BlockingQueue<String> revoked = new LinkedBlockingQueue<>();
    final List<String> authentications = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final Clock clock;
    private final Map<String, Map<String, String>> codes = new HashMap<>();
    private boolean rotated;

    FakeProvider(Clock clock) {
        this.clock = clock;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        for (var place : List.of("", "/common/v2.0")) {
            server.createContext(
                    place + "/.well-known/openid-configuration",
                    exchange -> {
                        described.incrementAndGet();
                        json(exchange, 200, write(metadata.apply(described())));
                    });
        }
        server.createContext("/login/oauth/access_token", this::token);
        server.createContext("/api/v3/user", exchange -> json(exchange, 200, gitHubUser));
        server.createContext("/api/v3/user/emails", exchange -> json(exchange, 200, gitHubEmails));
        server.createContext(
                "/keys",
                exchange -> {
                    keysAsked.incrementAndGet();
                    json(exchange, keysStatus, keysAnswer.apply(keys()));
                });
        server.createContext("/token", this::token);
        server.createContext("/userinfo", exchange -> json(exchange, 200, write(userInfo)));
        server.createContext(
                "/revoke",
                exchange -> {
                    revoked.add(form(body(exchange)).getOrDefault("token", ""));
                    json(exchange, 200, "{}");
                });
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the provider's page does once its person has said yes: the way back, with a code. */
    URI consent(String question) {
        var asked = form(URI.create(question).getRawQuery());
        var code = UUID.randomUUID().toString();
        codes.put(code, asked);
        var back = new TreeMap<String, String>();
        back.put("code", code);
        back.put("state", asked.getOrDefault("state", ""));
        if (saysIssuer) {
            back.put("iss", issuer());
        }
        return URI.create(asked.get("redirect_uri") + "?" + encoded(back));
    }

    /** From now on there is another key. */
    void rotate() {
        rotated = true;
        signing = Signing.ROTATED;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Map<String, Object> described() {
        var all = new LinkedHashMap<String, Object>();
        all.put("issuer", issuer());
        all.put("authorization_endpoint", issuer() + "/authorize");
        all.put("token_endpoint", issuer() + "/token");
        all.put("userinfo_endpoint", issuer() + "/userinfo");
        all.put("revocation_endpoint", issuer() + "/revoke");
        all.put("jwks_uri", issuer() + "/keys");
        all.put("response_types_supported", List.of("code"));
        all.put("subject_types_supported", List.of("public"));
        all.put("id_token_signing_alg_values_supported", List.of("RS256"));
        all.put("authorization_response_iss_parameter_supported", saysIssuer);
        return all;
    }

    private String keys() {
        var keys = rotated ? List.<JWK>of(RSA, EC, OTHER_RSA) : List.<JWK>of(RSA, EC);
        return new JWKSet(keys).toPublicJWKSet().toString();
    }

    private void token(HttpExchange exchange) throws IOException {
        var sent = form(body(exchange));
        authentications.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        var asked = codes.remove(sent.getOrDefault("code", ""));
        if (asked == null
                || !asked.getOrDefault("redirect_uri", "").equals(sent.get("redirect_uri"))
                || !asked.getOrDefault("code_challenge", "")
                        .equals(sha256(sent.getOrDefault("code_verifier", "")))
                || !isClient(exchange, sent)) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        var access = "access-" + UUID.randomUUID();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", access);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", 300);
        answer.put("id_token", idToken(asked.getOrDefault("nonce", ""), access));
        json(exchange, 200, tokenAnswer.apply(write(answer)));
    }

    private static boolean isClient(HttpExchange exchange, Map<String, String> sent) {
        var basic = exchange.getRequestHeaders().getFirst("Authorization");
        if (basic == null) {
            return CLIENT.equals(sent.get("client_id")) && SECRET.equals(sent.get("client_secret"));
        }
        var expected = encoded(CLIENT) + ":" + encoded(SECRET);
        return basic.equals(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
    }

    private String idToken(String nonce, String access) {
        var now = clock.instant();
        var builder =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject(subject)
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", nonce)
                        .claim("at_hash", hash(access))
                        .claim("email", "ada@lovelace.example")
                        .claim("email_verified", true)
                        .claim("name", "Ada Lovelace");
        claims.accept(builder);
        try {
            return signed(builder.build());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWTClaimsSet set) throws JOSEException {
        return switch (signing) {
            case RS256 -> signed(set, JWSAlgorithm.RS256, "one", new RSASSASigner(RSA));
            case PS256 -> signed(set, JWSAlgorithm.PS256, "one", new RSASSASigner(RSA));
            case ES256 -> signed(set, JWSAlgorithm.ES256, "ec", new ECDSASigner(EC));
            case FOREIGN_KEY -> signed(set, JWSAlgorithm.RS256, "one", new RSASSASigner(OTHER_RSA));
            case ROTATED -> signed(set, JWSAlgorithm.RS256, "two", new RSASSASigner(OTHER_RSA));
            case NONE -> new PlainJWT(set).serialize();
            case HMAC_OF_PUBLIC_KEY ->
                    signed(
                            set,
                            JWSAlgorithm.HS256,
                            "one",
                            new MACSigner(RSA.toRSAPublicKey().getEncoded()));
            case HMAC_OF_SECRET ->
                    signed(
                            set,
                            JWSAlgorithm.HS256,
                            "one",
                            new MACSigner(
                                    (SECRET + SECRET + SECRET).getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static String signed(
            JWTClaimsSet set, JWSAlgorithm algorithm, String key, JWSSigner signer)
            throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), set);
        token.sign(signer);
        return token.serialize();
    }

    static String hash(String access) {
        var digest = digest(access.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(digest, digest.length / 2));
    }

    private static String sha256(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(Map<String, Object> values) {
        return JSONObjectUtils.toJSONString(values);
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    static void json(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    static Map<String, String> form(String text) {
        var all = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            int is = pair.indexOf('=');
            if (is > 0) {
                all.put(
                        pair.substring(0, is),
                        URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    private static String encoded(Map<String, String> fields) {
        return String.join(
                "&",
                fields.entrySet().stream()
                        .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                        .toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
