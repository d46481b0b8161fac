package muster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** Under which address other machines of its network reach this one. */
final class OwnAddress {
    /** Of networks that exist in documents alone (RFC 5737, RFC 3849): the way out leads there. */
    private static final List<String> ELSEWHERE = List.of("192.0.2.1", "2001:db8::1");

    private static final int DISCARD = 9;

    private OwnAddress() {}

    /** The hub at this port, for who has not said under which name it is known. */
    static URI url(int port) {
        return ELSEWHERE.stream()
                .map(OwnAddress::towards)
                .filter(own -> !own.isAnyLocalAddress() && !own.isLoopbackAddress())
                .findFirst()
                .map(own -> URI.create("https://" + literal(own) + ":" + port))
                .orElseGet(() -> URI.create("https://localhost:" + port));
    }

    // Connecting a datagram socket sends nothing: it asks this machine for its route.
    private static InetAddress towards(String address) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), DISCARD));
            return socket.getLocalAddress();
        } catch (IOException | java.io.UncheckedIOException noRoute) {
            return InetAddress.getLoopbackAddress();
        }
    }

    private static String literal(InetAddress address) {
        var text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text.replaceFirst("%.*", "") + "]" : text;
    }
}
