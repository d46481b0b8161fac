package muster.enrollment;

import java.util.List;
import java.util.Optional;
import muster.database.Sha256;
import muster.identity.Line;
import muster.packages.Redaction;
import muster.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a collector says of itself when it enrolls, as it was sent. Nothing of it decides whether it
 * is let in, and nothing of it but the key of its request is looked at before its token is.
 *
 * @param token of enrollment, for those that send none in the header
 * @param csr a certificate request in PEM
 * @param kind agent, scanner or connector; an agent where it is not said
 * @param machine what tells the machine apart: whoever enrolled there before is replaced
 */
record Introduction(
        @Nullable String token,
        @Nullable String csr,
        @Nullable String hostname,
        @Nullable String kind,
        @Nullable String version,
        @Nullable String platform,
        @Nullable String machine) {
    static final List<String> KINDS = List.of("agent", "scanner", "connector");
    static final int HOSTNAME_LETTERS_MAX = 253;
    static final int LETTERS_MAX = 100;
    private static final int MACHINE_LETTERS_MAX = 512;

    /**
     * The same as it is kept.
     *
     * @param machine its hash, null where nobody told
     */
    record Applicant(
            String csr,
            String hostname,
            String kind,
            @Nullable String version,
            @Nullable String platform,
            @Nullable String machine) {}

    /**
     * Who this is.
     *
     * @throws Problem 400, naming what is missing or malformed
     */
    Applicant applicant() {
        var who = kind == null ? KINDS.getFirst() : kind;
        if (!KINDS.contains(who)) {
            throw Problem.badRequest("kind: one of " + KINDS);
        }
        return new Applicant(
                required("csr", csr, "a certificate request in PEM"),
                line(
                        "hostname",
                        required("hostname", hostname, "what the machine is called"),
                        HOSTNAME_LETTERS_MAX),
                who,
                optional("version", version, LETTERS_MAX).orElse(null),
                optional("platform", platform, LETTERS_MAX).orElse(null),
                optional("machine", machine, MACHINE_LETTERS_MAX).map(Sha256::of).orElse(null));
    }

    private static String required(String field, @Nullable String said, String what) {
        if (said == null) {
            throw Problem.badRequest("%s: it is missing: %s".formatted(field, what));
        }
        return said;
    }

    private static Optional<String> optional(String field, @Nullable String said, int lettersMax) {
        return Optional.ofNullable(said)
                .filter(text -> !text.isBlank())
                .map(text -> line(field, text, lettersMax));
    }

    private static String line(String field, String said, int lettersMax) {
        return Line.of(said, lettersMax)
                .map(Redaction::of)
                .orElseThrow(() ->
                        Problem.badRequest(
                                "%s: a line of 1 to %d letters".formatted(field, lettersMax)));
    }
}
