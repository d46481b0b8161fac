package muster.identity.saml;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;

/** Logout messages of an identity provider, honest or not. */
public record TestLogout(Scene scene, String destination, Instant now) {
    private static final String SIGNED_BY = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    public String request(String issuer, String nameId, String more) {
        return """
        <samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_lo1" Version="2.0" IssueInstant="%s" Destination="%s" %s><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">%s</saml:Issuer><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">%s</saml:NameID><samlp:SessionIndex>_s1</samlp:SessionIndex></samlp:LogoutRequest>\
        """
                .formatted(now, destination, more, issuer, nameId);
    }

    public String response(String answers, String status) {
        return """
        <samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_lo2" Version="2.0" IssueInstant="%s" Destination="%s" InResponseTo="%s"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">%s</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:%s"/></samlp:Status></samlp:LogoutResponse>\
        """
                .formatted(now, destination, answers, scene.idp().entityId(), status);
    }

    public String query(String field, String message, String relayState) {
        return signed(unsigned(field, message, relayState), scene.idp().keys().getPrivate());
    }

    public String unsigned(String field, String message, String relayState) {
        return field
                + "="
                + encoded(Base64.getEncoder().encodeToString(deflated(message)))
                + (relayState.isEmpty() ? "" : "&RelayState=" + encoded(relayState))
                + "&SigAlg="
                + encoded(SIGNED_BY);
    }

    public static String signed(String query, PrivateKey key) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(query.getBytes(StandardCharsets.US_ASCII));
            return query
                    + "&Signature="
                    + encoded(Base64.getEncoder().encodeToString(signature.sign()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String form(String message) {
        var document = Sealing.parse(message);
        Sealing.sign(document.getDocumentElement(), scene.way(), "ds");
        return Sealing.base64(Sealing.write(document));
    }

    private static byte[] deflated(String message) {
        try (var deflater = new Deflater(9, true)) {
            deflater.setInput(message.getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            var bytes = new byte[message.length() + 100];
            return Arrays.copyOf(bytes, deflater.deflate(bytes));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
