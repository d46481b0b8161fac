package muster.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the hub answered.
 *
 * @param body at most {@link Hub#ANSWER_BYTES_MAX} bytes of it
 * @param retryAfter what the hub asks to wait, null where it does not say
 */
record Answer(int status, String body, @Nullable Duration retryAfter) {
    private static final int REASON_CHARACTERS_MAX = 300;

    /** What a status means for what was sent, one meaning for each. */
    enum Meaning {
        /** The hub has it, now or from before. */
        DELIVERED,
        /** The hub will never take it as it is. */
        SET_ASIDE,
        /** The hub does not know who this is. */
        ENROLL_AGAIN,
        /** The hub knows who this is, and will not have it from here or in this way. */
        FORBIDDEN,
        /** The hub has something else in this place of the order. */
        FORKED,
        /** The hub lacks the list that this changes. */
        FULL_NEEDED,
        /** The organization is no more. */
        GONE,
        /** Neither this nor another hub's answer: try again later. */
        LATER
    }

    Meaning meaning() {
        return switch (status) {
            case 200, 201, 202, 204 -> Meaning.DELIVERED;
            case 400, 413, 415, 422 -> Meaning.SET_ASIDE;
            case 401 -> Meaning.ENROLL_AGAIN;
            case 403 -> Meaning.FORBIDDEN;
            case 409 -> Meaning.FORKED;
            case 410 -> Meaning.GONE;
            case 412 -> Meaning.FULL_NEEDED;
            // Among them 404 and redirects: a proxy or another server stands where the hub was.
            default -> Meaning.LATER;
        };
    }

    boolean isDelivered() {
        return meaning() == Meaning.DELIVERED;
    }

    Json json() throws Json.Unreadable {
        return Json.read(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The hub's reason in a line. */
    String why() {
        String reason;
        try {
            var problem = json();
            reason = problem.textIfAny("detail").or(() -> problem.textIfAny("title")).orElse("");
        } catch (Json.Unreadable notFromTheHub) {
            reason = "";
        }
        var line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        var cut = line.substring(0, Math.min(line.length(), REASON_CHARACTERS_MAX));
        return cut.isEmpty() ? "the hub answered " + status : status + ": " + cut;
    }
}
