package muster.scanner.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Inquiry;
import muster.wire.Evidence;

/**
 * Asks televisions and their kin what they are: a search of SSDP, and the description that its
 * answer points to. Only the device that answered is asked for it.
 */
public final class UpnpInquiry implements Inquiry, AutoCloseable {
    private static final int SSDP_PORT = 1900;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    private static final Duration DESCRIPTION_MAX = Duration.ofSeconds(5);
    private static final int DESCRIPTION_BYTES_MAX = 128 * 1024;
    private static final int PATH_CHARACTERS_MAX = 512;
    private static final int PORT_MAX = 65_535;

    /** What a description says of the device, in this order. */
    private static final List<String> FIELDS =
            List.of(
                    "deviceType",
                    "friendlyName",
                    "manufacturer",
                    "modelName",
                    "modelNumber",
                    "modelDescription",
                    "serialNumber");

    private final Browser browser = new Browser(DESCRIPTION_MAX);
    private final Ssdp ssdp;
    private final int ssdpPort;

    public UpnpInquiry() {
        this(SSDP_PORT, ANSWER_MAX);
    }

    UpnpInquiry(int ssdpPort, Duration answerMax) {
        this.ssdpPort = ssdpPort;
        ssdp = new Ssdp(ssdpPort, answerMax);
    }

    @Override
    public void close() {
        ssdp.close();
        browser.close();
    }

    @Override
    public Answer ask(Candidate candidate) throws InterruptedException {
        try {
            return ssdp.search(candidate.address())
                    .map(found -> described(found, candidate))
                    .orElseGet(() -> Answer.none(Outcome.SILENT, ""));
        } catch (IOException e) {
            return Answer.none(Outcome.SILENT, "");
        }
    }

    private Answer described(Ssdp.Found found, Candidate candidate) {
        var evidence = new ArrayList<Evidence>();
        found.server()
                .map(Shown::line)
                .ifPresent(one -> evidence.add(new Evidence.Banner("upnp_server", ssdpPort, one)));
        var why = "UPnP";
        try {
            var place = found.location().flatMap(one -> place(one, candidate.address()));
            if (place.isPresent()) {
                evidence.add(description(place.get()));
            }
        } catch (IOException | XmlLeaves.Refused e) {
            why = "UPnP, but its description could not be read";
        }
        return new Answer(
                evidence.isEmpty() ? Outcome.UNSUPPORTED : Outcome.GREETED, evidence, why);
    }

    /** Where a description is and its path. */
    private record Description(Browser.Place place, String path) {}

    /** Whoever points to somebody else's is not followed: that one was not to be scanned. */
    private static Optional<Description> place(String location, InetAddress device) {
        URI uri;
        try {
            uri = URI.create(location);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var path = uri.getRawPath();
        var host = uri.getHost();
        if (!"http".equals(uri.getScheme())
                || host == null
                || !host.replace("[", "").replace("]", "").equals(device.getHostAddress())
                || path == null
                || path.length() > PATH_CHARACTERS_MAX
                || uri.getPort() > PORT_MAX) {
            return Optional.empty();
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return Optional.of(
                new Description(
                        new Browser.Place(device, port, false),
                        (path.isEmpty() ? "/" : path) + query));
    }

    private Evidence description(Description where) throws IOException, XmlLeaves.Refused {
        var page = browser.get(where.place, where.path, DESCRIPTION_BYTES_MAX);
        var leaves = XmlLeaves.of(page.body());
        var lines = new ArrayList<String>();
        for (var field : FIELDS) {
            leaves.find(field).ifPresent(text -> lines.add(field + ": " + text));
        }
        return new Evidence.Banner("upnp", where.place.port(), String.join("\n", lines));
    }
}
