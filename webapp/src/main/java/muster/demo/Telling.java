package muster.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import muster.devices.Devices;
import muster.devices.Provenance;
import muster.devices.Retirements;
import muster.findings.Rematch;
import muster.intake.Import;
import muster.intake.Intake;
import muster.intake.Submission;
import muster.inventory.Via;
import muster.tenancy.Actor;
import muster.wire.Report;

/**
 * Lets the story happen as if it were true: everything comes in where reports of customers come in,
 * at the times at which it happened.
 */
final class Telling {
    /** So that not all machines report in the same second. */
    private static final Duration APART = Duration.ofMinutes(3);

    private static final Actor TELLER = new Actor.Muster("demo");

    private final Intake intake;
    private final Devices devices;
    private final Retirements retirements;

    Telling(Intake intake, Devices devices, Retirements retirements) {
        this.intake = intake;
        this.devices = devices;
        this.retirements = retirements;
    }

    /**
     * The whole story, in the transaction that is open; whatever changed is matched at its time.
     */
    void tell(Instant now, Rematch rematch, PastClock clock) {
        var machines = Machine.all();
        var known = new HashMap<String, UUID>();
        for (var event : Event.all()) {
            var at = now.minus(event.ago());
            clock.set(at);
            var machine = named(machines, event.hostname());
            machine.follow(event);
            var device = happen(event, machine, known, at);
            known.put(event.hostname(), device);
            rematch.of(device);
        }
        report(machines, now);
    }

    /** What is new at the end of the story: all that still report do so again, unchanged. */
    void goOn(Instant now) {
        var machines = Machine.all();
        Event.all().forEach(event -> named(machines, event.hostname()).follow(event));
        report(machines, now);
    }

    private UUID happen(Event event, Machine machine, Map<String, UUID> known, Instant at) {
        return switch (event.act()) {
            case REPORTS, UPGRADES, BECOMES, MOVES, SILENT -> report(machine, at);
            case IMPORTS ->
                    intake.accept(Import.of(Recordings.list(event.words()), event.hostname()), at)
                            .device();
            case RETIRES ->
                    retire(
                            Objects.requireNonNull(known.get(event.hostname()), "seen before"),
                            event.words(),
                            at);
        };
    }

    private UUID report(Machine machine, Instant at) {
        var report = Submission.of(new Report(null, List.of(machine.inventory())));
        return intake.accept(report, Via.REPORT, Provenance.KEYED, at).device();
    }

    private UUID retire(UUID device, String reason, Instant at) {
        retirements.add(devices.find(device, at).orElseThrow(), TELLER, reason, at);
        return device;
    }

    private void report(Map<String, Machine> machines, Instant now) {
        var at = now;
        for (var machine : machines.values()) {
            if (machine.isReporting()) {
                report(machine, at);
                at = at.minus(APART);
            }
        }
    }

    private static Machine named(Map<String, Machine> machines, String hostname) {
        var machine = machines.get(hostname);
        if (machine == null) {
            throw new IllegalStateException("story.txt: no machine " + hostname);
        }
        return machine;
    }
}
