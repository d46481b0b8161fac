package muster.scanner;

import java.util.List;

/**
 * A place whose addresses are scanned.
 *
 * @param ranges as they stand in the file, for who reads what will be touched
 * @param rate targets that are begun in a second
 */
public record Site(
        String name,
        List<Range> ranges,
        List<Range> exclude,
        int snmpPort,
        int sshPort,
        int rate,
        Schedule schedule) {
    public Site {
        ranges = List.copyOf(ranges);
        exclude = List.copyOf(exclude);
    }

    public Addresses addresses() {
        return Addresses.of(ranges, exclude);
    }
}
