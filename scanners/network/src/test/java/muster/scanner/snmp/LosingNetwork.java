package muster.scanner.snmp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Stands before a device, and lets some of the questions through. */
final class LosingNetwork implements AutoCloseable {
    private static final int BYTES_MAX = 65_535;

    private final InetSocketAddress device;
    private final int first;
    private final int oneOf;
    private final DatagramSocket outside;
    private final DatagramSocket inside;

    /**
     * Listens at once.
     *
     * @param first so many come through
     * @param oneOf so many of the others does
     */
    LosingNetwork(String address, int port, int first, int oneOf) throws IOException {
        var place = InetAddress.ofLiteral(address);
        device = new InetSocketAddress(place, port);
        this.first = first;
        this.oneOf = oneOf;
        outside = new DatagramSocket(new InetSocketAddress(place, 0));
        inside = new DatagramSocket(new InetSocketAddress(place, 0));
        Thread.ofVirtual().start(this::pass);
    }

    int port() {
        return outside.getLocalPort();
    }

    private void pass() {
        var packet = new DatagramPacket(new byte[BYTES_MAX], BYTES_MAX);
        try {
            for (int i = 1; ; i++) {
                packet.setLength(BYTES_MAX);
                outside.receive(packet);
                if (i > first && i % oneOf != 0) {
                    continue;
                }
                var asker = packet.getSocketAddress();
                packet.setSocketAddress(device);
                inside.send(packet);
                packet.setLength(BYTES_MAX);
                inside.receive(packet);
                packet.setSocketAddress(asker);
                outside.send(packet);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        outside.close();
        inside.close();
    }
}
