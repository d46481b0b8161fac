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
     * @param open ports that take a connection
     * @param pings whether it answers to nothing but a ping
     */
    static Target of(InetAddress address, List<Answer> answers, Set<Integer> open, boolean pings) {
        return new Target(
                IpAddress.of(address.getHostAddress()),
                result(answers, open),
                shortened(why(answers, open, pings)),
                bounded(answers));
    }

    private static Target.Result result(List<Answer> answers, Set<Integer> open) {
        var outcomes = answers.stream().map(Answer::outcome).collect(Collectors.toSet());
        if (outcomes.contains(Answer.Outcome.ANSWERED)) {
            return Target.Result.ANSWERED;
        } else if (outcomes.contains(Answer.Outcome.WRONG_CREDENTIAL)) {
            return Target.Result.WRONG_CREDENTIAL;
        } else if (outcomes.contains(Answer.Outcome.GREETED)) {
            return Target.Result.ANSWERED;
        } else if (outcomes.contains(Answer.Outcome.ERROR)) {
            return Target.Result.ERROR;
        } else {
            boolean isThere = outcomes.contains(Answer.Outcome.UNSUPPORTED) || !open.isEmpty();
            return isThere ? Target.Result.UNSUPPORTED : Target.Result.TIME_OUT;
        }
    }

    private static String why(List<Answer> answers, Set<Integer> open, boolean pings) {
        var why = new ArrayList<String>();
        answers.stream()
                .sorted(Comparator.comparing(Answer::outcome))
                .map(Answer::why)
                .filter(one -> !one.isEmpty())
                .forEach(why::add);
        if (why.isEmpty()) {
            why.add(NOTHING);
        }
        if (pings) {
            why.add("it answers to ping");
        } else if (why.size() == 1 && !open.isEmpty()) {
            why.add(
                    "open ports: "
                            + String.join(", ", open.stream().map(String::valueOf).toList()));
        }
        return String.join("; ", why);
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
