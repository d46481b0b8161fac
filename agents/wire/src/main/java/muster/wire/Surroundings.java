package muster.wire;

import java.util.List;

/**
 * How a device is connected at one moment: what is not listed is not there.
 *
 * @param interfaces its own
 * @param listeners ports on which a program of it takes connections or datagrams
 * @param neighbours others on its networks that it has lately spoken with
 */
public record Surroundings(
        List<Interface> interfaces, List<Listener> listeners, List<Neighbour> neighbours)
        implements Sighting {
    public Surroundings {
        interfaces = limited("interfaces", interfaces, Limits.INTERFACES_MAX);
        listeners = limited("listeners", listeners, Limits.LISTENERS_MAX);
        neighbours = limited("neighbours", neighbours, Limits.NEIGHBOURS_MAX);
    }

    private static <T> List<T> limited(String field, List<T> all, int most) {
        if (all.size() > most) {
            throw Report.Malformed.tooLarge(
                    "%s: %,d, at most %,d".formatted(field, all.size(), most));
        }
        return all.stream().distinct().toList();
    }
}
