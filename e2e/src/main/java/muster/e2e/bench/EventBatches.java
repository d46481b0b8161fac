package muster.e2e.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Lines of events such as an agent sees them on a network: names asked for, and flows. */
final class EventBatches {
    private static final long NOON = 1_795_348_800_000L;

    private EventBatches() {}

    /** So many lines, different for each seed. */
    static byte[] lines(int count, int seed) {
        var random = new Random(seed);
        var lines = new StringBuilder();
        for (int n = 0; n < count; n++) {
            lines.append(n % 2 == 0 ? name(random) : flow(random)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String name(Random random) {
        return """
        {"class_uid":4003,"category_uid":4,"activity_id":1,"type_uid":400301,"severity_id":1,"time":%d,\
        "metadata":{"version":"1.6.0","product":{"name":"muster-agent"}},\
        "src_endpoint":{"ip":"10.1.%d.%d","port":%d},"dst_endpoint":{"ip":"10.1.0.53","port":53},\
        "query":{"hostname":"host-%d.example.net","type":"A"},"rcode":"NoError",\
        "message":"host-%d.example.net asked for"}\
        """
                .formatted(
                        NOON + random.nextInt(86_400_000),
                        random.nextInt(250),
                        random.nextInt(250),
                        1024 + random.nextInt(60_000),
                        random.nextInt(5_000),
                        random.nextInt(5_000));
    }

    private static String flow(Random random) {
        return """
        {"class_uid":4001,"category_uid":4,"activity_id":6,"type_uid":400106,"severity_id":1,"time":%d,\
        "metadata":{"version":"1.6.0","product":{"name":"muster-agent"}},\
        "src_endpoint":{"ip":"10.1.%d.%d","port":%d},"dst_endpoint":{"ip":"203.0.113.%d","port":443},\
        "connection_info":{"protocol_num":6,"direction_id":2},"traffic":{"bytes_in":%d,"bytes_out":%d},\
        "tls":{"sni":"www-%d.example.org","version":"1.3"}}\
        """
                .formatted(
                        NOON + random.nextInt(86_400_000),
                        random.nextInt(250),
                        random.nextInt(250),
                        1024 + random.nextInt(60_000),
                        random.nextInt(250),
                        random.nextInt(1_000_000),
                        random.nextInt(100_000),
                        random.nextInt(5_000));
    }

    static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
