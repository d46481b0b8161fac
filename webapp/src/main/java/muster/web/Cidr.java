package muster.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}. */
public record Cidr(InetAddress first, int prefix) {
    private static final Pattern IP_V4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern IP_V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    /** Bits beyond the prefix are cleared: 10.1.2.3/8 is 10.0.0.0/8. */
    public Cidr {
        int bits = first.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "prefix /%d of %s: a number up to %d"
                            .formatted(prefix, first.getHostAddress(), bits));
        }
        first = masked(first, prefix);
    }

    /** Reads a range, or one address. */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        var first = address(slash < 0 ? text : text.substring(0, slash));
        var prefix = slash < 0 ? "" : text.substring(slash + 1);
        if (first.isEmpty() || (slash >= 0 && !prefix.matches("\\d{1,3}"))) {
            throw new IllegalArgumentException(
                    "\"%s\" is no range of addresses: expected one like 10.0.0.0/8"
                            .formatted(text));
        }
        int bits = first.get().getAddress().length * Byte.SIZE;
        return new Cidr(first.get(), slash < 0 ? bits : Integer.parseInt(prefix));
    }

    /** Reads a literal address and nothing else: a name is never looked up. */
    static Optional<InetAddress> address(String text) {
        if (!IP_V4.matcher(text).matches()
                && !(text.contains(":") && IP_V6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            // An IPv4 address inside an IPv6 one comes out as the IPv4 address it is.
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        var bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
            bytes[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as before", e);
        }
    }

    public boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && masked(address, prefix).equals(first);
    }

    @Override
    public String toString() {
        return first.getHostAddress() + '/' + prefix;
    }
}
