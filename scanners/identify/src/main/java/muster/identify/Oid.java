package muster.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An object identifier (ITU-T X.660), ordered as SNMP walks. */
final class Oid implements Comparable<Oid> {
    /** RFC 2578, chapter 3.5. */
    private static final int ARCS_MAX = 128;

    private static final long ARC_MAX = 0xffff_ffffL;
    private static final int ARC_DIGITS_MAX = 10;
    static final String ENTERPRISES = "1.3.6.1.4.1.";

    /** ISO's own standards, IEEE 802.11's and all of 1.3, where the internet's are. */
    private static final List<String> STANDARDS = List.of("1.0.", "1.2.840.", "1.3.");

    private final int[] arcs;

    private Oid(int[] arcs) {
        this.arcs = arcs;
    }

    /** Numbers between dots, with or without dots around them; empty where it is anything else. */
    static Optional<Oid> find(String dotted) {
        var text = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
        int at = text.startsWith(".") ? 1 : 0;
        var arcs = new int[ARCS_MAX];
        int length = 0;
        while (at < text.length()) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            long arc = arc(text, at, end);
            if (arc < 0 || length == ARCS_MAX) {
                return Optional.empty();
            }
            arcs[length++] = (int) arc;
            at = end + 1;
        }
        return length == 0 ? Optional.empty() : Optional.of(new Oid(Arrays.copyOf(arcs, length)));
    }

    private static long arc(String text, int from, int to) {
        long arc = 0;
        boolean isNumber = to > from && to - from <= ARC_DIGITS_MAX;
        for (int i = from; i < to && isNumber; i++) {
            int digit = text.charAt(i) - '0';
            isNumber = digit >= 0 && digit <= 9;
            arc = arc * 10 + digit;
        }
        return isNumber && arc <= ARC_MAX ? arc : -1;
    }

    /** Written in full. */
    static Oid of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException(text + " is no OID"));
    }

    /** As rules write it: what begins with no standards body's arc stands below the enterprises. */
    static Oid ofRule(String text) {
        return of(STANDARDS.stream().anyMatch(text::startsWith) ? text : ENTERPRISES + text);
    }

    int length() {
        return arcs.length;
    }

    /** One of its arcs, counted from 0. */
    long arc(int index) {
        return Integer.toUnsignedLong(arcs[index]);
    }

    long last() {
        return arc(arcs.length - 1);
    }

    /** What it stands below, so many arcs up. */
    Oid up(int count) {
        return new Oid(Arrays.copyOf(arcs, Math.max(0, arcs.length - count)));
    }

    boolean isAtOrBelow(Oid prefix) {
        return arcs.length >= prefix.arcs.length
                && Arrays.equals(arcs, 0, prefix.arcs.length, prefix.arcs, 0, prefix.arcs.length);
    }

    /** What stands behind a prefix: the index of a table's row. */
    Index behind(Oid prefix) {
        var index = new ArrayList<Long>();
        for (int i = prefix.arcs.length; i < arcs.length; i++) {
            index.add(arc(i));
        }
        return new Index(index);
    }

    Oid plus(Index index) {
        var longer = Arrays.copyOf(arcs, arcs.length + index.arcs().size());
        for (int i = 0; i < index.arcs().size(); i++) {
            longer[arcs.length + i] = (int) (long) index.arcs().get(i);
        }
        return new Oid(longer);
    }

    Oid plus(Oid index) {
        return plus(index.behind(new Oid(new int[0])));
    }

    Oid plus(long arc) {
        return plus(new Index(List.of(arc)));
    }

    /** Which row of a table. */
    record Index(List<Long> arcs) {
        Index {
            arcs = List.copyOf(arcs);
        }

        int size() {
            return arcs.size();
        }

        /** One of its arcs, or -1 where it has fewer. */
        long at(int position) {
            return position < arcs.size() ? arcs.get(position) : -1;
        }

        Index part(int from, int to) {
            return new Index(arcs.subList(Math.clamp(from, 0, size()), Math.clamp(to, 0, size())));
        }

        static Index of(long arc) {
            return new Index(List.of(arc));
        }
    }

    @Override
    public int compareTo(Oid other) {
        return Arrays.compareUnsigned(arcs, other.arcs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Oid oid && Arrays.equals(arcs, oid.arcs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(arcs);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int arc : arcs) {
            text.append(text.isEmpty() ? "" : ".").append(Integer.toUnsignedString(arc));
        }
        return text.toString();
    }
}
