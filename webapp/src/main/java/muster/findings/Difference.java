package muster.findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a new look at a device changes in its findings. Pure.
 *
 * @param opened vulnerabilities that were never on the device
 * @param reopened findings that were gone and are back
 * @param changed open findings of which anything that is shown differs
 * @param gone open findings that are no longer concluded, and why
 */
record Difference(
        List<Conclusion> opened,
        Map<UUID, Conclusion> reopened,
        Map<UUID, Conclusion> changed,
        Map<UUID, Because> gone,
        List<Known> before) {
    /** Why a finding is gone. */
    enum Because {
        /** Another version is there now. */
        UPGRADED,
        REMOVED,
        /** The same version is there, but the advisories changed their mind. */
        CATALOGUE,
        /** Its device is. */
        RETIRED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A finding as it stands. */
    record Known(
            UUID id,
            String vulnerability,
            UUID software,
            UUID version,
            UUID digest,
            boolean open,
            boolean exploited,
            boolean fixable,
            Severity severity) {}

    static Difference of(
            List<Known> before,
            List<Conclusion> concluded,
            List<Installed> present,
            boolean retired) {
        var known = before.stream().collect(Collectors.toMap(Known::vulnerability, it -> it));
        var opened = new ArrayList<Conclusion>();
        var reopened = new TreeMap<UUID, Conclusion>();
        var changed = new TreeMap<UUID, Conclusion>();
        var concludedNow = new HashSet<String>();
        for (var conclusion : concluded) {
            concludedNow.add(conclusion.vulnerability());
            var one = known.get(conclusion.vulnerability());
            if (one == null) {
                opened.add(conclusion);
            } else if (!one.open()) {
                reopened.put(one.id(), conclusion);
            } else if (!one.digest().equals(conclusion.digest())) {
                changed.put(one.id(), conclusion);
            }
        }
        var gone =
                before.stream()
                        .filter(one -> one.open() && !concludedNow.contains(one.vulnerability()))
                        .collect(
                                Collectors.toMap(
                                        Known::id,
                                        because(present, retired),
                                        (a, b) -> a,
                                        TreeMap::new));
        return new Difference(opened, reopened, changed, gone, before);
    }

    private static Function<Known, Because> because(List<Installed> present, boolean retired) {
        var versions = present.stream().map(Installed::version).collect(Collectors.toSet());
        var titles = present.stream().map(Installed::software).collect(Collectors.toSet());
        return one -> {
            if (retired) {
                return Because.RETIRED;
            } else if (versions.contains(one.version())) {
                return Because.CATALOGUE;
            } else {
                return titles.contains(one.software()) ? Because.UPGRADED : Because.REMOVED;
            }
        };
    }

    boolean isEmpty() {
        return opened.isEmpty() && reopened.isEmpty() && changed.isEmpty() && gone.isEmpty();
    }
}
