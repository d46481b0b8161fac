package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import muster.wire.Evidence;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final Redaction REDACTION =
            Redaction.of(
                    List.of(
                            new Credential.Community(
                                    "ro", false, Secret.of("fig-tree"), Ranges.NONE)));

    @Test
    void takesItsOwnSecretsAndTheDevicesOutOfWhateverCame() {
        var said = "read with fig-tree\nsnmp-server community R1ver RO\nVersion 15.2";
        var answer =
                new Answer(
                        Answer.Outcome.ANSWERED,
                        List.of(
                                new Evidence.Cli("show version", null, said),
                                new Evidence.Banner("telnet", 23, said)),
                        "its last line was \"enable password R1ver\"");

        var redacted = REDACTION.of(answer);

        var left = "read with (secret)\nsnmp-server community (secret) RO\nVersion 15.2";
        redacted.evidence().forEach(one -> assertEquals(left, one.text()));
        assertFalse(redacted.why().contains("R1ver"), redacted.why());
    }

    @Test
    void leavesWordsThatOnlyHaveASecretInThem() {
        assertEquals("fig-trees", REDACTION.of("fig-trees"));
    }
}
