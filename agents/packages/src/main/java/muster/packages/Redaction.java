package muster.packages;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of free text: each becomes a placeholder, {@code [redacted-password]}, that
 * says what stood there. What is pasted goes through this before it is stored or shown. Doing it
 * twice changes nothing more.
 */
public final class Redaction {
    private static final String KEY_BEGINS = "-----BEGIN ";
    private static final String KEY_ENDS = "-----END ";

    /**
     * A secret's pattern: group 1 stays, the rest is replaced. Quantifiers are bounded or
     * possessive.
     */
    private record Rule(Pattern pattern, String placeholder) {
        static Rule of(String regex, String what) {
            return new Rule(Pattern.compile(regex), "[redacted-" + what + "]");
        }

        String apply(String text) {
            return pattern.matcher(text)
                    .replaceAll(found -> {
                        String kept =
                                found.groupCount() > 0 && found.group(1) != null
                                        ? found.group(1)
                                        : "";
                        return java.util.regex.Matcher.quoteReplacement(kept + placeholder);
                    });
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    Rule.of(Secrets.CREDENTIALS, "credentials"),
                    Rule.of("(?i)\\b(bearer )[A-Za-z0-9._~+/=-]{12,}+", "token"),
                    Rule.of(
                            "(?i)\\b(authorization[\"']?[:=] ?[\"']?(?:basic|bearer|token|digest) )\\S{4,}+",
                            "token"),
                    Rule.of("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b", "aws-key"),
                    Rule.of("\\b" + Secrets.TOKEN, "token"),
                    Rule.of(
                            "\\$(?:1|2[abxy]|5|6|7|8|9|y|gy|apr1|argon2id?|14|sha512)\\$[^\\s:\"']{8,500}+",
                            "hash"),
                    Rule.of(
                            "(?i)((?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
                                    + "|client-key-data|credentials?|pre-shared-key|psk|community)[\\w.-]{0,40}+[\"']?\\s{0,3}+[=:]\\s{0,3}+)"
                                    + "(?:\"[^\"\\n]{0,500}+\"|'[^'\\n]{0,500}+'|[^\\s\"',;]{1,500}+)",
                            "secret"),
                    Rule.of(
                            "(?i)((?:password|passwd|secret|key-string|pre-shared-key|md5|encrypted-password|snmp-server community"
                                    + "|snmp community) (?:enc |(?:sha256 )?\\d{1,2} )?)(?=\\S*[\\d$!@#])[^\\s\\[]\\S{2,500}+",
                            "secret"),
                    Rule.of("(?i)((?:snmp-server|snmp) community )[^\\s\\[]\\S{0,500}+", "secret"),
                    Rule.of(
                            "(?i)(--?(?:password|passwd|token|secret|api-key)[ =])[^\\s\\[]\\S{0,500}+",
                            "secret"));

    private Redaction() {}

    /** The same text with a placeholder for each secret. */
    public static String of(String text) {
        String redacted = withoutKeys(text);
        for (Rule rule : RULES) {
            redacted = rule.apply(redacted);
        }
        return redacted;
    }

    /** A key that lost its end is cut to the end of the text: half a key is a secret too. */
    private static String withoutKeys(String text) {
        int begin = text.indexOf(KEY_BEGINS);
        if (begin < 0) {
            return text;
        }
        var kept = new StringBuilder(text.length());
        int at = 0;
        while (begin >= 0) {
            int label = Math.min(begin + KEY_BEGINS.length() + 40, text.length());
            int after = begin + KEY_BEGINS.length();
            kept.append(text, at, begin);
            if (text.substring(begin, label).contains("PRIVATE KEY")) {
                int end = text.indexOf(KEY_ENDS, begin);
                int line = end < 0 ? -1 : text.indexOf('\n', end);
                after = line < 0 ? text.length() : line;
                kept.append("[redacted-private-key]");
            } else {
                kept.append(KEY_BEGINS);
            }
            at = after;
            begin = text.indexOf(KEY_BEGINS, at);
        }
        return kept.append(text, at, text.length()).toString();
    }
}
