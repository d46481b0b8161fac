package muster.scanner.http;

import java.net.URI;
import java.util.Optional;

/** Where a page sends its reader; only on the same place is it followed. */
final class Redirect {
    private static final int PATH_CHARACTERS_MAX = 512;

    private Redirect() {}

    /** The path to read instead. */
    static Optional<String> of(Page page, Browser.Place place) {
        if (page.status() < 300 || page.status() > 399) {
            return Optional.empty();
        }
        try {
            return page.header("location")
                    .map(to -> URI.create(base(place)).resolve(to.strip()))
                    .filter(to -> isSame(to, place))
                    .map(Redirect::path)
                    .filter(path -> path.length() <= PATH_CHARACTERS_MAX);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String base(Browser.Place place) {
        var host = place.address().getHostAddress();
        return "%s://%s:%d/"
                .formatted(
                        place.isSecure() ? "https" : "http",
                        host.indexOf(':') < 0 ? host : "[" + host + "]",
                        place.port());
    }

    private static boolean isSame(URI to, Browser.Place place) {
        var host = to.getHost();
        var isSecure = "https".equals(to.getScheme());
        int usual = isSecure ? 443 : 80;
        return host != null
                && (isSecure || "http".equals(to.getScheme()))
                && isSecure == place.isSecure()
                && (to.getPort() < 0 ? usual : to.getPort()) == place.port()
                && host.replace("[", "").replace("]", "").equals(place.address().getHostAddress());
    }

    private static String path(URI to) {
        var path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        return to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
    }
}
