package muster.scanner.http;

import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Inquiry;
import muster.scanner.ssh.HostKeys;
import muster.wire.Evidence;

/**
 * Asks firewalls over their HTTPS API what they are, one page that changes nothing each: PAN-OS
 * ({@code show system info}) and FortiOS ({@code monitor/system/status}). What they say becomes
 * what their consoles print, so that the same rules judge it.
 */
public final class FirewallInquiry implements Inquiry, AutoCloseable {
    private static final int PORT = 443;
    private static final Duration PAGE_MAX = Duration.ofSeconds(10);
    private static final int BYTES_MAX = 256 * 1024;
    private static final int OK = 200;

    private final HostKeys hostKeys;
    private final Browser browser;
    private final int port;

    public FirewallInquiry(HostKeys hostKeys) {
        this(hostKeys, PORT);
    }

    FirewallInquiry(HostKeys hostKeys, int port) {
        this.hostKeys = hostKeys;
        this.port = port;
        browser = new Browser(PAGE_MAX);
    }

    @Override
    public void close() {
        browser.close();
    }

    @Override
    public Answer ask(Candidate candidate) {
        var credentials = candidate.credentials(Credential.Https.class);
        if (credentials.isEmpty() || !candidate.openPorts().contains(port)) {
            return Answer.none(Outcome.SILENT, "");
        }
        var place = new Browser.Place(candidate.address(), port, true);
        try {
            var api = api(place);
            return api.isEmpty()
                    ? Answer.none(Outcome.UNSUPPORTED, "HTTPS API: none that is known")
                    : ask(place, api.get(), credentials);
        } catch (IOException e) {
            return Answer.none(
                    Outcome.UNSUPPORTED,
                    "HTTPS API: " + Shown.line(String.valueOf(e.getMessage())));
        }
    }

    /** Learnt without a token, which is nobody else's business. */
    private Optional<FirewallApi> api(Browser.Place place) throws IOException {
        for (var api : FirewallApi.values()) {
            if (api.isAt(browser.get(place, api.door(), BYTES_MAX))) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }

    private Answer ask(Browser.Place place, FirewallApi api, List<Credential.Https> credentials)
            throws IOException {
        for (var credential : credentials) {
            var refusal = new AtomicReference<Optional<String>>(Optional.empty());
            try {
                var page =
                        browser.get(
                                place,
                                api.path(),
                                BYTES_MAX,
                                api.header(credential.token()),
                                certificate -> {
                                    refusal.set(refusal(place.address(), certificate));
                                    return refusal.get().isEmpty();
                                });
                if (page.status() == OK) {
                    return told(api, page, "HTTPS API as " + credential.name());
                }
            } catch (Browser.Stranger e) {
                return Answer.none(Outcome.ERROR, "HTTPS API: " + refusal.get().orElse(""));
            }
        }
        var names = credentials.stream().map(Credential.Https::name).toList();
        return Answer.none(
                Outcome.WRONG_CREDENTIAL, "HTTPS API: refused " + String.join(", ", names));
    }

    /** Certificates of firewalls are their own: the first key is trusted, and no other after it. */
    private Optional<String> refusal(InetAddress address, X509Certificate certificate) {
        try {
            var device = address.getHostAddress() + ":" + port;
            var refusal = hostKeys.refusal(device, certificate.getPublicKey());
            hostKeys.save();
            return refusal;
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("its key cannot be remembered (%s)".formatted(e.getMessage()));
        }
    }

    private static Answer told(FirewallApi api, Page page, String why) {
        return api.console(page.body())
                .map(text ->
                        new Answer(
                                Outcome.ANSWERED,
                                List.of(new Evidence.Cli(api.command(), api.platform(), text)),
                                why))
                .orElseGet(() ->
                        Answer.none(Outcome.UNSUPPORTED, why + ": nothing that is understood"));
    }
}
