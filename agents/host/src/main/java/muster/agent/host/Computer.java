package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import muster.wire.DeviceFacts;
import muster.wire.Neighbour;
import muster.wire.SoftwareFact;
import muster.wire.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * The computer that this runs on, looked at through its files alone: no other program is started.
 * Whatever cannot be read becomes a failure of its source, and the others go on.
 */
public final class Computer {
    private static final String NAMELESS = "localhost";

    private final Path root;
    private final Interfaces.Addresses addresses;
    private final String architecture;
    private final WholeDisk wholeDisk;

    /** What it is called instead; null where it is known as what it is. */
    private final @Nullable String alias;

    /** What each package manager's database said when it was last read. */
    private final Map<String, List<SoftwareFact>> before = new HashMap<>();

    /** Whether the root is that of a host, seen from a container on it. */
    private final boolean isHost;

    Computer(
            Path root,
            boolean isHost,
            Interfaces.Addresses addresses,
            String architecture,
            WholeDisk.Effort effort,
            @Nullable String alias) {
        this.root = root;
        this.isHost = isHost;
        this.addresses = addresses;
        this.architecture = architecture;
        this.wholeDisk = new WholeDisk(root, effort);
        this.alias = alias;
    }

    /**
     * The one whose files are below this folder: this one, or the host of the container that this
     * runs in.
     *
     * @param alias where it stands for one of several: it is called so, and nothing else of it
     *     tells it from the others; null where it is itself
     * @param rest called every few hundred files, so that the agent keeps to its share of the
     *     processor
     */
    public static Computer at(Path root, @Nullable String alias, Runnable rest) {
        return new Computer(
                root,
                root.getNameCount() > 0,
                Interfaces.Addresses::ofThisMachine,
                System.getProperty("os.arch", ""),
                new WholeDisk.Effort(
                        Walk.Bounds.USUAL, rest::run, Budget::usedMillis, System::nanoTime),
                alias);
    }

    /** What it is called, without looking at anything else. */
    public String hostname() {
        return alias != null
                ? alias
                : new Failures()
                        .attempt(
                                "hostname",
                                () -> Hostname.read(root, isHost),
                                Optional.<String>empty())
                        .orElse(NAMELESS);
    }

    /** What tells it from others, without looking at its software. */
    public SequencedMap<String, String> marks() {
        var failures = new Failures();
        return marks(hardware(failures), interfaces(failures), failures);
    }

    /**
     * Looks at all of it. Software that a package manager's database told of before is still told
     * of where that database cannot be read.
     *
     * @param agentVersion null where it is not to be told
     */
    public Observation observe(@Nullable String agentVersion) {
        var failures = new Failures();
        var hardware = hardware(failures);
        var interfaces = interfaces(failures);
        var device = device(agentVersion, hardware, interfaces, failures);
        var listeners =
                failures.attempt(
                        "listeners", () -> Listeners.read(root), new Listeners(List.of(), 0));
        if (listeners.nameless() > 0) {
            failures.add(
                    "processes",
                    "the programs behind %,d of %,d ports cannot be seen by this user, or from here"
                            .formatted(listeners.nameless(), listeners.all().size()));
        }
        List<Neighbour> neighbours =
                failures.attempt("neighbours", () -> Neighbours.read(root), List.of());
        var software = SoftwareOnDisk.read(root, wholeDisk, before, failures);
        return new Observation(
                device,
                software,
                new Surroundings(interfaces.all(), listeners.all(), neighbours),
                failures.all(),
                marks(hardware, interfaces, failures));
    }

    private Hardware hardware(Failures failures) {
        if (alias != null) {
            return new Hardware(null, null, false);
        }
        var hardware =
                failures.attempt(
                        "hardware", () -> Hardware.read(root), new Hardware(null, null, false));
        if (hardware.denied()) {
            failures.add("hardware", "serial or uuid: " + Failures.NOT_PERMITTED);
        }
        return hardware;
    }

    private Interfaces interfaces(Failures failures) {
        return failures.attempt(
                "interfaces",
                () -> Interfaces.read(root, addresses),
                new Interfaces(List.of(), List.of(), null));
    }

    private SequencedMap<String, String> marks(
            Hardware hardware, Interfaces interfaces, Failures failures) {
        if (alias != null) {
            return new LinkedHashMap<>();
        }
        return failures.attempt(
                "machine-id",
                () -> MachineMarks.read(root, hardware, interfaces.permanent()),
                new LinkedHashMap<>());
    }

    private DeviceFacts device(
            @Nullable String agentVersion,
            Hardware hardware,
            Interfaces interfaces,
            Failures failures) {
        var system = text(failures, "os-release", OsRelease::read);
        var release = system.map(OsRelease::version);
        return failures.attempt(
                "device",
                () ->
                        new DeviceFacts(
                                hostname(),
                                interfaces.primary(),
                                system.map(OsRelease::name).orElse(null),
                                release.orElse(null),
                                agentVersion,
                                text(failures, "chassis", AssetType::read).orElse(null),
                                hardware.serial(),
                                hardware.uuid(),
                                alias == null ? interfaces.permanent() : List.of(),
                                text(failures, "kernel", Kernel::release).orElse(null),
                                text(failures, "architecture", Kernel::architecture)
                                        .orElse(spelled(architecture))),
                DeviceFacts.named(NAMELESS));
    }

    private interface Question<T> {
        Optional<T> ask(Path root) throws IOException;
    }

    private <T> Optional<T> text(Failures failures, String source, Question<T> question) {
        return failures.attempt(source, () -> question.ask(root), Optional.<T>empty());
    }

    /** Java says amd64 where everybody else says x86_64. */
    private static @Nullable String spelled(String architecture) {
        return architecture.isEmpty() ? null : architecture.replace("amd64", "x86_64");
    }
}
