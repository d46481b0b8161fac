package muster.identity.factors;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import muster.TestClient;

/** Somebody's authenticator app, which has typed in the key that a page shows. */
final class App {
    private static final Pattern KEY = Pattern.compile("([A-Z2-7]{4}( [A-Z2-7]{4}){7})");
    private static final Pattern CODE = Pattern.compile("[2-9a-z]{4}(-[2-9a-z]{4}){3}");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** One that nobody has set up yet. */
    static final App NONE = new App(new byte[0]);

    private final byte[] key;

    private App(byte[] key) {
        this.key = key;
    }

    /** Reads the page that shows a key. */
    static App reading(String page) {
        var found = KEY.matcher(page);
        if (!found.find()) {
            throw new AssertionError("no key on the page: " + page);
        }
        return new App(bytes(found.group(1).replace(" ", "")));
    }

    /** An app that is set up for who is signed in, and the recovery codes that came with it. */
    record SetUp(App app, List<String> codes) {}

    static SetUp of(TestClient person, Instant now) {
        person.submit("/account/security/totp", Map.of()).expect(303);
        var app = reading(person.get("/account/security/totp").expect(200).body());
        var page =
                person.submit("/account/security/totp/confirmation", Map.of("code", app.code(now)))
                        .expect(200)
                        .body();
        return new SetUp(app, codes(page));
    }

    /** The recovery codes on a page. */
    static List<String> codes(String page) {
        return CODE.matcher(page).results().map(MatchResult::group).distinct().toList();
    }

    String code(Instant now) {
        return Totp.code(key, Totp.step(now));
    }

    private static byte[] bytes(String text) {
        var bytes = new byte[text.length() * 5 / 8];
        var bits = 0;
        var held = 0;
        var at = 0;
        for (var i = 0; i < text.length(); i++) {
            held = (held << 5) | LETTERS.indexOf(text.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return bytes;
    }
}
