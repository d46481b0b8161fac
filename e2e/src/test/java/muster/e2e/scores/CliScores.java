package muster.e2e.scores;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import muster.identify.Evidence;
import muster.identify.Field;
import muster.identify.Identification;
import muster.identify.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What printed commands say. With the system property {@code muster.cli.worst} set to part of a
 * topic, platform or sample's id, what was not right is printed; {@code muster.cli.hint=no} keeps
 * the platform to ourselves.
 */
final class CliScores {
    private static final @Nullable String WORST = System.getProperty("muster.cli.worst");
    private static final boolean HINTED = !"no".equals(System.getProperty("muster.cli.hint"));

    /**
     * What tells of something that the answer has no place for, whatever topic it is filed under.
     */
    private static final Pattern ELSEWHERE =
            Pattern.compile(
                    "mac_security|local-device|show_topo|vlan(?!s?_interface)|snmp|show_switch");

    private final Scores scores = new Scores("cli");

    private CliScores() {}

    static List<Score> of(Path folder) throws IOException {
        var all = new CliScores();
        for (var sample : Samples.lines(folder.resolve("cli.jsonl.gz"))) {
            all.score(sample);
        }
        return all.scores.all();
    }

    private void score(JsonNode sample) {
        if (ELSEWHERE.matcher(sample.path("command").asText()).find()) {
            return;
        }
        var identity =
                Identification.of(
                        new Evidence.Cli(
                                sample.path("command").asText().replace('_', ' '),
                                sample.path("raw").asText(),
                                HINTED ? sample.path("platform").asText() : null));
        var id = sample.path("topic").asText() + " " + sample.path("id").asText();
        switch (sample.path("topic").asText()) {
            case "inventory" -> inventory(id, sample, identity);
            case "neighbours" ->
                    rows(
                            id,
                            "neighbour",
                            CliRows.of(sample, CliRows.NEIGHBOURS),
                            CliFound.neighbours(identity));
            case "arp" -> rows(id, "arp", CliRows.of(sample, CliRows.ARP), CliFound.arp(identity));
            case "mac" ->
                    rows(id, "mac", CliRows.of(sample, CliRows.MACS), CliFound.macs(identity));
            case "interfaces" ->
                    rows(
                            id,
                            "interface",
                            CliRows.of(sample, CliRows.INTERFACES),
                            CliFound.interfaces(identity));
            default -> {
                // What the answer has no place for.
            }
        }
        invented(id, sample.path("raw").asText(), identity);
    }

    /** A unit's serial may be the device's or a module's; its model must be of the same. */
    private void inventory(String id, JsonNode sample, Identity identity) {
        var units = CliFound.units(identity);
        for (var row : CliRows.of(sample, CliRows.INVENTORY)) {
            row.forEach((field, expected) -> {
                boolean isRight =
                        units.stream().anyMatch(unit -> isSaid(field, expected, unit.get(field)));
                boolean isThere = units.stream().anyMatch(unit -> unit.containsKey(field));
                cell(
                        id,
                        field,
                        expected,
                        isThere,
                        isRight,
                        units.isEmpty() ? Map.of() : units.getFirst());
            });
        }
    }

    /**
     * {@code 6.2.6} is what {@code FG-600 v6.2.6,build1175 (GA)} says: whole words of it. A model
     * may be named in more words than the source has.
     */
    private static boolean isSaid(String field, Set<String> expected, @Nullable String value) {
        return value != null
                && expected.stream()
                        .anyMatch(one ->
                                one.equals(value)
                                        || holds(one, value)
                                        || (field.equals("model") && holds(value, one)));
    }

    private static boolean holds(String text, String value) {
        var word = ".*[^a-z0-9.]v?" + Pattern.quote(value) + "[^a-z0-9(].*";
        return value.length() > 3 && (" " + text + " ").matches(word);
    }

    /**
     * Each expected row against ours that is most like it; a row is right when all its cells are.
     */
    private void rows(
            String id,
            String kind,
            List<Map<String, Set<String>>> expected,
            List<Map<String, String>> found) {
        var left = new ArrayList<>(found);
        var seen = new ArrayList<Map<String, Set<String>>>();
        for (var row : expected) {
            if (seen.contains(row)) {
                continue;
            }
            seen.add(row);
            Map<String, String> best = Map.of();
            for (var one : left) {
                if (alike(row, one) > alike(row, best)) {
                    best = one;
                }
            }
            left.remove(best);
            score(id, kind, row, best);
        }
        for (var one : left) {
            scores.of(kind + " row").invented();
            if (isShown(id)) {
                System.out.println("EXTRA " + id + " " + one);
            }
        }
    }

    private void score(
            String id, String kind, Map<String, Set<String>> row, Map<String, String> best) {
        boolean isRight = true;
        for (var cell : row.entrySet()) {
            var value = best.get(cell.getKey());
            boolean same = value != null && isSame(cell.getValue(), value);
            isRight &= same;
            cell(id, kind + " " + cell.getKey(), cell.getValue(), value != null, same, best);
        }
        var whole = scores.of(kind + " row");
        if (best.isEmpty()) {
            whole.missed();
        } else {
            whole.answered(isRight);
        }
    }

    /** Several ports of one address are listed by the source and printed in one text. */
    private static boolean isSame(Set<String> expected, String value) {
        return expected.contains(value) || expected.containsAll(List.of(value.split("[, ]+")));
    }

    private static int alike(Map<String, Set<String>> row, Map<String, String> one) {
        return (int)
                row.entrySet().stream()
                        .filter(cell ->
                                isSame(cell.getValue(), one.getOrDefault(cell.getKey(), "")))
                        .count();
    }

    private void cell(
            String id,
            String field,
            Set<String> expected,
            boolean isThere,
            boolean isRight,
            Map<String, String> row) {
        var score = scores.of(field);
        if (isThere) {
            score.answered(isRight);
        } else {
            score.missed();
        }
        if (!isRight && isShown(id)) {
            System.out.println(
                    (isThere ? "WRONG " : "MISSING ")
                            + id
                            + " "
                            + field
                            + " "
                            + expected
                            + " in "
                            + row);
        }
    }

    /** What a command does not print can only come from us. */
    private void invented(String id, String raw, Identity identity) {
        for (var field : List.of(Field.VERSION, Field.SERIAL)) {
            identity.find(field)
                    .filter(value ->
                            !raw.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT)))
                    .ifPresent(value -> {
                        scores.of(field.word()).invented();
                        System.out.println("INVENTED " + id + " " + field.word() + " " + value);
                    });
        }
    }

    private static boolean isShown(String id) {
        return WORST != null && id.contains(WORST);
    }
}
