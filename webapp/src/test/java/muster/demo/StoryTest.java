package muster.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import muster.demo.Event.Act;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Set<Act> LISTED = Set.of(Act.IMPORTS, Act.UPGRADES);
    private static final Set<Act> CHANGES = Set.of(Act.UPGRADES, Act.BECOMES, Act.MOVES);
    private static final int ITEMS_MIN = 50;

    @Test
    void everyListIsUnderstoodWhole() {
        var lists =
                Event.all().stream()
                        .filter(event -> LISTED.contains(event.act()))
                        .map(Event::words)
                        .distinct()
                        .toList();

        for (var list : lists) {
            assertEquals(0, Recordings.list(list).unreadTotal(), list);
        }
    }

    @Test
    void everyMachineHasItsPartAndNobodyElse() {
        var onStage = Event.all().stream().map(Event::hostname).collect(Collectors.toSet());

        assertEquals(Machine.all().keySet(), onStage);
    }

    @Test
    void allButTheAppliancesShowAListWorthLookingAt() {
        var small = new TreeSet<String>();
        for (var machine : Machine.all().values()) {
            if (machine.inventory().software().size() < ITEMS_MIN) {
                small.add(machine.hostname());
            }
        }

        assertEquals(Set.of("gw-1", "printer-2"), small);
    }

    @Test
    void whatChangesAMachineFindsSomethingToChange() {
        var machines = Machine.all();
        var idle = new TreeSet<String>();
        for (var event : Event.all()) {
            var machine = Objects.requireNonNull(machines.get(event.hostname()));
            var before = machine.inventory();
            machine.follow(event);
            if (CHANGES.contains(event.act()) && before.equals(machine.inventory())) {
                idle.add(event.toString());
            }
        }

        assertEquals(List.of(), List.copyOf(idle));
    }
}
