package muster.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** Who a request comes from: the socket's address, or what trusted proxies say about it. */
public final class Addresses {
    /** A household or an office has one such network: its addresses share their limits. */
    public static final int IP_V6_GROUP_BITS = 64;

    public static final int HOPS_MAX = 32;

    private final List<Cidr> trustedProxies;

    public Addresses(List<Cidr> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /** Reads {@code MUSTER_TRUSTED_PROXIES}: ranges separated by commas; empty trusts nobody. */
    public static Addresses trusting(String ranges) {
        return new Addresses(
                ranges.isBlank()
                        ? List.of()
                        : List.of(ranges.split(",")).stream()
                                .map(String::strip)
                                .map(Cidr::of)
                                .toList());
    }

    /** True when the address is a proxy's, which speaks for many clients. */
    public boolean trusts(String address) {
        return Cidr.address(unscoped(address)).filter(this::isProxy).isPresent();
    }

    private boolean isProxy(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * The last hop that is no trusted proxy: what stands further left was written by a stranger.
     *
     * @param peer the socket's address
     * @param forwardedFor the values of X-Forwarded-For in their order
     */
    public String client(String peer, List<String> forwardedFor) {
        var client = unscoped(peer);
        var hops = List.of(String.join(",", forwardedFor).split(",", -1)).reversed();
        for (var hop : hops.subList(0, Math.min(hops.size(), HOPS_MAX))) {
            var address = Cidr.address(hop.strip());
            if (!trusts(client) || address.isEmpty()) {
                return client;
            }
            client = address.get().getHostAddress();
        }
        return client;
    }

    /** Whether it is one of this machine's own. */
    public static boolean isHere(String address) {
        return Cidr.address(unscoped(address)).filter(Addresses::isOwn).isPresent();
    }

    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }

    /** What limits count by: the address, or the network of an IPv6 address. */
    public static String group(String address) {
        return Cidr.address(unscoped(address))
                .map(found -> found instanceof Inet6Address ? network(found) : address)
                .orElse(address);
    }

    private static String network(InetAddress address) {
        return new Cidr(address, IP_V6_GROUP_BITS).toString();
    }

    private static String unscoped(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
