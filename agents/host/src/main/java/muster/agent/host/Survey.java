package muster.agent.host;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import muster.wire.Report;
import org.jspecify.annotations.Nullable;

/** A look at this computer, within the agent's budget, as a report tells it. */
final class Survey implements Supplier<Report> {
    private final Computer computer;
    private final String version;
    private final Clock clock;
    private final Budget budget;
    private boolean looked;

    Survey(Path root, @Nullable String alias, String version, Clock clock, Budget budget) {
        this.computer = Computer.at(root, alias, budget::pause);
        this.version = version;
        this.clock = clock;
        this.budget = budget;
    }

    Computer computer() {
        return computer;
    }

    @Override
    public Report get() {
        budget.begin();
        looked = true;
        return new Report(null, clock.instant(), computer.observe(version).sightings());
    }

    /**
     * Gives back what a look took, once the report of it is on the disk: an agent that waits for an
     * hour holds megabytes for nothing.
     */
    void giveBack() {
        if (looked) {
            looked = false;
            System.gc();
        }
    }
}
