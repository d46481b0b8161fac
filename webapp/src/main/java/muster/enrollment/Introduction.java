package muster.enrollment;

import java.util.List;
import muster.identity.Line;
import muster.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a collector says of itself when it enrolls. Nothing of it decides anything.
 *
 * @param token of enrollment, for those that send none in the header
 * @param csr a certificate request in PEM
 * @param kind agent, scanner or connector
 * @param machine what tells the machine apart; nothing uses it yet
 */
record Introduction(
        @Nullable String token,
        String csr,
        String hostname,
        String kind,
        @Nullable String version,
        @Nullable String platform,
        @Nullable String machine) {
    static final List<String> KINDS = List.of("agent", "scanner", "connector");
    static final int HOSTNAME_LETTERS_MAX = 253;
    static final int LETTERS_MAX = 100;
    private static final int MACHINE_LETTERS_MAX = 512;

    /** The same in the form that is kept, or refused: 400. */
    Introduction checked() {
        if (!KINDS.contains(kind)) {
            throw Problem.badRequest("kind: one of " + KINDS);
        }
        return new Introduction(
                token,
                csr,
                line("hostname", hostname, HOSTNAME_LETTERS_MAX),
                kind,
                optional("version", version, LETTERS_MAX),
                optional("platform", platform, LETTERS_MAX),
                optional("machine", machine, MACHINE_LETTERS_MAX));
    }

    private static @Nullable String optional(String field, @Nullable String said, int lettersMax) {
        return said == null || said.isBlank() ? null : line(field, said, lettersMax);
    }

    private static String line(String field, String said, int lettersMax) {
        return Line.of(said, lettersMax)
                .orElseThrow(() ->
                        Problem.badRequest(
                                "%s: a line of 1 to %d letters".formatted(field, lettersMax)));
    }
}
