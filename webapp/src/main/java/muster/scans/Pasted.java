package muster.scans;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.identify.Field;
import muster.identify.Why;
import muster.packages.PackageList;
import muster.scans.Inspections.Seen;
import muster.wire.Evidence;
import muster.wire.Report;
import muster.wire.Unseen;

/** What a router, switch or firewall printed of itself, pasted by somebody. */
public final class Pasted {
    private static final String COMMAND = "show version";

    private final Inspected inspected;
    private final String named;

    private Pasted(Inspected inspected, String named) {
        this.inspected = inspected;
        this.named = named;
    }

    /**
     * Reads it; nothing where it does not say what the device is.
     *
     * @param named the device's hostname; where it is blank, the output must show it
     * @throws PackageList.Refused it is a configuration, or holds secrets
     */
    public static Optional<Pasted> of(String text, String named) {
        var evidence = evidence(text);
        if (evidence.isEmpty()) {
            return Optional.empty();
        }
        var inspected = Inspected.of(null, List.of(evidence.get()));
        return inspected.said(Field.OS) == null && inspected.said(Field.MODEL) == null
                ? Optional.empty()
                : Optional.of(new Pasted(inspected, named.strip()));
    }

    private static Optional<Evidence> evidence(String text) {
        try {
            PackageList.refuseSecrets(text);
            return Optional.of(new Evidence.Cli(COMMAND, null, text));
        } catch (PackageList.Unreadable | Report.Malformed nothingToRead) {
            return Optional.empty();
        }
    }

    /** What the device is called; nothing where nobody says. */
    public Optional<String> hostname() {
        return Optional.of(named)
                .filter(name -> !Unseen.isAll(name))
                .or(() -> Optional.ofNullable(inspected.said(Field.HOSTNAME)));
    }

    /** What it runs, in words. */
    public String system() {
        return Stream.of(Field.VENDOR, Field.MODEL, Field.OS, Field.VERSION)
                .map(inspected::said)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** The line that says what it runs. */
    public String evidence() {
        return Stream.of(Field.VERSION, Field.OS, Field.MODEL)
                .map(inspected.identity().whys()::get)
                .filter(Objects::nonNull)
                .map(Why::evidence)
                .findFirst()
                .orElse("");
    }

    /** How many things it says of the device's software. */
    public int items() {
        return inspected.said(Field.OS) == null ? 0 : 1;
    }

    Seen seen() {
        var name = hostname().orElseThrow();
        return Seen.of(inspected, name, inspected.marks((_, _) -> false));
    }
}
