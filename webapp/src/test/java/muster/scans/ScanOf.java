package muster.scans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import muster.wire.Evidence;
import muster.wire.IpAddress;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Sighting;
import muster.wire.Target;
import muster.wire.Target.Result;

/** A scanner's report, as tests say it. */
public final class ScanOf {
    private final UUID id;
    private final String site;
    private final Instant at;
    private final List<Target> targets = new ArrayList<>();

    private ScanOf(UUID id, String site, Instant at) {
        this.id = id;
        this.site = site;
        this.at = at;
    }

    public static ScanOf site(String site, Instant at) {
        return new ScanOf(UUID.randomUUID(), site, at);
    }

    /** One with the id of another. */
    public ScanOf withIdOf(ScanOf other) {
        return new ScanOf(other.id, site, at);
    }

    /** The next part of the same scan. */
    public ScanOf more() {
        return new ScanOf(id, site, at);
    }

    public ScanOf found(String address, Evidence... evidence) {
        targets.add(
                new Target(
                        IpAddress.of(address),
                        Result.ANSWERED,
                        "SNMPv2c as ro",
                        List.of(evidence)));
        return this;
    }

    public ScanOf missed(String address, Result result) {
        targets.add(new Target(IpAddress.of(address), result, "no answer", List.of()));
        return this;
    }

    public UUID id() {
        return id;
    }

    public Report going() {
        return report(false);
    }

    public Report finished() {
        return report(true);
    }

    private Report report(boolean finished) {
        var sightings = new ArrayList<Sighting>();
        sightings.add(new Scan(id, site, at, 254, finished, "3f9a1c"));
        sightings.addAll(targets);
        return new Report(null, at, sightings);
    }

    /** A switch with two interfaces, as its SNMP agent tells it. */
    public static Evidence.Snmp agent(String name, String... more) {
        return new Evidence.Snmp(
                """
                1.3.6.1.2.1.1.1.0|4|a switch that nobody knows
                1.3.6.1.2.1.1.5.0|4|%s
                1.3.6.1.2.1.2.2.1.2.1|4|Gi1/0/1
                1.3.6.1.2.1.2.2.1.2.2|4|Gi1/0/2
                1.3.6.1.2.1.2.2.1.5.1|66|1000000000
                1.3.6.1.2.1.2.2.1.7.1|2|1
                1.3.6.1.2.1.2.2.1.7.2|2|2
                1.3.6.1.2.1.2.2.1.8.1|2|1
                1.3.6.1.2.1.2.2.1.8.2|2|2
                %s
                """
                        .formatted(name, String.join("\n", more)));
    }

    /** Who it hears on its first interface. */
    public static String neighbour(String name, String port) {
        return """
        1.0.8802.1.1.2.1.3.7.1.3.1|4|Gi1/0/1
        1.0.8802.1.1.2.1.3.7.1.4.1|4|Gi1/0/1
        1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4|aa-bb
        1.0.8802.1.1.2.1.4.1.1.7.0.1.1|4|%2$s
        1.0.8802.1.1.2.1.4.1.1.9.0.1.1|4|%1$s\
        """
                .formatted(name, port);
    }

    /** Its first module's serial. */
    public static String serial(String serial) {
        return """
        1.3.6.1.2.1.47.1.1.1.1.5.1|2|3
        1.3.6.1.2.1.47.1.1.1.1.7.1|4|Chassis
        1.3.6.1.2.1.47.1.1.1.1.11.1|4|%s
        1.3.6.1.2.1.47.1.1.1.1.13.1|4|EX-48\
        """
                .formatted(serial);
    }
}
