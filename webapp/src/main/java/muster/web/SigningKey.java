package muster.web;

import muster.wire.Signature;

/** The bytes that a collector and the hub share: each signs with them, and nobody says them. */
public final class SigningKey {
    private final byte[] bytes;

    /** As many as {@link Signature#KEY_BYTES}. */
    public SigningKey(byte[] bytes) {
        if (bytes.length != Signature.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a signing key has %d bytes, this one %d"
                            .formatted(Signature.KEY_BYTES, bytes.length));
        }
        this.bytes = bytes.clone();
    }

    /** Whether whoever has this key signed such a request. */
    boolean signed(Signature signature, String method, String path, byte[] sent) {
        return signature.matches(bytes, method, path, sent);
    }

    /** Says nothing, so that no log does. */
    @Override
    public String toString() {
        return "SigningKey";
    }
}
