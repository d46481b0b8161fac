package muster.scanner.http;

import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Inquiry;
import muster.scanner.ssh.HostKeys;
import muster.wire.Evidence;

/**
 * Asks firewalls over their HTTPS API what they are, one page that changes nothing each: PAN-OS
 * ({@code show system info}) and FortiOS ({@code monitor/system/status}). A token is shown to
 * firewalls of its maker alone.
 */
public final class FirewallInquiry implements Inquiry, AutoCloseable {
    /** What their answers are called as evidence. */
    public static final Set<String> PROTOCOLS =
            Stream.of(FirewallApi.values())
                    .map(FirewallApi::protocol)
                    .collect(Collectors.toUnmodifiableSet());

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
            return ask(place, credentials);
        } catch (IOException e) {
            return none(Shown.line(String.valueOf(e.getMessage())));
        }
    }

    private static Answer none(String why) {
        return Answer.none(Outcome.UNSUPPORTED, "HTTPS API: " + why);
    }

    /** Whose API it is must be learnt without a token, which is nobody else's business. */
    private Answer ask(Browser.Place place, List<Credential.Https> credentials) throws IOException {
        var unsure = new ArrayList<String>();
        for (var api : FirewallApi.values()) {
            var door = browser.get(place, api.door(), BYTES_MAX);
            var meant = new ArrayList<Credential.Https>();
            for (var credential : credentials) {
                if (credential.maker() == api.maker() && api.mayBeAt(door)) {
                    meant.add(credential);
                } else if (credential.maker() == null && api.isSurelyAt(door)) {
                    meant.add(credential);
                } else if (credential.maker() == null && api.mayBeAt(door)) {
                    unsure.add(credential.name());
                }
            }
            if (!meant.isEmpty()) {
                return ask(place, api, meant);
            }
        }
        return none(
                unsure.isEmpty()
                        ? "none that is known"
                        : "it does not say whose it is, so %s was not shown; its maker in the file allows that"
                                .formatted(String.join(", ", unsure)));
    }

    private Answer ask(Browser.Place place, FirewallApi api, List<Credential.Https> credentials)
            throws IOException {
        var refused = new ArrayList<String>();
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
                if (!api.isRefusal(page)) {
                    return told(api, page, credential);
                }
                refused.add(credential.name());
            } catch (Browser.Stranger e) {
                return Answer.none(Outcome.ERROR, "HTTPS API: " + refusal.get().orElse(""));
            }
        }
        return Answer.none(
                Outcome.WRONG_CREDENTIAL, "HTTPS API: refused " + String.join(", ", refused));
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

    private Answer told(FirewallApi api, Page page, Credential.Https credential) {
        if (page.status() != OK) {
            return none("it answered %d to %s".formatted(page.status(), credential.name()));
        }
        var why = "HTTPS API as " + credential.name();
        return api.told(page.body())
                .map(text ->
                        new Answer(
                                Outcome.ANSWERED,
                                List.of(new Evidence.Banner(api.protocol(), port, text)),
                                why))
                .orElseGet(() ->
                        Answer.none(Outcome.UNSUPPORTED, why + ": nothing that is understood"));
    }
}
