package muster.identity;

import java.util.Optional;
import java.util.regex.Pattern;
import muster.web.Request;

/**
 * Where somebody is and what they hold in their hands: an address and a browser or program.
 *
 * @param isBrowser whether it is one, which keeps cookies
 * @param cookie what a browser is known by that was here before
 */
public record Origin(String address, String device, boolean isBrowser, Optional<Secret> cookie) {
    /** What a browser is known by, where people sign in. */
    static final String COOKIE = "muster-device";

    private static final int DEVICE_LETTERS_MAX = 100;
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z][\\w.+-]{0,40}");

    /** A word that a User-Agent contains, and what it stands for; the first that fits. */
    private record Sign(String word, String name) {}

    private static final Sign[] BROWSERS = {
        new Sign("Edg", "Edge"),
        new Sign("OPR/", "Opera"),
        new Sign("Firefox/", "Firefox"),
        new Sign("FxiOS/", "Firefox"),
        new Sign("Chrom", "Chrome"),
        new Sign("CriOS/", "Chrome"),
        new Sign("Safari/", "Safari"),
    };
    private static final Sign[] SYSTEMS = {
        new Sign("iPhone", "iPhone"),
        new Sign("iPad", "iPad"),
        new Sign("Android", "Android"),
        new Sign("CrOS", "ChromeOS"),
        new Sign("Windows", "Windows"),
        new Sign("Mac OS", "macOS"),
        new Sign("Linux", "Linux"),
    };

    public Origin {
        device = device.substring(0, Math.min(device.length(), DEVICE_LETTERS_MAX));
    }

    public static Origin of(Request request) {
        return new Origin(
                request.address(),
                named(request.header("User-Agent").orElse("")),
                !request.isApi(),
                request.cookie(COOKIE).filter(it -> !it.isEmpty()).map(Secret::shown));
    }

    /** "Firefox on Linux", or the name of a program; what nobody can read stays out. */
    static String named(String userAgent) {
        var browser = first(BROWSERS, userAgent);
        var system = first(SYSTEMS, userAgent);
        if (!browser.isEmpty()) {
            return system.isEmpty() ? browser : browser + " on " + system;
        } else {
            var program = PROGRAM.matcher(userAgent);
            return program.lookingAt() ? program.group() : "";
        }
    }

    private static String first(Sign[] signs, String userAgent) {
        for (var sign : signs) {
            if (userAgent.contains(sign.word())) {
                return sign.name();
            }
        }
        return "";
    }

    /** Without the cookie: a log may print this. */
    @Override
    public String toString() {
        return device + " at " + address;
    }
}
