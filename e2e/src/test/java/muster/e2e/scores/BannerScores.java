package muster.e2e.scores;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import muster.identify.Evidence;
import muster.identify.Field;
import muster.identify.Identification;
import muster.identify.Identity;
import muster.identify.Identity.Service;

/**
 * What banners say of service, system and hardware: a line per field over all protocols, and a line
 * per protocol over all fields.
 *
 * <p>Upper and lower case and punctuation do not count. Where the source calls a system after the
 * model that it runs on, the model is the answer. A version is invented where neither the text nor
 * the source nor a mapping table of the rules has it.
 */
final class BannerScores {
    /** What the source calls systems, and what all of our rules call them. */
    private static final Map<String, String> OTHER_WORDS =
            Map.ofEntries(
                    Map.entry("adaptivesecurityappliance", "asa"),
                    Map.entry("airportbasestation", "airport"),
                    Map.entry("atenlinux", "bmc"),
                    Map.entry("dataontap", "ontap"),
                    Map.entry("dd", "datadomain"),
                    Map.entry("firepowerthreatdefense", "ftd"),
                    Map.entry("idraclinux", "idrac"),
                    Map.entry("isilononefs", "onefs"),
                    Map.entry("proxmox", "proxmoxve"),
                    Map.entry("pulseconnectsecure", "connectsecure"),
                    Map.entry("timos", "sr"),
                    Map.entry("vmwareesxiserver", "esxi"),
                    Map.entry("wirelesslancontroller", "aireos"),
                    Map.entry("xcclinux", "xcc"));

    private final Scores scores = new Scores("banners");
    private final TreeMap<String, Score> byProtocol = new TreeMap<>();

    private final String mapped = Samples.resource("/identify/rules/banner/maps.yaml");

    private BannerScores() throws IOException {}

    static List<Score> of(Path folder) throws IOException {
        var scores = new BannerScores();
        for (var sample : Samples.lines(folder.resolve("banners.jsonl.gz"))) {
            scores.add(sample);
        }
        var all = new ArrayList<>(scores.scores.all());
        all.addAll(scores.byProtocol.values());
        return all;
    }

    private void add(JsonNode sample) {
        var protocol = sample.path("file").asText();
        var text = sample.path("text").asText();
        var found = Identification.of(new Evidence.Banner(protocol, text));
        var expected = new Expected(protocol, text, sample.path("expected"));
        system(expected, found);
        hardware(expected, found);
        service(expected, Optional.ofNullable(found.service()));
    }

    /** One sample: where it is from, what it says, and the source's answers by their names. */
    private record Expected(String protocol, String text, JsonNode answers) {
        Optional<String> find(String... names) {
            for (var name : names) {
                var answer = answers.path(name).asText("");
                if (!answer.isBlank()) {
                    return Optional.of(answer.strip());
                }
            }
            return Optional.empty();
        }
    }

    private void system(Expected expected, Identity found) {
        var model = found.find(Field.MODEL);
        score(
                "os_vendor",
                expected,
                expected.find("os.vendor"),
                found.find(Field.OS_VENDOR).or(() -> found.find(Field.VENDOR)),
                BannerScores::isSameName);
        score(
                "os",
                expected,
                expected.find("os.product"),
                found.find(Field.OS).or(() -> model),
                (wanted, ours) ->
                        isSameName(wanted, ours)
                                || model.filter(one -> isPartOfOther(wanted, one)).isPresent());
        var version = found.find(Field.VERSION);
        var wanted = expected.find("os.version");
        score("version", expected, wanted, version, BannerScores::isSameVersion);
        invented(expected, wanted, version);
        score(
                "cpe",
                expected,
                expected.find("os.cpe23"),
                found.find(Field.CPE),
                BannerScores::isSameCpe);
        score(
                "hostname",
                expected,
                expected.find("host.name"),
                found.find(Field.HOSTNAME),
                BannerScores::isSameName);
    }

    private void hardware(Expected expected, Identity found) {
        score(
                "vendor",
                expected,
                expected.find("hw.vendor"),
                found.find(Field.VENDOR),
                BannerScores::isSameName);
        score(
                "model",
                expected,
                expected.find("hw.product", "hw.model"),
                found.find(Field.MODEL),
                (wanted, ours) ->
                        isPartOfOther(wanted, ours)
                                || expected.find("hw.model")
                                        .filter(one -> isPartOfOther(one, ours))
                                        .isPresent());
        var serial = found.find(Field.SERIAL);
        var wanted = expected.find("hw.serial_number");
        score("serial", expected, wanted, serial, BannerScores::isSameName);
        invented(expected, wanted, serial);
    }

    private void service(Expected expected, Optional<Service> found) {
        var isPart = expected.find("service.product", "service.vendor").isEmpty();
        var prefix = isPart ? "service.component." : "service.";
        score(
                "service.vendor",
                expected,
                expected.find(prefix + "vendor"),
                found.map(Service::vendor),
                BannerScores::isSameName);
        score(
                "service.product",
                expected,
                expected.find(prefix + "product"),
                found.map(Service::product),
                BannerScores::isSameName);
        var version = found.map(Service::version);
        var wanted = expected.find(prefix + "version");
        score("service.version", expected, wanted, version, BannerScores::isSameVersion);
        invented(expected, wanted, version);
        score(
                "service.cpe",
                expected,
                expected.find(prefix + "cpe23"),
                found.map(Service::cpe),
                BannerScores::isSameCpe);
    }

    private void score(
            String field,
            Expected expected,
            Optional<String> wanted,
            Optional<String> found,
            BiPredicate<String, String> isSame) {
        if (wanted.isPresent()) {
            var protocol =
                    byProtocol.computeIfAbsent(
                            expected.protocol, name -> new Score("banners", "of " + name));
            for (var score : List.of(scores.of(field), protocol)) {
                if (found.isPresent()) {
                    score.answered(isSame.test(wanted.get(), found.get()));
                } else {
                    score.missed();
                }
            }
            trace(field, expected, wanted.get(), found.orElse("-"), isSame);
        }
    }

    /** With {@code -Dmuster.scores.wrong=PROTOCOL} every wrong or missing answer is printed. */
    private static void trace(
            String field,
            Expected expected,
            String wanted,
            String found,
            BiPredicate<String, String> isSame) {
        if (expected.protocol.equals(System.getProperty("muster.scores.wrong"))
                && !isSame.test(wanted, found)) {
            System.out.println(field + ": " + wanted + " / " + found + " <= " + expected.text);
        }
    }

    private void invented(Expected expected, Optional<String> wanted, Optional<String> found) {
        if (found.isPresent()
                && !plain(expected.text).contains(plain(found.get()))
                && wanted.filter(one -> isSameVersion(one, found.get())).isEmpty()
                && !mapped.contains("'" + found.get() + "'")) {
            scores.of("version or serial").invented();
            if (System.getProperty("muster.scores.wrong") != null) {
                System.out.println("INVENTED " + found.get() + " <= " + expected.text);
            }
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    /** "Junos OS" and "Junos", "HT801 Firmware" and "HT801" are one. */
    private static boolean isSameName(String wanted, String found) {
        return name(wanted).equals(name(found));
    }

    private static String name(String text) {
        var name = plain(text.replaceFirst("(?i) (?:firmware|os)$", ""));
        return OTHER_WORDS.getOrDefault(name, name);
    }

    private static boolean isPartOfOther(String wanted, String found) {
        var one = name(wanted);
        var other = name(found);
        return !one.isEmpty() && !other.isEmpty() && (one.contains(other) || other.contains(one));
    }

    /** "v12" and "12.0" are one. */
    private static boolean isSameVersion(String wanted, String found) {
        return version(wanted).equals(version(found));
    }

    private static String version(String text) {
        return text.toLowerCase(Locale.ROOT)
                .strip()
                .replaceFirst("^v(?=[0-9])", "")
                .replaceFirst("(?<=^[0-9]{1,3})\\.0$", "")
                .replaceFirst("[,:;]$", "");
    }

    /**
     * CPE 2.2 URIs against our 2.3 names: part, vendor, product and version; both may leave the
     * version open.
     */
    private static boolean isSameCpe(String wanted, String found) {
        var theirs = wanted.replaceFirst("^cpe:/", "").split(":", -1);
        var ours = found.replaceFirst("^cpe:2\\.3:", "").replace("\\", "").split(":", -1);
        for (int part = 0; part < 4; part++) {
            if (!part(theirs, part).equals(part(ours, part))) {
                return false;
            }
        }
        return true;
    }

    private static String part(String[] parts, int at) {
        var part = at < parts.length ? parts[at].toLowerCase(Locale.ROOT) : "";
        var open = part.isEmpty() || part.equals("*") || part.equals("-");
        return open ? "" : version(part.replaceAll("%[0-9a-f]{2}", "").replace("_", ""));
    }
}
