package muster.matching;

import java.util.List;

/**
 * The answer about one identity: vulnerable and why, clean as far as a full feed knows, or untold.
 */
public sealed interface Verdict permits Verdict.Affected, Verdict.Clean, CannotTell {

    /**
     * At least one published vulnerability applies.
     *
     * @param untold advisories whose version bounds could not be compared
     */
    record Affected(List<Match> matches, int untold) implements Verdict {
        public Affected {
            matches = List.copyOf(matches);
        }
    }

    /**
     * A feed that covers the ecosystem knows nothing that applies.
     *
     * @param advisories how many advisories of the package were compared
     */
    record Clean(int advisories) implements Verdict {}
}
