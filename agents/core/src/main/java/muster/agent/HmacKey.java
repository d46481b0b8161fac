package muster.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Base64;
import java.util.UUID;

/**
 * What a collector signs its requests with.
 *
 * @param id names it to the hub, which is no secret
 * @param secret in base64, as the hub tells it once
 */
record HmacKey(UUID id, String secret) {
    static HmacKey read(Json json) throws Json.Unreadable {
        try {
            var key = new HmacKey(UUID.fromString(json.text("key_id")), json.text("key"));
            key.bytes();
            return key;
        } catch (IllegalArgumentException e) {
            throw new Json.Unreadable("\"hmac\" is no key");
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("key_id", id.toString());
        json.writeStringField("key", secret);
        json.writeEndObject();
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(secret);
    }

    /** Without the secret: whatever is printed ends in a log. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
