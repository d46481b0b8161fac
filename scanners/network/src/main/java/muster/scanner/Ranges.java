package muster.scanner;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where something is allowed, or not to be touched. */
public record Ranges(List<Range> all) {
    public static final Ranges NONE = new Ranges(List.of());

    public Ranges {
        all = List.copyOf(all);
    }

    public static Ranges of(Collection<String> texts) {
        return new Ranges(texts.stream().map(Range::of).toList());
    }

    public boolean contains(InetAddress address) {
        return all.stream().anyMatch(range -> range.contains(address));
    }

    /** How large the smallest of them is that has the address; empty where none has. */
    Optional<BigInteger> closeness(InetAddress address) {
        return all.stream()
                .filter(range -> range.contains(address))
                .map(Range::count)
                .min(Comparator.naturalOrder());
    }
}
