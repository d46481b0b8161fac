package muster.e2e.scores;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import muster.identify.Evidence;
import muster.identify.Field;
import muster.identify.Identification;
import muster.identify.Identity;

/** What SNMP recordings say of their devices. */
final class SnmpScores {
    /** What the people who made the recordings have blotted out is no answer. */
    private static final String BLOTTED_OUT = "<private>";

    private static final Map<String, String> TYPES =
            Map.of("oob management", "oob_management", "environmental", "environment");
    private static final int MODEL_CHARACTERS_MIN = 3;

    private final Scores scores;

    private SnmpScores(Scores scores) {
        this.scores = scores;
    }

    /** A recording, its expected answers and ours. */
    private record Sample(String recording, JsonNode expected, Identity found) {
        /** Our name of the system, vendors and all. */
        String system() {
            return "%s|%s|%s"
                    .formatted(
                            found.find(Field.VENDOR).orElse(""),
                            found.find(Field.OS_VENDOR).orElse(""),
                            found.find(Field.OS).orElse(""));
        }
    }

    static List<Score> of(Path folder) throws IOException {
        var scores = new Scores(folder.getFileName().toString());
        var systems = new HashMap<String, Map<String, Integer>>();
        try (var zip = new ZipFile(folder.resolve("recordings.zip").toFile())) {
            for (var expected : Samples.lines(folder.resolve("expected.jsonl.gz"))) {
                var sample = sample(zip, expected);
                new SnmpScores(scores).score(sample);
                if (sample.found().find(Field.OS).isPresent()) {
                    systems.computeIfAbsent(sample.system(), _ -> new HashMap<>())
                            .merge(expected.path("os").asText(), 1, Integer::sum);
                } else {
                    scores.of("os").missed();
                }
            }
        }
        systems.values().forEach(names -> systems(names, scores.of("os")));
        return scores.all();
    }

    /** A name of ours means what most of the devices are that have it. */
    private static void systems(Map<String, Integer> names, Score score) {
        int right = names.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int all = names.values().stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < all; i++) {
            score.answered(i < right);
        }
    }

    private static Sample sample(ZipFile zip, JsonNode expected) throws IOException {
        var name = expected.path("id").asText() + ".snmprec";
        try (var in = zip.getInputStream(zip.getEntry(name))) {
            var recording = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Sample(recording, expected, Identification.of(new Evidence.Snmp(recording)));
        }
    }

    private void score(Sample sample) {
        fact(sample, "version", Field.VERSION, String::equals);
        fact(sample, "serial", Field.SERIAL, String::equals);
        fact(sample, "hardware", Field.MODEL, SnmpScores::isModel);
        fact(sample, "sysName", Field.HOSTNAME, String::equals);
        fact(sample, "type", Field.TYPE, (said, type) -> type.equals(type(said)));
        for (var port : sample.expected().path("ports")) {
            interfaces(sample.found(), port);
        }
        for (var neighbour : sample.expected().path("neighbours")) {
            neighbours(sample.found(), neighbour);
        }
        for (var entry : sample.expected().path("arp")) {
            answered(
                    "arp",
                    sample.found().arp().stream()
                            .filter(one -> one.ip().equals(entry.path("ipv4_address").asText()))
                            .map(Identity.ArpEntry::mac)
                            .findFirst(),
                    mac(entry.path("mac_address")));
        }
        for (var entry : sample.expected().path("fdb")) {
            answered(
                    "macs",
                    sample.found().macs().stream()
                            .filter(one -> one.mac().equals(mac(entry.path("mac_address"))))
                            .map(one -> String.valueOf(one.vlan()))
                            .findFirst(),
                    entry.path("vlan_vlan").asText());
        }
    }

    /** Whether an answer is the expected one, both in small letters. */
    private interface Comparison {
        boolean agree(String expected, String found);
    }

    private void fact(Sample sample, String name, Field field, Comparison comparison) {
        var expected = plain(sample.expected().path(name).asText(""));
        var found = sample.found().find(field).map(SnmpScores::plain);
        var score = scores.of(field.word());
        if (!expected.isEmpty() && !expected.equals("null") && !expected.contains(BLOTTED_OUT)) {
            if (found.isEmpty()) {
                score.missed();
            } else {
                score.answered(comparison.agree(expected, found.get()));
            }
        }
        boolean isEvident =
                sample.found()
                        .find(field)
                        .filter(said -> !isIn(sample.recording(), said.strip()))
                        .filter(said -> !plain(said).equals(expected))
                        .isEmpty();
        if (!isEvident && (field == Field.VERSION || field == Field.SERIAL)) {
            score.invented();
        }
    }

    /** Word for word, or as the octets of which the recording shows the hexadecimal digits. */
    private static boolean isIn(String recording, String value) {
        var digits = new StringBuilder();
        for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
            digits.append("%02x".formatted(one));
        }
        var text = recording.toLowerCase(Locale.ROOT);
        return text.contains(plain(value)) || text.contains(digits);
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static String type(String said) {
        return TYPES.getOrDefault(said, said);
    }

    /** The hardware's name may say more than its model. */
    private static boolean isModel(String hardware, String model) {
        int at = hardware.indexOf(model);
        int end = at + model.length();
        return at >= 0
                && (model.length() == hardware.length()
                        || (model.length() >= MODEL_CHARACTERS_MIN
                                && (at == 0 || isBetweenWords(hardware.charAt(at - 1)))
                                && (end == hardware.length()
                                        || isBetweenWords(hardware.charAt(end)))));
    }

    private static boolean isBetweenWords(char c) {
        return !Character.isLetterOrDigit(c);
    }

    private void interfaces(Identity found, JsonNode port) {
        var name = named(port);
        if (name.isEmpty()) {
            return;
        }
        var same = found.interfaces().stream().filter(one -> one.name().equals(name)).toList();
        answered("interfaces", same.stream().map(Identity.Interface::name).findFirst(), name);
        var mac = mac(port.path("ifPhysAddress"));
        if (!mac.isEmpty() && !mac.equals("00:00:00:00:00:00")) {
            var macs = same.stream().map(one -> String.valueOf(one.mac())).toList();
            answered("interfaces.mac", one(macs, mac), mac);
        }
        var oper = port.path("ifOperStatus").asText("");
        if (oper.equals("up") || oper.equals("down")) {
            var up = String.valueOf(oper.equals("up"));
            var ups = same.stream().map(one -> String.valueOf(one.operUp())).toList();
            answered("interfaces.oper", one(ups, up), up);
        }
    }

    /** The expected one where several interfaces have one name, else the first. */
    private static Optional<String> one(List<String> found, String expected) {
        return found.contains(expected) ? Optional.of(expected) : found.stream().findFirst();
    }

    private void neighbours(Identity found, JsonNode neighbour) {
        var name = neighbour.path("remote_hostname").asText("").strip();
        var local = named(neighbour);
        if (!name.isEmpty() && !name.contains(BLOTTED_OUT)) {
            answered(
                    "neighbours",
                    found.neighbours().stream()
                            .filter(one -> name.equals(one.remoteName()))
                            .map(one -> String.valueOf(one.localInterface()))
                            .sorted((a, b) -> Boolean.compare(b.equals(local), a.equals(local)))
                            .findFirst(),
                    local);
        }
    }

    private static String named(JsonNode port) {
        var name = port.path("ifName").asText("").strip();
        return name.isEmpty() ? port.path("ifDescr").asText("").strip() : name;
    }

    private void answered(String field, Optional<String> found, String expected) {
        if (found.isEmpty()) {
            scores.of(field).missed();
        } else {
            scores.of(field).answered(found.get().equals(expected));
        }
    }

    /** {@code 001cf0bb8374} with its colons. */
    private static String mac(JsonNode digits) {
        return digits.asText("").replaceAll("(..)(?!$)", "$1:");
    }
}
