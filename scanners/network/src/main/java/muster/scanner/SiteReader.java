package muster.scanner;

import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a site of the scanner's file. */
final class SiteReader {
    private static final Set<String> KEYS =
            Set.of("name", "ranges", "exclude", "snmp_port", "ssh_port", "rate", "schedule");
    private static final int NAME_CHARACTERS_MAX = 100;
    private static final int PORT_MAX = 65_535;
    private static final int SNMP_PORT = 161;
    private static final int SSH_PORT = 22;

    /** Targets in a second: a /24 takes five seconds and what its silent addresses take. */
    private static final int RATE = 50;

    private static final int RATE_MAX = 10_000;

    /** A /12 of IPv4. */
    private static final BigInteger ADDRESSES_MAX = BigInteger.valueOf(1_048_576);

    private static final Pattern EVERY = Pattern.compile("([1-9][0-9]{0,3})([mhd])");
    private static final Duration EVERY_MIN = Duration.ofMinutes(5);
    private static final Pattern WINDOW = Pattern.compile("([0-9:]{5})-([0-9:]{5})");

    private SiteReader() {}

    static Site read(Place place) throws ScannerFile.Refused {
        var fields = place.fields(KEYS);
        var name = fields.text("name").strip();
        if (name.length() > NAME_CHARACTERS_MAX) {
            throw fields.required("name")
                    .wrong("longer than %,d characters".formatted(NAME_CHARACTERS_MAX));
        }
        var site =
                new Site(
                        name,
                        ranges(fields.required("ranges").items(), Range::hosts),
                        ranges(fields.items("exclude"), Range::of),
                        fields.number("snmp_port", 1, PORT_MAX, SNMP_PORT),
                        fields.number("ssh_port", 1, PORT_MAX, SSH_PORT),
                        fields.number("rate", 1, RATE_MAX, RATE),
                        schedule(fields.find("schedule")));
        var count = site.addresses().count();
        if (count.signum() == 0) {
            throw fields.required("ranges").wrong("nothing is left of it: exclude has all");
        } else if (count.compareTo(ADDRESSES_MAX) > 0) {
            throw fields.required("ranges")
                    .wrong(
                            "%,d addresses, at most %,d in a site (a /12): split it, or name less"
                                    .formatted(count, ADDRESSES_MAX));
        }
        return site;
    }

    private static List<Range> ranges(List<Place> places, Function<String, Range> reading)
            throws ScannerFile.Refused {
        var ranges = new ArrayList<Range>();
        for (var place : places) {
            ranges.add(place.as(reading));
        }
        return ranges;
    }

    private static Schedule schedule(Optional<Place> place) throws ScannerFile.Refused {
        if (place.isEmpty()) {
            return Schedule.DAILY;
        }
        var fields = place.get().fields(Set.of("every", "between"));
        var every = fields.find("every");
        var between = fields.find("between");
        return new Schedule(
                every.isPresent() ? every.get().as(SiteReader::every) : Schedule.DAILY.every(),
                between.isPresent()
                        ? Optional.of(between.get().as(SiteReader::window))
                        : Optional.empty());
    }

    private static Duration every(String text) {
        var matcher = EVERY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a time such as 30m, 6h or 1d");
        }
        long number = Long.parseLong(matcher.group(1));
        var every =
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        if (every.compareTo(EVERY_MIN) < 0) {
            throw new IllegalArgumentException("expected 5m or more");
        }
        return every;
    }

    private static Schedule.Window window(String text) {
        var matcher = WINDOW.matcher(text);
        try {
            if (matcher.matches()) {
                return new Schedule.Window(
                        LocalTime.parse(matcher.group(1)), LocalTime.parse(matcher.group(2)));
            }
        } catch (DateTimeParseException noTime) {
            // Told below, like all others.
        }
        throw new IllegalArgumentException("expected hours of a day such as 22:00-06:00");
    }
}
