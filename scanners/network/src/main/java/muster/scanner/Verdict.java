package muster.scanner;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import muster.wire.Evidence;
import muster.wire.IpAddress;
import muster.wire.Limits;
import muster.wire.Target;

/** What came of asking one address in several ways, in one word and one sentence. */
final class Verdict {
    private static final String NOTHING = "nothing answered";

    private Verdict() {}

    /**
     * Puts the answers together.
     *
     * @param there what shows that something is there, empty where nothing does
     */
    static Target of(InetAddress address, List<Answer> answers, String there) {
        var outcomes = answers.stream().map(Answer::outcome).collect(Collectors.toSet());
        var why = new ArrayList<String>();
        answers.stream()
                .sorted(Comparator.comparing(Answer::outcome))
                .filter(answer -> tells(answer, outcomes))
                .forEach(answer -> why.add(answer.why()));
        if (!there.isEmpty() && result(outcomes, there) == Target.Result.UNSUPPORTED) {
            why.addFirst(there);
        }
        return new Target(
                IpAddress.of(address.getHostAddress()),
                result(outcomes, there),
                shortened(why.isEmpty() ? NOTHING : String.join("; ", why)),
                bounded(answers));
    }

    /** Who said nothing is worth a word only where nobody said anything. */
    private static boolean tells(Answer answer, Set<Answer.Outcome> outcomes) {
        boolean silent = answer.outcome() == Answer.Outcome.SILENT;
        boolean allSilent = outcomes.equals(Set.of(Answer.Outcome.SILENT));
        return !answer.why().isEmpty() && (!silent || allSilent);
    }

    private static Target.Result result(Set<Answer.Outcome> outcomes, String there) {
        if (outcomes.contains(Answer.Outcome.ANSWERED)) {
            return Target.Result.ANSWERED;
        } else if (outcomes.contains(Answer.Outcome.WRONG_CREDENTIAL)) {
            return Target.Result.WRONG_CREDENTIAL;
        } else if (outcomes.contains(Answer.Outcome.GREETED)) {
            return Target.Result.ANSWERED;
        } else if (outcomes.contains(Answer.Outcome.ERROR)) {
            return Target.Result.ERROR;
        } else {
            boolean isThere = outcomes.contains(Answer.Outcome.UNSUPPORTED) || !there.isEmpty();
            return isThere ? Target.Result.UNSUPPORTED : Target.Result.TIME_OUT;
        }
    }

    /** Devices say much of what is told of them here. */
    private static String shortened(String why) {
        var line = why.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
        int characters = line.codePointCount(0, line.length());
        return characters <= Limits.TEXT_CHARACTERS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, Limits.TEXT_CHARACTERS_MAX - 1))
                        + "…";
    }

    /** As much as a report takes of one address, in the order in which it was asked. */
    private static List<Evidence> bounded(List<Answer> answers) {
        var kept = new ArrayList<Evidence>();
        long bytes = 0;
        for (var answer : answers) {
            for (var evidence : answer.evidence()) {
                int length = evidence.text().getBytes(StandardCharsets.UTF_8).length;
                if (kept.size() < Limits.EVIDENCE_MAX
                        && bytes + length <= Limits.EVIDENCE_BYTES_MAX) {
                    kept.add(evidence);
                    bytes += length;
                }
            }
        }
        return kept;
    }
}
