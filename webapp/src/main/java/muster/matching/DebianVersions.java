package muster.matching;

import java.util.OptionalInt;

/**
 * The order of Debian's versions, by character and without making objects.
 *
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html#version">policy
 *     5.6.12</a>
 */
final class DebianVersions {
    private DebianVersions() {}

    static OptionalInt compare(String a, String b) {
        if (readable(a) && readable(b)) {
            return OptionalInt.of(order(a, b));
        } else {
            return OptionalInt.empty();
        }
    }

    private static boolean readable(String version) {
        var epochEnd = version.indexOf(':');
        for (var i = 0; i < epochEnd; i++) {
            if (!digit(version.charAt(i))) {
                return false;
            }
        }
        for (var i = epochEnd + 1; i < version.length(); i++) {
            if (!allowed(version.charAt(i))) {
                return false;
            }
        }
        return epochEnd != 0 && epochEnd + 1 < version.length();
    }

    private static int order(String a, String b) {
        var epochA = a.indexOf(':');
        var epochB = b.indexOf(':');
        var byEpoch = part(a, 0, Math.max(epochA, 0), b, 0, Math.max(epochB, 0));
        if (byEpoch != 0) {
            return byEpoch;
        }
        var dashA = a.lastIndexOf('-');
        var dashB = b.lastIndexOf('-');
        var upstreamA = dashA < 0 ? a.length() : dashA;
        var upstreamB = dashB < 0 ? b.length() : dashB;
        var byUpstream = part(a, epochA + 1, upstreamA, b, epochB + 1, upstreamB);
        return byUpstream != 0
                ? byUpstream
                : part(
                        a,
                        Math.min(upstreamA + 1, a.length()),
                        a.length(),
                        b,
                        Math.min(upstreamB + 1, b.length()),
                        b.length());
    }

    /** Compares alternating runs: characters by weight, then digits by value. */
    private static int part(String a, int i, int endA, String b, int j, int endB) {
        while (i < endA || j < endB) {
            while ((i < endA && !digit(a.charAt(i))) || (j < endB && !digit(b.charAt(j)))) {
                var difference = weight(a, i, endA) - weight(b, j, endB);
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            while (i < endA && a.charAt(i) == '0') {
                i++;
            }
            while (j < endB && b.charAt(j) == '0') {
                j++;
            }
            var first = 0;
            while (i < endA && j < endB && digit(a.charAt(i)) && digit(b.charAt(j))) {
                if (first == 0) {
                    first = a.charAt(i) - b.charAt(j);
                }
                i++;
                j++;
            }
            var longerA = i < endA && digit(a.charAt(i));
            var longerB = j < endB && digit(b.charAt(j));
            if (longerA || longerB) {
                return longerA ? 1 : -1;
            }
            if (first != 0) {
                return first;
            }
        }
        return 0;
    }

    /** A tilde comes before the end, the end before letters, letters before everything else. */
    private static int weight(String text, int at, int end) {
        if (at >= end || digit(text.charAt(at))) {
            return 0;
        }
        var c = text.charAt(at);
        if (c == '~') {
            return -1;
        } else {
            return letter(c) ? c : c + 256;
        }
    }

    private static boolean allowed(char c) {
        return digit(c) || letter(c) || "+-.~:_".indexOf(c) >= 0;
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
