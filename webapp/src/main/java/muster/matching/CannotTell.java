package muster.matching;

/**
 * The honest answer when a conclusion would be a guess; never to be read as "not vulnerable".
 *
 * @param why one clause for people: "no version", "the source package of foo is unknown"
 * @param reason the same of any package, so that equal reasons can be counted together
 */
public record CannotTell(String why, String reason) implements Identification, Verdict {
    /** A reason that names no package. */
    public CannotTell(String why) {
        this(why, why);
    }

    /** A reason about the package of this name, whose place in the clause is {@code %s}. */
    static CannotTell about(String name, String clause) {
        return new CannotTell(clause.formatted(name), clause.formatted("this package"));
    }
}
