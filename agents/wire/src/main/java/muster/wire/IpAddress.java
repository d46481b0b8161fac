package muster.wire;

import java.net.Inet6Address;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address in its one canonical spelling.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
 */
public record IpAddress(String text) {
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    public IpAddress {
        var literal = text.strip();
        text = V4.matcher(literal).matches() ? literal : v6(literal);
    }

    public static IpAddress of(String text) {
        return new IpAddress(text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String v6(String literal) {
        // Only characters of a literal, and a colon: the platform then never asks a name server.
        if (!V6.matcher(literal).matches() || literal.indexOf(':') < 0) {
            throw refused(literal);
        }
        try {
            var address = Inet6Address.ofLiteral(literal);
            var bytes = address.getAddress();
            return bytes.length == 16 ? compressed(bytes) : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            throw refused(literal);
        }
    }

    private static Report.Malformed refused(String literal) {
        return Report.Malformed.unreadable(
                "ip_address: \"" + Quoted.of(literal) + "\" is no IPv4 or IPv6 address");
    }

    /** The first longest run of two or more zero groups becomes "::". */
    private static String compressed(byte[] bytes) {
        var groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int run = zeroesFrom(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return start < 0
                ? joined(groups, 0, groups.length)
                : joined(groups, 0, start) + "::" + joined(groups, start + length, groups.length);
    }

    private static int zeroesFrom(int[] groups, int start) {
        int end = start;
        while (end < groups.length && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String joined(int[] groups, int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
