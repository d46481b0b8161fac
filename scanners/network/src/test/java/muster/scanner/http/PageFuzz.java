package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** What holds for whatever a web server sends. */
class PageFuzz {
    private static final String LONGEST = "20s";
    private static final int BODY_BYTES_MAX = 1_024;

    static class PageTarget {
        @FuzzTest(maxDuration = LONGEST)
        void page(byte[] sent) {
            try {
                var page =
                        new PageReader(new ByteArrayInputStream(sent))
                                .read(BODY_BYTES_MAX, Optional.empty());
                assertTrue(page.body().length <= BODY_BYTES_MAX);
                var place = new Browser.Place(InetAddress.getLoopbackAddress(), 80, false);
                Redirect.of(page, place)
                        .ifPresent(
                                path -> assertTrue(path.startsWith("/") && !path.contains("\n")));
            } catch (IOException e) {
                // Refused, which is an answer.
            }
        }
    }

    static class XmlTarget {
        @FuzzTest(maxDuration = LONGEST)
        void xml(byte[] sent) {
            try {
                XmlLeaves.of(sent);
            } catch (XmlLeaves.Refused e) {
                // Refused, which is an answer.
            }
        }
    }

    static class FirewallTarget {
        @FuzzTest(maxDuration = LONGEST)
        void firewall(byte[] sent) {
            for (var api : FirewallApi.values()) {
                api.told(sent);
            }
        }
    }
}
