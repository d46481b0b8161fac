package muster.e2e.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;

/** Servers of one organization: most of their packages are the same, in a few versions each. */
record Fleet(int titles, int versionsOfEach, int packagesOfEach) {

    /** What one server reports, as the bytes a collector sends. */
    byte[] report(String hostname, long seed) {
        var random = new Random(seed);
        var software = new ArrayList<SoftwareFact>();
        int step = titles / packagesOfEach;
        for (int place = 0; place < packagesOfEach; place++) {
            software.add(fact(place * step + random.nextInt(step), random.nextInt(versionsOfEach)));
        }
        var inventory = new Inventory(DeviceFacts.named(hostname), List.copyOf(software));
        return new Report(UUID.randomUUID(), List.of(inventory)).encode();
    }

    private static SoftwareFact fact(int title, int version) {
        var name = "package-" + title;
        return new SoftwareFact(
                "Debian", name, "1." + version + "-1", "deb", "amd64", name, null, null);
    }
}
