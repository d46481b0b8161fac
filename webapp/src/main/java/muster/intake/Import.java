package muster.intake;

import java.util.List;
import muster.devices.Distributions;
import muster.inventory.Via;
import muster.packages.PackageList;
import muster.packages.Software;
import muster.packages.Unread;
import muster.web.Problem;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import muster.wire.Unseen;

/**
 * A package list that somebody pasted, as a report of the device that it is of.
 *
 * @param unread the first parts of it that were not understood, of {@code unreadTotal}
 */
public record Import(Submission submission, Via via, List<Unread> unread, int unreadTotal) {
    public Import {
        unread = List.copyOf(unread);
    }

    /** The list does not say whose it is, and nobody else does. */
    public static final class Nameless extends RuntimeException {
        private Nameless() {
            super("say which device this list is of");
        }
    }

    /**
     * The report that a list makes.
     *
     * @param named the device's hostname; where it is blank, the list must show it
     */
    public static Import of(PackageList list, String named) {
        if (list.software().isEmpty()) {
            // Nothing read is not nothing installed.
            throw Problem.badRequest("nothing in this list could be read as installed software");
        }
        var hint = list.hostnameHint();
        var hostname = Unseen.isAll(named) && hint != null ? hint : named;
        if (Unseen.isAll(hostname)) {
            throw new Nameless();
        }
        try {
            var report = new Report(null, List.of(inventory(hostname, list)));
            return new Import(
                    Submission.of(report),
                    Via.of(list.format().word()),
                    list.firstUnread(),
                    list.unreadTotal());
        } catch (Report.Malformed malformed) {
            throw Problem.badRequest(malformed.getMessage());
        }
    }

    private static Inventory inventory(String hostname, PackageList list) {
        var distribution = list.distribution();
        var device =
                new DeviceFacts(
                        hostname,
                        null,
                        distribution == null ? null : Distributions.title(distribution.id()),
                        distribution == null ? null : distribution.version(),
                        null,
                        null,
                        null,
                        null,
                        List.of());
        return new Inventory(device, facts(list));
    }

    /** What a list names, as a collector would report it. */
    public static List<SoftwareFact> facts(PackageList list) {
        return list.software().stream().map(Import::fact).toList();
    }

    private static SoftwareFact fact(Software software) {
        return new SoftwareFact(
                software.vendor(),
                software.name(),
                software.version(),
                software.source().word(),
                software.architecture(),
                software.sourceName(),
                software.sourceVersion(),
                software.purl());
    }
}
