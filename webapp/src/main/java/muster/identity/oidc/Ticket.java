package muster.identity.oidc;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import muster.identity.Secret;

/**
 * One sign-in under way in one browser. Nonce and code verifier follow from the browser's secret
 * and the state: nothing has to be kept that somebody could read in the database.
 *
 * @param browser what the browser's cookie holds
 * @param state what the provider hands back
 * @param callback where the provider sends the browser
 */
record Ticket(Secret browser, Secret state, URI callback) {
    Nonce nonce() {
        return new Nonce(derived("nonce"));
    }

    /** The proof that who redeems the code is who asked for it (RFC 7636). */
    CodeVerifier verifier() {
        return new CodeVerifier(derived("code verifier"));
    }

    private String derived(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            browser.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var code = mac.doFinal((purpose + " " + state.text()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", impossible);
        }
    }
}
