package muster.scanner;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import muster.agent.Disk;
import muster.agent.Home;

/** {@code scanner check}: what a file would touch, and whether its credentials open anything. */
final class Check {
    private final ScannerFile file;
    private final Trial trial;
    private final PrintStream out;

    Check(ScannerFile file, Inquest inquest, PrintStream out) {
        this.file = file;
        this.trial = new Trial(file, inquest, out);
        this.out = out;
    }

    /** Whether the hub is there, and every credential opened a device. */
    boolean run() throws InterruptedException {
        say("state: " + file.state());
        boolean reports = hub();
        file.warnings().forEach(this::say);
        file.sites().forEach(this::site);
        sharedAddresses();
        boolean all = true;
        for (var credential : file.credentials()) {
            all &= trial.opens(credential);
        }
        say(
                file.credentials().isEmpty()
                        ? "no credentials: devices are only greeted"
                        : all ? "all credentials work" : "not all credentials work");
        return all && reports;
    }

    /** Whether what is seen gets to where it should. */
    private boolean hub() {
        if (file.hub().isEmpty()) {
            say("hub: none");
            return true;
        }
        var hub = file.hub().get();
        try {
            Reporter.hub(hub).look();
            boolean enrolled = isEnrolled();
            boolean invited = hub.enrollmentToken() != null;
            var standing =
                    enrolled
                            ? "this scanner is enrolled"
                            : invited
                                    ? "this scanner enrolls at its first run"
                                    : "this scanner is not enrolled, and " + hub.noToken();
            say("hub: %s is there; %s".formatted(hub.url(), standing));
            return enrolled || invited;
        } catch (IOException e) {
            say("hub: %s: %s".formatted(hub.url(), e.getMessage()));
            return false;
        }
    }

    private boolean isEnrolled() throws IOException {
        try (var home = Home.open(file.state(), Disk.real())) {
            return home.hub().isPresent();
        } catch (Home.InUse running) {
            return true;
        }
    }

    /** One address in two sites is two devices: rarely what was meant. */
    private void sharedAddresses() {
        var sites = file.sites();
        for (var site : sites) {
            for (var before : sites.subList(0, sites.indexOf(site))) {
                if (site.addresses().overlaps(before.addresses())) {
                    say(
                            "sites %s and %s share addresses: each is scanned and kept twice"
                                    .formatted(before.name(), site.name()));
                }
            }
        }
    }

    private void say(String line) {
        out.println(line);
    }

    private void site(Site site) {
        say(
                "site %s: %s in %s"
                        .formatted(
                                site.name(),
                                addresses(site.addresses().count()),
                                joined(site.ranges())));
        if (!site.exclude().isEmpty()) {
            say("  never touched: " + joined(site.exclude()));
        }
        say(
                "  SNMP port %d, SSH port %d, %d addresses a second, every %s"
                        .formatted(
                                site.snmpPort(),
                                site.sshPort(),
                                site.rate(),
                                words(site.schedule().every())));
    }

    private static String addresses(BigInteger count) {
        return count.equals(BigInteger.ONE) ? "1 address" : "%,d addresses".formatted(count);
    }

    private static String words(Duration every) {
        return every.toMinutesPart() == 0
                ? every.toHours() + " hours"
                : every.toMinutes() + " minutes";
    }

    static String joined(List<Range> ranges) {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
    }
}
