package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.wire.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UpnpInquiryTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final String DESCRIPTION =
            """
            <?xml version="1.0"?>
            <root xmlns="urn:schemas-upnp-org:device-1-0"><device>
            <deviceType>urn:schemas-upnp-org:device:MediaRenderer:1</deviceType>
            <friendlyName>Attic TV</friendlyName><manufacturer>Attic Electronics</manufacturer>
            <modelName>AE-55</modelName><serialNumber>SN0001</serialNumber>
            </device></root>
            """;

    /** Answers searches with a place of its description. */
    private static final class Television implements AutoCloseable {
        private final DatagramSocket socket;
        private final List<String> searches = new CopyOnWriteArrayList<>();

        private Television(String location) throws IOException {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread.ofVirtual().start(() -> answer(location));
        }

        private void answer(String location) {
            var search = new DatagramPacket(new byte[2_000], 2_000);
            var answer =
                    "HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: %s\r\nSERVER: Linux/4.1 UPnP/1.0 AE/1.2\r\n\r\n"
                            .formatted(location)
                            .getBytes(StandardCharsets.US_ASCII);
            try {
                socket.receive(search);
                searches.add(
                        new String(
                                search.getData(),
                                0,
                                search.getLength(),
                                StandardCharsets.US_ASCII));
                socket.send(new DatagramPacket(answer, answer.length, search.getSocketAddress()));
            } catch (IOException e) {
                // The test is over.
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static Answer ask(Television television) throws InterruptedException {
        try (var inquiry = new UpnpInquiry(television.socket.getLocalPort(), LONG)) {
            return inquiry.ask(FakeService.candidate(List.of()));
        }
    }

    @Test
    void aTelevisionDescribesItself() throws IOException, InterruptedException {
        try (var web = FakeService.web(_ -> FakeService.page("", DESCRIPTION));
                var television =
                        new Television(
                                "http://127.0.0.1:%d/description.xml".formatted(web.port()))) {
            var answer = ask(television);

            assertEquals(Outcome.GREETED, answer.outcome());
            assertEquals(
                    List.of(
                            new Evidence.Banner(
                                    "upnp_server",
                                    television.socket.getLocalPort(),
                                    "Linux/4.1 UPnP/1.0 AE/1.2"),
                            new Evidence.Banner(
                                    "upnp",
                                    web.port(),
                                    """
                                    deviceType: urn:schemas-upnp-org:device:MediaRenderer:1
                                    friendlyName: Attic TV
                                    manufacturer: Attic Electronics
                                    modelName: AE-55
                                    serialNumber: SN0001\
                                    """)),
                    answer.evidence());
            assertEquals(1, television.searches.size());
        }
    }

    @Test
    void aDescriptionOfAnotherDeviceIsNotFetched() throws IOException, InterruptedException {
        try (var web = FakeService.web(_ -> FakeService.page("", DESCRIPTION));
                var television = new Television("http://127.0.0.2:%d/".formatted(web.port()))) {
            assertEquals(1, ask(television).evidence().size());
            assertEquals(List.of(), web.requests());
        }
    }

    /** A /16 of silent addresses would need more sockets than a system grants. */
    @Test
    void silentAddressesAreWaitedForOnOneSocket() throws Exception {
        try (var nobody = new DatagramSocket();
                var inquiry = new UpnpInquiry(nobody.getLocalPort(), LONG);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<Answer>>();
            for (int i = 0; i < 3; i++) {
                var address = InetAddress.ofLiteral("127.78.40." + (i + 1));
                var candidate =
                        new Candidate(
                                FakeService.candidate(List.of()).site(),
                                address,
                                Set.of(),
                                List.of(),
                                false);
                asked.add(threads.submit(() -> inquiry.ask(candidate)));
            }
            var ports = new HashSet<Integer>();
            for (int i = 0; i < 3; i++) {
                var search = new DatagramPacket(new byte[2_000], 2_000);
                nobody.receive(search);
                ports.add(search.getPort());
            }
            asked.forEach(one -> one.cancel(true));
            assertEquals(1, ports.size());
        }
    }

    @Test
    void whoDoesNotAnswerIsSilent() throws IOException, InterruptedException {
        try (var nobody =
                        new DatagramSocket(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var inquiry = new UpnpInquiry(nobody.getLocalPort(), Duration.ofMillis(200))) {
            assertEquals(Outcome.SILENT, inquiry.ask(FakeService.candidate(List.of())).outcome());
        }
    }
}
