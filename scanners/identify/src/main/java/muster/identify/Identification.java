package muster.identify;

import java.util.Comparator;
import java.util.List;

/** Evidence in, identity out. Safe for many threads; never throws, whatever a device says. */
public final class Identification {
    private Identification() {}

    public static Identity of(Evidence evidence) {
        return of(List.of(evidence));
    }

    /** All that one device gave; where two disagree, who knows better is believed. */
    public static Identity of(List<Evidence> all) {
        return read(all).identity();
    }

    /**
     * What was made of evidence.
     *
     * @param whole whether it was read to its end; who leads the rules' patterns astray is known by
     *     what he said until then
     */
    public record Reading(Identity identity, boolean whole) {}

    /** The same, and whether that was all. */
    public static Reading read(List<Evidence> all) {
        return read(all, Patience.CHARACTERS_MAX);
    }

    static Reading read(List<Evidence> all, long characters) {
        var rules = Rules.all();
        var draft = new Draft();
        boolean whole =
                new Patience(characters)
                        .in(() -> {
                            try {
                                all.stream()
                                        .sorted(Comparator.comparingInt(Identification::rank))
                                        .forEach(evidence -> rules.read(evidence, draft));
                                return true;
                            } catch (Patience.Lost | StackOverflowError lost) {
                                return false;
                            }
                        });
        return new Reading(draft.done(), whole);
    }

    /** Changes with any rule: an identity of other rules is worth another look. */
    public static String rulesVersion() {
        return Rules.all().version();
    }

    /** What to ask an SNMP agent for beside the standard tables, and nothing else. */
    public static List<SnmpQuestion> snmpQuestions() {
        return Rules.all().snmpQuestions();
    }

    /**
     * Which of the variables of an agent tell what it is, where no rule knows its maker. All others
     * in a maker's tree may be anything: passwords too.
     *
     * @param snmprec all that it said, which need not be kept
     * @return their OIDs
     */
    public static List<String> telling(String snmprec) {
        var recording = Recording.of(snmprec);
        return SystemGroup.makers(recording).stream()
                .flatMap(maker -> new VendorTree(recording, maker).telling().stream())
                .map(variable -> variable.oid().toString())
                .toList();
    }

    /** What a device says to its operator, then to its monitor, then to anybody. */
    private static int rank(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Cli _ -> 0;
            case Evidence.Snmp _ -> 1;
            case Evidence.Banner _ -> 2;
            case Evidence.Mac _ -> 3;
        };
    }
}
