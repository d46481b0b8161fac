package muster.e2e.swarm;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;

/** What is installed on a machine: whoever looks finds another build of one piece of it. */
final class Installed implements Supplier<Report> {
    static final String CHANGING = "build";
    private static final int PACKAGES = 20;

    private final String machine;
    private final Clock clock;
    private int build;
    private int looks;
    private boolean staying;

    Installed(String machine, Clock clock) {
        this.machine = machine;
        this.clock = clock;
    }

    /** How often somebody looked. */
    synchronized int looks() {
        return looks;
    }

    /** Nothing changes any more. */
    synchronized void stay() {
        staying = true;
    }

    /** Name and version of each piece. */
    synchronized Set<String> names() {
        return facts().stream()
                .map(one -> one.name() + " " + one.version())
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Report get() {
        looks++;
        build += staying ? 0 : 1;
        var device =
                new DeviceFacts(
                        machine, null, "Debian", "12", null, "server", null, null, List.of());
        return new Report(null, clock.instant(), List.of(new Inventory(device, facts())));
    }

    private List<SoftwareFact> facts() {
        var facts = new ArrayList<SoftwareFact>();
        facts.add(fact(CHANGING, String.valueOf(build)));
        for (int i = 0; i < PACKAGES; i++) {
            facts.add(fact("package-" + i, "1." + i));
        }
        return facts;
    }

    private static SoftwareFact fact(String name, String version) {
        return new SoftwareFact(null, name, version, "deb", null, null, null, null);
    }
}
