package muster.identity.saml;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How an assertion may be encrypted.
 *
 * @see <a href="https://www.w3.org/TR/xmlenc-core1/">XML Encryption 1.1</a>
 */
enum DataCipher {
    AES_128_GCM("http://www.w3.org/2009/xmlenc11#aes128-gcm", 16, true),
    AES_192_GCM("http://www.w3.org/2009/xmlenc11#aes192-gcm", 24, true),
    AES_256_GCM("http://www.w3.org/2009/xmlenc11#aes256-gcm", 32, true),
    AES_128_CBC("http://www.w3.org/2001/04/xmlenc#aes128-cbc", 16, false),
    AES_192_CBC("http://www.w3.org/2001/04/xmlenc#aes192-cbc", 24, false),
    AES_256_CBC("http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32, false);

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int BLOCK_BYTES = 16;

    private final String uri;
    private final int keyBytes;
    private final boolean authenticated;

    DataCipher(String uri, int keyBytes, boolean authenticated) {
        this.uri = uri;
        this.keyBytes = keyBytes;
        this.authenticated = authenticated;
    }

    static Optional<DataCipher> find(String uri) {
        return Arrays.stream(values()).filter(cipher -> cipher.uri.equals(uri)).findFirst();
    }

    int keyBytes() {
        return keyBytes;
    }

    /** Whether it notices a changed cipher text by itself. */
    boolean authenticated() {
        return authenticated;
    }

    byte[] decrypt(byte[] key, byte[] sealed) throws GeneralSecurityException {
        var secret = new SecretKeySpec(key, "AES");
        return authenticated ? checked(secret, sealed) : unpadded(secret, sealed);
    }

    private static byte[] checked(SecretKeySpec key, byte[] sealed)
            throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES) {
            throw new GeneralSecurityException("no nonce");
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private static byte[] unpadded(SecretKeySpec key, byte[] sealed)
            throws GeneralSecurityException {
        if (sealed.length < 2 * BLOCK_BYTES) {
            throw new GeneralSecurityException("no block");
        }
        var cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(sealed, 0, BLOCK_BYTES));
        var padded = cipher.doFinal(sealed, BLOCK_BYTES, sealed.length - BLOCK_BYTES);
        // The last byte counts the padding, whose other bytes are anything.
        var padding = padded[padded.length - 1];
        if (padding < 1 || padding > BLOCK_BYTES) {
            throw new GeneralSecurityException("no padding");
        }
        return Arrays.copyOf(padded, padded.length - padding);
    }
}
