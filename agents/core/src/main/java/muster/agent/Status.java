package muster.agent;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a collector is doing, for the people at its machine.
 *
 * @param agentId null before it enrolled
 * @param acknowledgedAt when the hub last took a batch, null before it did since the start
 * @param heardAt when the hub last answered a heartbeat, null likewise
 * @param trouble what went wrong last, empty where nothing has since
 * @param stopped why it does nothing any more, null where it does
 * @param notes that the hub was not yet told
 * @param lines what it last said of itself, oldest first
 */
public record Status(
        URI hub,
        @Nullable UUID agentId,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant heardAt,
        int batches,
        long bytes,
        @Nullable Instant oldest,
        String trouble,
        @Nullable String stopped,
        List<String> notes,
        List<String> lines) {
    public Status {
        notes = List.copyOf(notes);
        lines = List.copyOf(lines);
    }
}
