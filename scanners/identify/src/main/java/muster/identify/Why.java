package muster.identify;

/**
 * What an answer rests on.
 *
 * @param evidence the line or variable of the evidence, word for word, at most {@value
 *     #EVIDENCE_CHARACTERS_MAX} characters of it
 * @param rule the id of the rule that read it, or the standard that says so: {@code IF-MIB}
 */
public record Why(String evidence, String rule) {
    public static final int EVIDENCE_CHARACTERS_MAX = 300;

    public Why {
        var line = evidence.strip();
        evidence =
                line.length() <= EVIDENCE_CHARACTERS_MAX
                        ? line
                        : line.substring(0, EVIDENCE_CHARACTERS_MAX);
    }
}
