package muster.identity;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import muster.web.Cidr;

/**
 * Which addresses the hub asks when somebody else wrote them down: those of the open internet, by
 * https. Its own network has much that trusts whoever can reach it.
 *
 * @param development whether plain http to this computer is allowed, and any network
 * @param privateHosts names that may lie in the hub's own network, because the installation says so
 */
public record Reach(boolean development, Set<String> privateHosts, Resolver resolver) {
    /** Everything that is no address of a host in the open internet (IANA's special registries). */
    private static final List<Cidr> CLOSED =
            List.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            "64:ff9b::/32",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16")
                    .stream()
                    .map(Cidr::of)
                    .toList();

    /** What IPv6 gives out to hosts of the internet; all else of it is for other uses. */
    private static final Cidr OPEN_V6 = Cidr.of("2000::/3");

    private static final int IP_V6_BYTES = 16;

    /** Finds the addresses of a name. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    public Reach {
        privateHosts = Set.copyOf(privateHosts);
    }

    public Reach(boolean development, Set<String> privateHosts) {
        this(development, privateHosts, InetAddress::getAllByName);
    }

    /** The one address to connect to: a name that is asked twice may answer differently. */
    InetAddress admitted(URI uri) throws Outbound.Unreachable {
        var host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null) {
            throw new Outbound.Unreachable("(no host)", "an address has a host, and no user in it");
        }
        try {
            var all = resolver.all(host);
            if (!isAllowedScheme(uri, all)) {
                throw new Outbound.Unreachable(host, "only https addresses are asked");
            }
            for (var one : all) {
                if (!isAllowed(host, one)) {
                    throw new Outbound.Unreachable(
                            host, "lies in the hub's own network, which is not asked");
                }
            }
            return all[0];
        } catch (UnknownHostException _) {
            throw new Outbound.Unreachable(host, "there is no such host");
        }
    }

    private boolean isAllowedScheme(URI uri, InetAddress[] all) {
        return "https".equals(uri.getScheme())
                || (development
                        && "http".equals(uri.getScheme())
                        && List.of(all).stream().allMatch(InetAddress::isLoopbackAddress));
    }

    private boolean isAllowed(String host, InetAddress address) {
        return development
                || privateHosts.contains(host.toLowerCase(Locale.ROOT))
                || isOpen(address);
    }

    static boolean isOpen(InetAddress address) {
        var closed = CLOSED.stream().anyMatch(range -> range.contains(address));
        return !closed && (address.getAddress().length != IP_V6_BYTES || OPEN_V6.contains(address));
    }
}
