package muster.web;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import io.helidon.http.encoding.ContentEncodingContext;
import java.util.Set;

/**
 * Leaves encoded bodies as they were sent: {@link Body} checks signatures over these bytes and
 * inflates them within limits. Without it the server refuses every Content-Encoding.
 */
final class AsSent implements ContentEncoding {
    /** For the server's {@code contentEncoding(…)}. */
    static ContentEncodingContext context() {
        return ContentEncodingContext.builder()
                .contentEncodingsDiscoverServices(false)
                .addContentEncoding(new AsSent())
                .build();
    }

    @Override
    public Set<String> ids() {
        return Set.of("gzip", "x-gzip", "identity", "deflate", "br", "zstd", "compress");
    }

    @Override
    public boolean supportsEncoding() {
        return false;
    }

    @Override
    public boolean supportsDecoding() {
        return true;
    }

    @Override
    public ContentDecoder decoder() {
        return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder() {
        return ContentEncoder.NO_OP;
    }

    @Override
    public String name() {
        return "as-sent";
    }

    @Override
    public String type() {
        return "as-sent";
    }
}
