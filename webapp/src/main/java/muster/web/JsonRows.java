package muster.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/** A list written value by value as one JSON array, for exports too long to hold. */
public final class JsonRows implements AutoCloseable {
    public static final String MEDIA_TYPE = "application/json";

    private final JsonGenerator out;

    public JsonRows(OutputStream out) throws IOException {
        this.out = Json.generator(out);
        this.out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        this.out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        this.out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        this.out.writeStartArray();
    }

    public void row(Object value) throws IOException {
        out.writePOJO(value);
    }

    /** Ends the array; the stream stays open, it is the caller's. */
    @Override
    public void close() throws IOException {
        out.writeEndArray();
        out.close();
    }
}
