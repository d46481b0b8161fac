package muster.scanner;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Which addresses a site has: each once, in order, and never all of them in memory. */
public final class Addresses implements Iterable<InetAddress> {
    /** Apart from each other, in order. */
    private final List<Range> ranges;

    private Addresses(List<Range> ranges) {
        this.ranges = ranges;
    }

    static Addresses of(List<Range> ranges, List<Range> excluded) {
        var left = merged(ranges);
        for (var hole : excluded) {
            left = without(hole, left);
        }
        return new Addresses(left);
    }

    private static List<Range> merged(List<Range> ranges) {
        var merged = new ArrayList<Range>();
        for (var next :
                ranges.stream()
                        .sorted(Comparator.comparing(Range::first, Range::compare))
                        .toList()) {
            var before = merged.isEmpty() ? null : merged.getLast();
            if (before == null || !before.contains(next.first())) {
                merged.add(next);
            } else if (Range.compare(next.last(), before.last()) > 0) {
                merged.set(merged.size() - 1, new Range(before.first(), next.last()));
            }
        }
        return merged;
    }

    private static List<Range> without(Range hole, List<Range> ranges) {
        var left = new ArrayList<Range>();
        for (var range : ranges) {
            if (hole.contains(range.first()) && hole.contains(range.last())) {
                continue;
            }
            boolean beginsInside = range.contains(hole.first());
            boolean endsInside = range.contains(hole.last());
            if (!beginsInside && !endsInside) {
                left.add(range);
                continue;
            }
            if (beginsInside && !hole.first().equals(range.first())) {
                left.add(new Range(range.first(), neighbour(hole.first(), -1)));
            }
            if (endsInside && !hole.last().equals(range.last())) {
                left.add(new Range(neighbour(hole.last(), 1), range.last()));
            }
        }
        return left;
    }

    /** The address that many further on. */
    private static InetAddress neighbour(InetAddress address, int step) {
        var bytes = address.getAddress();
        int i = bytes.length - 1;
        bytes[i] += (byte) step;
        byte carried = (byte) (step > 0 ? 0 : -1);
        while (bytes[i] == carried && i > 0) {
            i--;
            bytes[i] += (byte) step;
        }
        return Range.address(bytes);
    }

    public BigInteger count() {
        return ranges.stream().map(Range::count).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Whether they have an address in common. */
    boolean overlaps(Addresses other) {
        return ranges.stream()
                .anyMatch(one ->
                        other.ranges.stream()
                                .anyMatch(range ->
                                        range.contains(one.first())
                                                || one.contains(range.first())));
    }

    boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    @Override
    public Iterator<InetAddress> iterator() {
        return new Iterator<>() {
            private final Iterator<Range> left = ranges.iterator();
            private Optional<Range> range = Optional.empty();
            private Optional<InetAddress> last = Optional.empty();

            @Override
            public boolean hasNext() {
                return left.hasNext()
                        || (range.isPresent() && !range.map(Range::last).equals(last));
            }

            @Override
            public InetAddress next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (range.isEmpty() || range.map(Range::last).equals(last)) {
                    range = Optional.of(left.next());
                    last = range.map(Range::first);
                } else {
                    last = last.map(address -> neighbour(address, 1));
                }
                return last.orElseThrow();
            }
        };
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
