package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The house has an order: a room imports only rooms to its left. So the foundation never knows what
 * stands on it, and no two rooms can grow into one.
 */
class RoomOrderTest {
    /** From left to right; rooms on one line do not know each other. */
    private static final List<List<String>> ORDER =
            List.of(
                    List.of("wire", "packages", "identify"),
                    List.of("tenancy"),
                    List.of("database"),
                    List.of("audit", "happenings"),
                    List.of("web"),
                    List.of("plans"),
                    List.of("identity"),
                    List.of("organizations"),
                    List.of("enrollment"),
                    List.of("matching"),
                    List.of("catalogue"),
                    List.of("devices"),
                    List.of("inventory", "network", "events"),
                    List.of("scans"),
                    List.of("findings"),
                    List.of("intake"),
                    List.of("overview"),
                    List.of("home", "docs", "demo", "install"),
                    List.of(""));

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("muster");

    @Test
    void aRoomImportsOnlyRoomsToItsLeft() {
        var offences = new TreeSet<String>();
        for (var one : HOUSE) {
            for (var dependency : one.getDirectDependenciesFromSelf()) {
                var from = room(one.getPackageName());
                var to = room(dependency.getTargetClass().getPackageName());
                if (!to.equals("(outside)") && !from.equals(to) && place(from) <= place(to)) {
                    offences.add(from + " imports " + to + ": " + dependency.getDescription());
                }
            }
        }

        assertEquals(List.of(), List.copyOf(offences));
    }

    @Test
    void everyRoomHasItsPlace() {
        var homeless = new TreeSet<String>();
        HOUSE.forEach(one -> {
            if (place(room(one.getPackageName())) < 0) {
                homeless.add(one.getPackageName());
            }
        });

        assertEquals(List.of(), List.copyOf(homeless));
    }

    private static String room(String packageName) {
        if (packageName.equals("muster")) {
            return "";
        } else if (packageName.startsWith("muster.")) {
            return packageName.split("\\.", 3)[1];
        } else {
            return "(outside)";
        }
    }

    private static int place(String room) {
        for (var i = 0; i < ORDER.size(); i++) {
            if (ORDER.get(i).contains(room)) {
                return i;
            }
        }
        return -1;
    }
}
