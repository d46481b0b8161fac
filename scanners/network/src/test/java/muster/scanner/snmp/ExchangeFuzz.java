package muster.scanner.snmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** Whatever arrives on the socket, the thread that reads it goes on. */
class ExchangeFuzz {
    private static final String LONGEST = "20s";
    private static final Exchange EXCHANGE = new Exchange();
    private static final UdpAddress DEVICE = new UdpAddress("127.0.0.1/161");
    private static final DefaultUdpTransportMapping SOCKET = socket();

    static class AnswerTarget {
        @FuzzTest(maxDuration = LONGEST)
        void answer(byte[] datagram) {
            arrive(datagram);
        }
    }

    static void arrive(byte[] datagram) {
        var from =
                new TransportStateReference(
                        SOCKET,
                        DEVICE,
                        new OctetString(),
                        SecurityLevel.undefined,
                        SecurityLevel.undefined,
                        false,
                        SOCKET);
        EXCHANGE.dispatcher().processMessage(SOCKET, DEVICE, ByteBuffer.wrap(datagram), from);
    }

    private static DefaultUdpTransportMapping socket() {
        try {
            return new DefaultUdpTransportMapping();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
