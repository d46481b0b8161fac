package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import muster.agent.Disk;
import muster.identify.Field;
import muster.identify.Identification;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Credential;
import muster.scanner.Credential.Maker;
import muster.scanner.Ranges;
import muster.scanner.Secret;
import muster.scanner.ssh.HostKeys;
import muster.wire.Evidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FirewallInquiryTest {
    private static final String TOKEN = "R1verR1ver";
    private static final String PAN_OS_REFUSAL =
            "HTTP/1.1 403 Forbidden\r\n\r\n<response status = 'error' code = '403'></response>";
    private static final String REFUSAL = "HTTP/1.1 401 Unauthorized\r\n\r\n";
    private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\n\r\n";

    /** Making a certificate takes a second. */
    private static ServerSocketFactory tls = ServerSocketFactory.getDefault();

    @TempDir private Path folder;

    @BeforeAll
    static void makeCertificate(@TempDir Path shared) throws IOException, InterruptedException {
        tls = SelfSigned.sockets(shared, "CN=attic-fw");
    }

    private Answer ask(FakeService firewall, String token) throws IOException {
        return ask(firewall, token, null);
    }

    private Answer ask(FakeService firewall, String token, @Nullable Maker maker)
            throws IOException {
        var here = Ranges.of(List.of("127.0.0.0/8"));
        var credential = new Credential.Https("fw-ro", maker, Secret.of(token), here);
        var keys = new HostKeys(folder, Disk.real());
        try (var inquiry = new FirewallInquiry(keys, firewall.port())) {
            return inquiry.ask(FakeService.candidate(List.of(credential), firewall.port()));
        }
    }

    private static String panOs(String request) {
        if (request.startsWith("GET /api/v2/")) {
            return NOT_FOUND;
        }
        return request.startsWith("GET /api/?type=op&cmd=")
                        && request.contains("\r\nX-PAN-KEY: " + TOKEN + "\r\n")
                ? FakeService.page(
                        "Content-Type: application/xml\r\n",
                        """
                        <response status="success"><result><system><hostname>attic-fw</hostname>
                        <model>PA-440</model><serial>021201000001</serial>
                        <sw-version>10.2.9-h1</sw-version></system></result></response>
                        """)
                : PAN_OS_REFUSAL;
    }

    private static String fortiOs(String request) {
        return request.contains("\r\nAuthorization: Bearer " + TOKEN + "\r\n")
                ? FakeService.page(
                        "",
                        """
                        {"http_method":"GET","results":{"model_name":"FortiGate","model_number":"60F",
                        "model":"FGT60F","hostname":"attic-fw"},"serial":"FGT60FTK20000001",
                        "version":"v7.2.8","build":1639}
                        """)
                : REFUSAL;
    }

    @Test
    void panOsTellsWhatItIs() throws IOException {
        try (var firewall = FakeService.web(tls, FirewallInquiryTest::panOs)) {
            var answer = ask(firewall, TOKEN);

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
            var said =
                    """
                    sw-version: 10.2.9-h1
                    model: PA-440
                    serial: 021201000001
                    hostname: attic-fw\
                    """;
            assertEquals(
                    List.of(new Evidence.Banner("panos_api", firewall.port(), said)),
                    answer.evidence());
            var identity =
                    Identification.of(new muster.identify.Evidence.Banner("panos_api", said));
            assertEquals("PAN-OS", identity.find(Field.OS).orElse(""));
            assertEquals("021201000001", identity.find(Field.SERIAL).orElse(""));
        }
    }

    @Test
    void fortiOsTellsWhatItIs() throws IOException {
        try (var firewall = FakeService.web(tls, FirewallInquiryTest::fortiOs)) {
            var answer = ask(firewall, TOKEN, Maker.FORTINET);

            var said =
                    """
                    version: v7.2.8
                    build: 1639
                    model_name: FortiGate
                    model_number: 60F
                    model: FGT60F
                    serial: FGT60FTK20000001
                    hostname: attic-fw\
                    """;
            assertEquals(
                    List.of(new Evidence.Banner("fortios_api", firewall.port(), said)),
                    answer.evidence(),
                    answer.why());
            var identity =
                    Identification.of(new muster.identify.Evidence.Banner("fortios_api", said));
            assertEquals("7.2.8", identity.find(Field.VERSION).orElse(""));
            assertEquals("FortiGate-60F", identity.find(Field.MODEL).orElse(""));
        }
    }

    @Test
    void aWrongTokenIsSaidToBeWrong() throws IOException {
        for (UnaryOperator<String> pages :
                List.<UnaryOperator<String>>of(
                        FirewallInquiryTest::panOs, FirewallInquiryTest::fortiOs)) {
            var maker = pages.apply("GET /api/v2/").equals(NOT_FOUND) ? null : Maker.FORTINET;
            try (var firewall = FakeService.web(tls, pages)) {
                var answer = ask(firewall, "brook-token", maker);

                assertEquals(Outcome.WRONG_CREDENTIAL, answer.outcome(), answer.why());
                assertFalse(answer.why().contains("brook-token"));
            }
        }
    }

    /** Every second server answers 401 to a page that it does not have. */
    @Test
    void whoRefusesPagesIsNoFirewallAndIsShownNoToken() throws IOException {
        try (var wiki = FakeService.web(tls, _ -> REFUSAL)) {
            var answer = ask(wiki, TOKEN);

            assertEquals(Outcome.UNSUPPORTED, answer.outcome(), answer.why());
            assertTrue(answer.why().contains("its maker in the file"), answer.why());
            assertTrue(wiki.requests().stream().noneMatch(one -> one.contains(TOKEN)));
        }
    }

    @Test
    void aTokenIsShownToNoOtherMakersFirewall() throws IOException {
        try (var firewall = FakeService.web(tls, FirewallInquiryTest::panOs)) {
            assertEquals(Outcome.UNSUPPORTED, ask(firewall, TOKEN, Maker.FORTINET).outcome());
            assertTrue(firewall.requests().stream().noneMatch(one -> one.contains(TOKEN)));
        }
    }

    @Test
    void whoseCertificateNamesItsMakerIsShownTheToken(@TempDir Path keys)
            throws IOException, InterruptedException {
        var fortinet = SelfSigned.sockets(keys, "CN=FGT60FTK20000001,O=Fortinet");
        try (var firewall = FakeService.web(fortinet, FirewallInquiryTest::fortiOs)) {
            assertEquals(Outcome.ANSWERED, ask(firewall, TOKEN).outcome());
        }
    }

    @Test
    void aFaultOfTheFirewallIsNoRefusal() throws IOException {
        UnaryOperator<String> busy =
                request ->
                        request.contains("X-PAN-KEY")
                                ? "HTTP/1.1 503 Busy\r\n\r\n"
                                : panOs(request);
        try (var firewall = FakeService.web(tls, busy)) {
            var answer = ask(firewall, TOKEN);

            assertEquals(Outcome.UNSUPPORTED, answer.outcome());
            assertEquals("HTTPS API: it answered 503 to fw-ro", answer.why());
        }
    }

    @Test
    void whoHasNeitherApiIsShownNoToken() throws IOException {
        try (var printer = FakeService.web(tls, _ -> NOT_FOUND)) {
            assertEquals(Outcome.UNSUPPORTED, ask(printer, TOKEN).outcome());
            assertTrue(printer.requests().stream().noneMatch(one -> one.contains(TOKEN)));
        }
    }

    @Test
    void whoHasAnotherCertificateThanBeforeIsShownNoToken()
            throws IOException, InterruptedException {
        int port;
        try (var firewall = FakeService.web(tls, FirewallInquiryTest::panOs)) {
            ask(firewall, TOKEN);
            port = firewall.port();
        }
        var others = SelfSigned.sockets(folder, "CN=attic-fw");
        try (var impostor = FakeService.web(others, port, FirewallInquiryTest::panOs)) {
            var answer = ask(impostor, TOKEN);

            assertEquals(Outcome.ERROR, answer.outcome(), answer.why());
            assertTrue(answer.why().contains("its host key changed"), answer.why());
            assertTrue(impostor.requests().stream().noneMatch(one -> one.contains(TOKEN)));
        }
    }
}
