package muster.home;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import muster.ClockedHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paste box of the landing page. */
class LandingTest {
    private static final int MIB = 1024 * 1024;

    private final ClockedHub hub = new ClockedHub();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aListIsShownWithoutSigningUp() {
        var page = hub.client().submit("/", Map.of("text", "ii  openssl 3.0.11-1~deb12u1 amd64 x"));

        assertTrue(page.expect(200).body().contains("openssl"));
    }

    // More than the form takes, and more than any form takes.
    @ParameterizedTest
    @ValueSource(ints = {9, 20})
    void aPasteThatIsTooLargeGetsThePageBackWithTheLimitAndWhatToDo(int mebibytes) {
        var page =
                hub.client()
                        .submit("/", Map.of("text", "x".repeat(mebibytes * MIB)))
                        .expect(413)
                        .body();

        assertTrue(page.contains("<textarea"), page);
        assertTrue(page.contains("more than 8 MiB"), page);
        assertTrue(page.contains("one list per machine to the API"), page);
    }

    @Test
    void whatIsNoListComesBackOnlyWhereItIsShort() {
        var client = hub.client();

        var small = client.submit("/", Map.of("text", "x".repeat(1024))).expect(422);
        var large = client.submit("/", Map.of("text", "x".repeat(MIB))).expect(422);

        assertTrue(small.body().contains("x".repeat(1024)));
        assertTrue(large.body().length() < MIB, "the page holds the text");
    }

    @Test
    void aListIsKeptTwentyTimesAMinute() {
        var client = hub.client();
        for (int i = 0; i < 20; i++) {
            client.submit("/keep", Map.of("text", "ii openssl")).expect(200);
        }

        client.submit("/keep", Map.of("text", "ii openssl")).expect(429);
    }
}
