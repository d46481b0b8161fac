package muster.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import muster.wire.ProblemType;
import muster.wire.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * What was answered: by the hub, or by what stands between.
 *
 * @param body at most {@link Hub#ANSWER_BYTES_MAX} bytes of it
 * @param retryAfter what is asked to wait, null where nothing is
 */
record Answer(Meaning meaning, int status, String body, @Nullable Duration retryAfter) {
    private static final int REASON_CHARACTERS_MAX = 300;
    private static final int SUCCESSES = 2;
    private static final int TOO_MANY_REQUESTS = 429;

    /** What the hub's answer to each verb has, and no page of a proxy. */
    private static final Map<String, String> RECEIPTS =
            Map.of(
                    "enroll", "agent_id",
                    "heartbeat", "server_time",
                    "rotate", "ca",
                    "inventory", "report_id",
                    "events", "accepted");

    private static final String PROBLEM = "application/problem+json";

    /** What an answer means for what was sent, one meaning for each. */
    enum Meaning {
        /** The hub has it, now or from before. */
        DELIVERED,
        /** The hub will never take it as it is. */
        SET_ASIDE,
        /** The hub does not know who this is. */
        ENROLL_AGAIN,
        /** The hub knows who this is, and will not have it from here or in this way. */
        FORBIDDEN,
        /** The hub wants to be shown a certificate, which the other listener asks for. */
        CERTIFICATE_REQUIRED,
        /** The hub takes this certificate no more. */
        CERTIFICATE_REFUSED,
        /** The hub has something else in this place of the order. */
        FORKED,
        /** The hub lacks the list that this changes. */
        FULL_NEEDED,
        /** The organization is no more. */
        GONE,
        /** The hub cannot now: try again later. */
        LATER,
        /** A proxy, a portal or another server stands where the hub was: try again later. */
        ELSEWHERE;

        /** Whether the same may be taken another time. */
        boolean isPassing() {
            return this == LATER || this == ELSEWHERE;
        }
    }

    /**
     * An answer to a verb.
     *
     * @param mediaType null where the answer does not say
     */
    static Answer to(
            String verb,
            int status,
            @Nullable String mediaType,
            String body,
            @Nullable Duration retryAfter) {
        var json = json(body);
        Meaning meaning;
        if (status / 100 == SUCCESSES) {
            var receipt = json.map(said -> said.fields().get(RECEIPTS.get(verb)));
            meaning = receipt.isPresent() ? Meaning.DELIVERED : Meaning.ELSEWHERE;
        } else if (isProblem(mediaType)) {
            meaning = refusal(status, json.flatMap(said -> said.textIfAny("type")).orElse(""));
        } else {
            // Whoever throttles in front of a hub does it for the hub.
            meaning = status == TOO_MANY_REQUESTS ? Meaning.LATER : Meaning.ELSEWHERE;
        }
        return new Answer(meaning, status, body, retryAfter);
    }

    private static boolean isProblem(@Nullable String mediaType) {
        return mediaType != null
                && mediaType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT).equals(PROBLEM);
    }

    private static Meaning refusal(int status, String type) {
        return switch (status) {
            case 400, 413, 415, 422 -> Meaning.SET_ASIDE;
            case 401 -> Meaning.ENROLL_AGAIN;
            case 403 -> forbidden(type);
            // Another conflict, such as of two requests at once, says nothing of the order.
            case 409 -> type.equals(ProblemType.FORKED.urn()) ? Meaning.FORKED : Meaning.LATER;
            case 410 ->
                    type.equals(ProblemType.ORGANIZATION_GONE.urn()) ? Meaning.GONE : Meaning.LATER;
            case 412 -> Meaning.FULL_NEEDED;
            default -> Meaning.LATER;
        };
    }

    private static Meaning forbidden(String type) {
        if (type.equals(ProblemType.CERTIFICATE_REQUIRED.urn())) {
            return Meaning.CERTIFICATE_REQUIRED;
        }
        return type.equals(ProblemType.CERTIFICATE_REFUSED.urn())
                ? Meaning.CERTIFICATE_REFUSED
                : Meaning.FORBIDDEN;
    }

    boolean isDelivered() {
        return meaning == Meaning.DELIVERED;
    }

    Json json() throws Json.Unreadable {
        return Json.read(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The reason in a line. */
    String why() {
        if (meaning == Meaning.ELSEWHERE) {
            return "not the hub, but something on the way to it answered " + status;
        }
        var line = detail().replaceAll("\\p{Cntrl}+", " ").strip();
        var cut = Quoted.of(line, REASON_CHARACTERS_MAX);
        return cut.isEmpty() ? "the hub answered " + status : status + ": " + cut;
    }

    private String detail() {
        return json(body)
                .flatMap(said -> said.textIfAny("detail").or(() -> said.textIfAny("title")))
                .orElse("");
    }

    /** The same, with something more to say of it. */
    Answer adding(String more) {
        var said = Json.object(json -> json.writeStringField("detail", detail() + "; " + more));
        return new Answer(meaning, status, new String(said, StandardCharsets.UTF_8), retryAfter);
    }

    private static Optional<Json> json(String body) {
        try {
            return Optional.of(Json.read(body.getBytes(StandardCharsets.UTF_8)));
        } catch (Json.Unreadable notFromTheHub) {
            return Optional.empty();
        }
    }
}
