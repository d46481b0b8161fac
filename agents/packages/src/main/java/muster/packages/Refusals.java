package muster.packages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises what Muster never wants to hold: configurations of devices, keys, passwords. */
final class Refusals {
    private static final int SURE = 2;

    private final Map<Refusal, Integer> weights = new HashMap<>();
    private final Set<Refusal.Sign> seen = new HashSet<>();

    private Refusals() {}

    /**
     * @throws PackageList.Refused the paste holds secrets or is a configuration; the message names
     *     what, not the secret
     */
    static void check(Paste paste) {
        var refusals = new Refusals();
        for (Line line : paste.lines()) {
            refusals.look(line);
        }
    }

    private void look(Line line) {
        String text = line.text().stripLeading();
        for (Refusal.Sign sign : Refusal.signsOf(text)) {
            if (seen.contains(sign) || !sign.pattern().matcher(Text.cut(text, 2_000)).lookingAt()) {
                continue;
            }
            seen.add(sign);
            if (weights.merge(sign.of(), sign.weight(), Integer::sum) >= SURE) {
                throw refused(sign.of(), line);
            }
        }
        for (Anywhere anywhere : Anywhere.values()) {
            if (text.contains(anywhere.mark) && anywhere.pattern.matcher(text).find()) {
                throw refused(anywhere.refusal, line);
            }
        }
    }

    private static PackageList.Refused refused(Refusal refusal, Line line) {
        return new PackageList.Refused(
                "Line %,d shows %s. Nothing of it was kept. %s"
                        .formatted(line.number(), refusal.what, refusal.instead));
    }

    /** Secrets that stand anywhere in a line. */
    private enum Anywhere {
        PRIVATE_KEY("PRIVATE KEY", "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY", Refusal.KEY),
        AWS("AKIA", "\\bAKIA[A-Z0-9]{16}\\b", Refusal.CLOUD),
        AWS_SESSION("ASIA", "\\bASIA[A-Z0-9]{16}\\b", Refusal.CLOUD),
        CRYPT(":$", "^[^\\s:]{1,64}+:\\$[0-9a-z]{1,9}\\$[^\\s:]{8,}", Refusal.PASSWORDS);

        private final String mark;
        private final Pattern pattern;
        private final Refusal refusal;

        Anywhere(String mark, String regex, Refusal refusal) {
            this.mark = mark;
            this.pattern = Pattern.compile(regex);
            this.refusal = refusal;
        }
    }
}
