package muster.scanner;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import muster.wire.IpAddress;
import muster.wire.Report;

/**
 * Consecutive addresses of one family, written {@code 10.0.0.0/24}, {@code 10.0.0.7} or {@code
 * 10.0.0.10-10.0.0.20}.
 *
 * @param last is in it too
 */
public record Range(InetAddress first, InetAddress last) {
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");
    private static final int IPV4_BYTES = 4;

    /** Links between two routers have no network and no broadcast address. */
    private static final int IPV4_LINK_PREFIX = 31;

    public Range {
        if (first.getAddress().length != last.getAddress().length || compare(first, last) > 0) {
            throw new IllegalArgumentException(
                    first.getHostAddress() + " does not come before " + last.getHostAddress());
        }
    }

    /** All that the text names: an allow-list of a network holds its first and last address. */
    public static Range of(String text) {
        return parse(text, false);
    }

    /**
     * The hosts that the text names: an IPv4 network's own address and its broadcast address are
     * none, and who asks the latter asks everybody at once.
     */
    public static Range hosts(String text) {
        return parse(text, true);
    }

    private static Range parse(String text, boolean hostsOnly) {
        int slash = text.indexOf('/');
        int dash = text.indexOf('-');
        if (slash >= 0) {
            return network(address(text.substring(0, slash)), text.substring(slash + 1), hostsOnly);
        } else if (dash >= 0) {
            return new Range(address(text.substring(0, dash)), address(text.substring(dash + 1)));
        } else {
            var address = address(text);
            return new Range(address, address);
        }
    }

    private static Range network(InetAddress base, String prefixText, boolean hostsOnly) {
        var bytes = base.getAddress();
        int bits = bytes.length * Byte.SIZE;
        int prefix = PREFIX.matcher(prefixText).matches() ? Integer.parseInt(prefixText) : -1;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("the prefix must be from 0 to " + bits);
        }
        var value = new BigInteger(1, bytes);
        var hostMask = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
        var low = value.andNot(hostMask);
        var high = value.or(hostMask);
        boolean trimmed = hostsOnly && bytes.length == IPV4_BYTES && prefix < IPV4_LINK_PREFIX;
        var edge = trimmed ? BigInteger.ONE : BigInteger.ZERO;
        return new Range(
                address(low.add(edge), bytes.length), address(high.subtract(edge), bytes.length));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(IpAddress.of(text.strip()).text());
        } catch (Report.Malformed e) {
            throw new IllegalArgumentException(
                    "expected 10.0.0.0/24, 10.0.0.7 or 10.0.0.7-10.0.0.9", e);
        }
    }

    private static InetAddress address(BigInteger value, int length) {
        var bytes = value.toByteArray();
        var padded = new byte[length];
        int taken = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - taken, padded, length - taken, taken);
        return address(padded);
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
        }
    }

    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && compare(first, address) <= 0
                && compare(address, last) <= 0;
    }

    /** How many addresses. */
    public BigInteger count() {
        return new BigInteger(1, last.getAddress())
                .subtract(new BigInteger(1, first.getAddress()))
                .add(BigInteger.ONE);
    }

    /** IPv4 comes first. */
    static int compare(InetAddress one, InetAddress other) {
        var a = one.getAddress();
        var b = other.getAddress();
        return a.length != b.length
                ? Integer.compare(a.length, b.length)
                : Arrays.compareUnsigned(a, b);
    }

    @Override
    public String toString() {
        return first.equals(last)
                ? first.getHostAddress()
                : first.getHostAddress() + "-" + last.getHostAddress();
    }
}
