package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import muster.web.BytesUnderWay.Share;
import org.junit.jupiter.api.Test;

/** Whoever sends much takes it from themselves. */
class SharesTest {
    private static final UUID ACME = new UUID(0, 1);
    private static final UUID GLOBEX = new UUID(0, 2);

    private final BytesUnderWay bytes = new BytesUnderWay();

    @Test
    void anOrganizationThatSendsMuchWaitsForItself() {
        try (var second = bytes.ofKnown(ACME);
                var other = bytes.ofKnown(GLOBEX)) {
            try (var first = bytes.ofKnown(ACME)) {
                first.cover(BytesUnderWay.KNOWN_ONE_BYTES_MAX);
                refuses(second, 2 * BytesUnderWay.FREE_BYTES + 1);
                other.cover(BytesUnderWay.KNOWN_ONE_BYTES_MAX);
            }
            second.cover(BytesUnderWay.KNOWN_ONE_BYTES_MAX);
        }
    }

    @Test
    void strangersAndKeysThatAnybodyMayNameKeepNobodyElseOut() {
        try (var drip = bytes.ofStranger("192.0.2.1");
                var more = bytes.ofStranger("192.0.2.2");
                var claimed = bytes.ofClaimed(ACME);
                var again = bytes.ofClaimed(ACME);
                var other = bytes.ofClaimed(GLOBEX)) {
            drip.cover(BytesUnderWay.STRANGER_BYTES_MAX);
            more.cover(BytesUnderWay.STRANGER_BYTES_MAX);
            claimed.cover(BytesUnderWay.STRANGER_BYTES_MAX);
            refuses(again, 2 * BytesUnderWay.FREE_BYTES + 1);
            other.cover(BytesUnderWay.STRANGER_BYTES_MAX);
        }
    }

    @Test
    void whatIsSmallIsNotCounted() {
        for (int i = 0; i < 1_000; i++) {
            bytes.ofKnown(ACME).cover(BytesUnderWay.FREE_BYTES);
        }
        try (var share = bytes.ofKnown(ACME)) {
            share.cover(BytesUnderWay.KNOWN_ONE_BYTES_MAX);
        }
    }

    private static void refuses(Share share, long size) {
        assertEquals(503, assertThrows(Problem.class, () -> share.cover(size)).status());
    }
}
