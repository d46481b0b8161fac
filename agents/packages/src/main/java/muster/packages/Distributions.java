package muster.packages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the distribution from the packages themselves; what nothing says stays null. */
final class Distributions {
    private static final Pattern DEBIAN_BASE =
            Pattern.compile("(?<major>[1-9]\\d?)(?:\\.\\d{1,3})*(?:\\+deb\\d+u\\d+)?");
    private static final Pattern UBUNTU_BASE =
            Pattern.compile("(?<start>[\\d.]{1,10}ubuntu\\d{1,3})(?:\\.\\d+)*");
    private static final Pattern UBUNTU_LIBC =
            Pattern.compile("(?<version>\\d\\.\\d{2})-\\d{1,3}ubuntu.*");
    private static final Pattern DEBIAN_UPDATE =
            Pattern.compile(".*[+~]deb(?<release>\\d{1,2})u\\d.*");
    private static final Pattern UBUNTU_UPDATE =
            Pattern.compile(".*(?:ubuntu0|~)\\.?(?<release>\\d{2}\\.(?:04|10))\\.\\d.*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** A package whose version is told: the others tell nothing of a release. */
    private record Told(String name, String version) {
        static List<Told> of(Collection<Software> software) {
            var told = new ArrayList<Told>();
            for (Software each : software) {
                String version = each.version();
                if (version != null) {
                    told.add(new Told(each.name(), version));
                }
            }
            return told;
        }
    }

    private Distributions() {}

    static @Nullable Distribution of(Format format, Collection<Software> software) {
        var told = Told.of(software);
        return switch (format) {
            case DPKG -> deb(told);
            case APK -> apk(told);
            case RPM -> rpm(told);
            case CYCLONEDX -> null; // CycloneDx reads it from components and qualifiers itself.
        };
    }

    /** The part of a version that advisories go by: 12 of Debian 12.5, 3.19 of Alpine 3.19.1. */
    static String release(String id, String version) {
        return switch (id) {
            case "debian", "raspbian", "centos", "fedora", "amzn" -> numbers(version, 1);
            case "alpine", "ubuntu", "opensuse-leap" ->
                    version.startsWith("edge") ? version : numbers(version, 2);
            default -> version;
        };
    }

    private static @Nullable Distribution deb(Collection<Told> software) {
        Told base = named(software, "base-files");
        if (base == null) {
            return debOfUpdates(software);
        }
        String version = base.version();
        var debian = DEBIAN_BASE.matcher(version);
        if (debian.matches()) {
            return new Distribution("debian", debian.group("major"), "base-files " + version);
        } else {
            // A base-files of neither Debian nor Ubuntu is another distribution's, whose packages
            // may still be theirs.
            return UBUNTU_BASE.matcher(version).matches() ? ubuntu(version, software) : null;
        }
    }

    private static @Nullable Distribution ubuntu(String base, Collection<Told> software) {
        var start = UBUNTU_BASE.matcher(base);
        var row = start.matches() ? Releases.find("base-files", start.group("start")) : null;
        if (row != null) {
            return new Distribution("ubuntu", row.version(), "base-files " + base);
        }
        return debOfUpdates(software);
    }

    private static @Nullable Distribution debOfUpdates(Collection<Told> software) {
        Told libc = named(software, "libc6");
        var ubuntu = libc == null ? null : UBUNTU_LIBC.matcher(libc.version());
        var row =
                ubuntu != null && ubuntu.matches()
                        ? Releases.find("libc6", ubuntu.group("version"))
                        : null;
        if (libc != null && row != null) {
            return new Distribution("ubuntu", row.version(), "libc6 " + libc.version());
        }
        Distribution ofUbuntu =
                majority(software, "ubuntu", s -> group(UBUNTU_UPDATE, s.version()));
        boolean isUbuntu =
                ofUbuntu != null || software.stream().anyMatch(s -> s.version().contains("ubuntu"));
        return isUbuntu
                ? ofUbuntu
                : majority(software, "debian", s -> group(DEBIAN_UPDATE, s.version()));
    }

    private static @Nullable Distribution apk(Collection<Told> software) {
        for (String name : new String[] {"alpine-release", "alpine-base"}) {
            Told stated = named(software, name);
            if (stated != null) {
                // Snapshots of the rolling branch: 3.21.0_alpha20240807.
                String version =
                        stated.version().contains("_alpha") ? "edge" : numbers(stated.version(), 2);
                return new Distribution("alpine", version, name + " " + stated.version());
            }
        }
        Told layout = named(software, "alpine-baselayout");
        var row = layout == null ? null : Releases.find("baselayout", layout.version());
        if (layout == null || row == null) {
            return null;
        }
        return new Distribution("alpine", row.version(), "alpine-baselayout " + layout.version());
    }

    private static @Nullable Distribution rpm(Collection<Told> software) {
        for (Told each : software) {
            var row = Releases.find("release-rpm", each.name());
            if (row != null
                    && Text.isDigit(each.version().charAt(each.version().indexOf(':') + 1))) {
                String version = each.version().substring(each.version().indexOf(':') + 1);
                String evidence = each.name() + " " + each.version();
                return new Distribution(
                        row.id(), numbers(upstream(version), row.parts()), evidence);
            }
        }
        for (var tag : Releases.of("dist-tag")) {
            var mark =
                    Pattern.compile(Pattern.quote(tag.compared()) + "(?<release>\\d{1,4})(?!\\d)");
            var found = majority(software, tag.id(), each -> firstGroup(mark, each.version()));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String upstream(String version) {
        int dash = version.indexOf('-');
        return dash < 0 ? version : version.substring(0, dash);
    }

    /** The release that more than half of those that name one name. */
    private static @Nullable Distribution majority(
            Collection<Told> software, String id, Function<Told, @Nullable String> release) {
        Map<String, Integer> votes = new HashMap<>();
        int voters = 0;
        for (Told each : software) {
            String vote = release.apply(each);
            if (vote != null) {
                votes.merge(vote, 1, Integer::sum);
                voters++;
            }
        }
        for (var vote : votes.entrySet()) {
            if (2 * vote.getValue() > voters) {
                String evidence =
                        "%d of %d packages are built for %s %s"
                                .formatted(vote.getValue(), software.size(), id, vote.getKey());
                return new Distribution(id, vote.getKey(), evidence);
            }
        }
        return null;
    }

    private static @Nullable Told named(Collection<Told> software, String name) {
        return software.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    }

    private static @Nullable String group(Pattern pattern, String version) {
        var matcher = pattern.matcher(version);
        return matcher.matches() ? matcher.group("release") : null;
    }

    private static @Nullable String firstGroup(Pattern pattern, String version) {
        var matcher = pattern.matcher(version);
        return matcher.find() ? matcher.group("release") : null;
    }

    /** The first numbers of a version: 3.19 of 3.19.1-r0. */
    private static String numbers(String version, int parts) {
        var found = NUMBER.matcher(version);
        var numbers = new StringBuilder();
        for (int part = 0; part < parts && found.find(); part++) {
            boolean follows = part == 0 || version.charAt(found.start() - 1) == '.';
            if (follows) {
                numbers.append(part == 0 ? "" : ".").append(found.group());
            }
        }
        return numbers.isEmpty() ? version : numbers.toString();
    }
}
