package muster.packages;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises what Muster never wants to hold: configurations of devices, keys, passwords. */
final class Refusals {
    private static final int SURE = 2;

    private final Map<Refusal, Integer> weights = new HashMap<>();
    private final Set<Refusal.Sign> seen = new HashSet<>();

    private final boolean json;

    private Refusals(boolean json) {
        this.json = json;
    }

    /**
     * @throws PackageList.Refused the paste holds secrets or is a configuration; the message names
     *     what, not the secret
     */
    static void check(Paste paste) {
        var refusals = new Refusals(paste.isJson());
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
            // A tool wrote the addresses of a document, which is read without them.
            boolean dropped = json && anywhere == Anywhere.CREDENTIALS;
            if (!dropped && anywhere.isIn(text)) {
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
        PRIVATE_KEY("-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY", Refusal.KEY, "PRIVATE KEY"),
        AWS("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b", Refusal.CLOUD, "AKIA", "ASIA"),
        CRYPT("^[^\\s:]{1,64}+:\\$[0-9a-z]{1,9}\\$[^\\s:]{8,}", Refusal.PASSWORDS, ":$"),
        CREDENTIALS(Secrets.CREDENTIALS, Refusal.TOKEN, "://"),
        TOKEN(
                "(?<![\\w.-])" + Secrets.TOKEN,
                Refusal.TOKEN,
                "gh",
                "github_pat_",
                "glpat-",
                "xox",
                "k_live_",
                "k_test_",
                "AIza",
                "npm_",
                "hf_",
                "mst_",
                "sk-",
                "eyJ"),
        // With a digit in it: "bearer authentication" is what many packages offer.
        BEARER(
                "(?i)\\bbearer (?=\\S{0,500}\\d)[A-Za-z0-9._~+/=-]{12}",
                Refusal.TOKEN,
                "earer ",
                "EARER "),
        AUTHORIZATION(
                "(?i)\\bauthorization[\"']?\\s?[:=]\\s?[\"']?(?:basic|bearer|token|digest)\\s\\S{4}",
                Refusal.TOKEN, "uthorization", "UTHORIZATION"),
        SETTING(Secrets.SETTING, Refusal.SECRETS, "=", ":"),
        ARGUMENT(Secrets.ARGUMENT, Refusal.SECRETS, "=");

        private final Pattern pattern;
        private final Refusal refusal;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> marks;

        /** The marks say at little cost that most lines need no closer look. */
        Anywhere(String regex, Refusal refusal, String... marks) {
            this.pattern = Pattern.compile(regex);
            this.refusal = refusal;
            this.marks = List.of(marks);
        }

        boolean isIn(String text) {
            return marks.stream().anyMatch(text::contains) && pattern.matcher(text).find();
        }
    }
}
