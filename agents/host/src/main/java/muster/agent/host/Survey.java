package muster.agent.host;

import muster.packages.Format;
import muster.packages.PackageList;
import muster.packages.Software;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Limits;
import muster.wire.Report;
import muster.wire.Sighting;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that there is to see of this computer at one moment. A source that fails stops no other. */
final class Survey implements Supplier<Report> {
    private final Path root;
    private final String hostname;
    private final String version;
    private final Clock clock;
    private final Budget budget;

    Survey(Path root, String hostname, String version, Clock clock, Budget budget) {
        this.root = root;
        this.hostname = hostname;
        this.version = version;
        this.clock = clock;
        this.budget = budget;
    }

    @Override
    public Report get() {
        budget.begin();
        var failures = new ArrayList<SourceFailure>();
        var software = new ArrayList<SoftwareFact>();
        try {
            dpkg().forEach(one -> software.add(fact(one)));
        } catch (IOException | RuntimeException e) {
            failures.add(new SourceFailure("dpkg", e.toString()));
        }
        budget.pause();
        var sightings = new ArrayList<Sighting>();
        sightings.add(
                new Inventory(
                        device(),
                        software.subList(0, Math.min(software.size(), Limits.PRODUCTS_MAX))));
        sightings.addAll(failures);
        return new Report(null, clock.instant(), sightings);
    }

    private List<Software> dpkg() throws IOException {
        var status = root.resolve("var/lib/dpkg/status");
        return Files.exists(status)
                ? PackageList.read(
                                Format.DPKG, Files.readString(status, StandardCharsets.ISO_8859_1))
                        .software()
                : List.of();
    }

    private DeviceFacts device() {
        var release = release();
        return new DeviceFacts(
                hostname,
                null,
                release.get("NAME"),
                release.get("VERSION_ID"),
                version,
                "server",
                null,
                null,
                List.of(),
                firstLine("proc/sys/kernel/osrelease"),
                System.getProperty("os.arch"));
    }

    private Map<String, String> release() {
        var fields = new HashMap<String, String>();
        try {
            for (var line : Files.readAllLines(root.resolve("etc/os-release"))) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    fields.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replaceAll("^[\"']|[\"']$", ""));
                }
            }
        } catch (IOException noRelease) {
            // Then it is not known.
        }
        return fields;
    }

    private @Nullable String firstLine(String file) {
        try {
            return Files.readString(root.resolve(file)).strip();
        } catch (IOException notThere) {
            return null;
        }
    }

    private static SoftwareFact fact(Software one) {
        return new SoftwareFact(
                one.vendor(),
                one.name(),
                one.version(),
                one.source().word(),
                one.architecture(),
                one.sourceName(),
                one.sourceVersion(),
                one.purl());
    }
}
