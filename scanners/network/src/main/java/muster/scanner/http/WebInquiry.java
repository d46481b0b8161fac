package muster.scanner.http;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Inquiry;
import muster.wire.Evidence;

/**
 * Looks at the first page of a device, as anybody can: what serves it, its title, its certificate.
 */
public final class WebInquiry implements Inquiry, AutoCloseable {
    /** Where devices have pages; whether TLS is spoken there. */
    private static final Map<Integer, Boolean> PORTS =
            new TreeMap<>(Map.of(80, false, 443, true, 8080, false, 8443, true));

    private static final Duration PAGE_MAX = Duration.ofSeconds(8);
    private static final int PAGE_BYTES_MAX = 64 * 1024;
    private static final int ICON_BYTES_MAX = 256 * 1024;
    private static final int REDIRECTS_MAX = 2;
    private static final int COOKIES_MAX = 5;
    private static final int CHARACTERS_MAX = 1_024;
    private static final int OK = 200;

    private static final Pattern TITLE =
            Pattern.compile("(?is)<title(?:\\s[^>]{0,200}+)?>([^<]{0,1000}+)</title");

    /** Names that RFC 2253 has only numbers for. */
    private static final Map<String, String> NAMES =
            Map.of("2.5.4.5", "SERIALNUMBER", "1.2.840.113549.1.9.1", "EMAILADDRESS");

    private final Browser browser;
    private final Map<Integer, Boolean> ports;

    public WebInquiry() {
        this(PAGE_MAX, PORTS);
    }

    WebInquiry(Duration pageMax, Map<Integer, Boolean> ports) {
        browser = new Browser(pageMax);
        this.ports = ports;
    }

    @Override
    public void close() {
        browser.close();
    }

    @Override
    public Answer ask(Candidate candidate) {
        var evidence = new ArrayList<Evidence>();
        var why = new ArrayList<String>();
        ports.forEach((port, isSecure) -> {
            if (candidate.openPorts().contains(port)) {
                var place = new Browser.Place(candidate.address(), port, isSecure);
                try {
                    evidence.addAll(seen(place));
                    why.add("HTTP on port " + port);
                } catch (IOException e) {
                    why.add(
                            "port %d: %s"
                                    .formatted(port, Shown.line(String.valueOf(e.getMessage()))));
                }
            }
        });
        return new Answer(
                evidence.isEmpty()
                        ? why.isEmpty() ? Outcome.SILENT : Outcome.UNSUPPORTED
                        : Outcome.GREETED,
                evidence,
                why.isEmpty() ? "HTTP: no port is open" : String.join("; ", why));
    }

    private List<Evidence> seen(Browser.Place place) throws IOException {
        var evidence = new ArrayList<Evidence>();
        var page = browser.get(place, "/", PAGE_BYTES_MAX);
        page.certificate().ifPresent(one -> evidence.addAll(names(one, place.port())));
        evidence.addAll(words(page, place.port()));
        for (int i = 0; i < REDIRECTS_MAX; i++) {
            var next = Redirect.of(page, place);
            if (next.isEmpty()) {
                break;
            }
            page = browser.get(place, next.get(), PAGE_BYTES_MAX);
            evidence.addAll(words(page, place.port()));
        }
        icon(place).ifPresent(evidence::add);
        return evidence.stream().distinct().toList();
    }

    private static List<Evidence> names(X509Certificate certificate, int port) {
        return List.of(
                banner("x509_subjects", port, name(certificate.getSubjectX500Principal())),
                banner("x509_issuers", port, name(certificate.getIssuerX500Principal())));
    }

    private static String name(X500Principal principal) {
        return principal.getName(X500Principal.RFC2253, NAMES);
    }

    private static List<Evidence> words(Page page, int port) {
        var words = new ArrayList<Evidence>();
        page.header("server").ifPresent(one -> words.add(banner("http", port, one)));
        page.header("www-authenticate")
                .ifPresent(one -> words.add(banner("http_wwwauth", port, one)));
        page.headers("set-cookie").stream()
                .limit(COOKIES_MAX)
                .forEach(one -> words.add(banner("http_cookies", port, withoutValue(one))));
        var title = TITLE.matcher(Shown.text(page.body()));
        if (title.find() && !title.group(1).isBlank()) {
            words.add(banner("html_title", port, Shown.unescaped(title.group(1))));
        }
        return words;
    }

    /** The value of a cookie is a session's; its name is the software's. */
    private static String withoutValue(String cookie) {
        int equals = cookie.indexOf('=');
        int rest = cookie.indexOf(';');
        return equals < 0 || (rest >= 0 && rest < equals)
                ? ""
                : cookie.substring(0, equals + 1) + (rest < 0 ? "" : cookie.substring(rest));
    }

    private Optional<Evidence> icon(Browser.Place place) {
        try {
            var icon = browser.get(place, "/favicon.ico", ICON_BYTES_MAX);
            boolean isPage =
                    icon.header("content-type").map(one -> one.contains("html")).orElse(false);
            return icon.status() == OK && icon.body().length > 0 && !isPage
                    ? Optional.of(banner("favicons", place.port(), md5(icon.body())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A name of a picture, not a proof of anything. */
    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Evidence banner(String protocol, int port, String text) {
        var line = Shown.line(text);
        return new Evidence.Banner(
                protocol, port, line.substring(0, Math.min(CHARACTERS_MAX, line.length())));
    }
}
