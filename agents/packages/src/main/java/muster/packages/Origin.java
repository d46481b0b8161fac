package muster.packages;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source package that a component was built from, where its document says so. */
record Origin(String name, @Nullable String version) {
    static @Nullable Origin of(@Nullable Purl purl, Map<String, String> properties) {
        String upstream = purl == null ? null : purl.qualifier("upstream");
        if (upstream != null && !upstream.isEmpty()) {
            return ofUpstream(upstream);
        }
        String srcName = properties.get("SrcName");
        if (srcName != null && !srcName.isEmpty()) {
            return new Origin(srcName, srcVersion(properties));
        }
        String rpm = properties.get("metadata:sourceRpm");
        if (rpm != null && !rpm.isEmpty()) {
            return ofUpstream(rpm);
        }
        String name =
                properties.getOrDefault(
                        "metadata:source", properties.getOrDefault("metadata:originPackage", ""));
        String version = properties.get("metadata:sourceVersion");
        return name.isEmpty()
                ? null
                : new Origin(name, version == null || version.isEmpty() ? null : version);
    }

    /** {@code glibc@2.36-9}, {@code glibc} or {@code openssl-3.0.7-24.el9.src.rpm}. */
    private static @Nullable Origin ofUpstream(String upstream) {
        var rpm = Rpm.ofSource(upstream);
        int at = upstream.indexOf('@');
        if (rpm != null) {
            return new Origin(rpm.name(), rpm.version());
        } else if (at == 0) {
            return null;
        } else {
            return at < 0
                    ? new Origin(upstream, null)
                    : new Origin(upstream.substring(0, at), upstream.substring(at + 1));
        }
    }

    private static @Nullable String srcVersion(Map<String, String> properties) {
        String version = properties.get("SrcVersion");
        if (version == null || version.isEmpty()) {
            return null;
        }
        String epoch = properties.getOrDefault("SrcEpoch", "");
        String release = properties.getOrDefault("SrcRelease", "");
        return (epoch.isEmpty() || epoch.equals("0") ? "" : epoch + ":")
                + version
                + (release.isEmpty() ? "" : "-" + release);
    }
}
