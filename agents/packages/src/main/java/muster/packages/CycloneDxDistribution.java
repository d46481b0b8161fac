package muster.packages;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The distribution that the package URLs of a document agree on, by their qualifier {@code distro}.
 */
final class CycloneDxDistribution {
    private CycloneDxDistribution() {}

    static @Nullable Distribution of(Collection<Software> software) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        Map<String, Distribution> named = new LinkedHashMap<>();
        int voters = 0;
        for (Software each : software) {
            var distribution = ofPurl(Purl.of(each.purl()));
            if (distribution != null) {
                String key = distribution.id() + " " + distribution.version();
                votes.merge(key, 1, Integer::sum);
                named.putIfAbsent(key, distribution);
                voters++;
            }
        }
        for (var vote : votes.entrySet()) {
            if (2 * vote.getValue() > voters) {
                return named.get(vote.getKey());
            }
        }
        return null;
    }

    /** The os-release ID of a name that tools write: redhat is rhel, Debian is debian. */
    static String id(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "redhat", "red hat enterprise linux" -> "rhel";
            case "amazon", "amazonlinux" -> "amzn";
            case "oracle" -> "ol";
            case "alma" -> "almalinux";
            default -> lower;
        };
    }

    /** distro is debian-12, 3.19.1 beside the namespace alpine, or a codename. */
    private static @Nullable Distribution ofPurl(@Nullable Purl purl) {
        String distro = purl == null ? null : purl.qualifier("distro");
        if (purl == null || distro == null || distro.isEmpty()) {
            return null;
        }
        int dash = distro.lastIndexOf('-');
        String version = distro.substring(dash + 1);
        String id = dash > 0 ? id(distro.substring(0, dash)) : id(purl.namespace());
        var codename = Releases.find("codename", version);
        String evidence = "distro=%s of %s".formatted(distro, purl.name());
        if (codename != null) {
            return new Distribution(codename.id(), codename.version(), evidence);
        }
        boolean numbered = !version.isEmpty() && Text.isDigit(version.charAt(0)) && !id.isEmpty();
        return numbered ? new Distribution(id, Distributions.release(id, version), evidence) : null;
    }
}
