package muster.identify;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets of a device that stand in what it says: nobody asks for any, but a banner, a description
 * or a process list may have one. They are known by the words before them, as configurations have
 * them. Quantifiers are bounded or possessive, for the text is anybody's.
 */
public final class DeviceSecrets {
    /** What stands in a secret's place. */
    public static final String INSTEAD = "(secret)";

    private static final String KIND =
            "(?:(?:enc|encrypted|plaintext|ciphertext|cipher|simple|hash|sha1|sha256|sha512|md5|irreversible-cipher"
                    + "|clear|type|\\d{1,2}) {1,3}+){0,3}+";

    private static final String VALUE =
            "(?:\"[^\"\\n]{1,500}+\"|'[^'\\n]{1,500}+'|[^\\s\"';,]{1,500}+)";

    /** Group 1 stays; what is behind it does not. */
    private static final List<Pattern> ASSIGNED =
            List.of(
                    Pattern.compile(
                            "(?i)((?:passw(?:or)?d|passphrase|secret|pre-?shared-?key|psk|api[_-]?key|auth-?key|priv-?key"
                                    + "|token|community|wpa-?key|key-string|md5-key|password-hash|encrypted-password)"
                                    + "[\\w-]{0,20}+[\"']?\\s{0,3}+[=:]\\s{0,3}+"
                                    + KIND
                                    + ")(?!\\(secret\\))"
                                    + VALUE),
                    Pattern.compile(
                            "(?i)(\\b(?:password|passwd|secret|passphrase|pre-shared-key(?: (?:ascii-text|hexadecimal|local|remote))?+"
                                    + "|key-string|ascii-text|password-hash|encrypted-password|authentication-key(?: \\d{1,5} md5)?"
                                    + "|message-digest-key \\d{1,3} md5|authentication-mode (?:md5|simple)|wpa-psk ascii"
                                    + "|(?:tacacs|radius)(?:-server)?+ (?:[^\\n]{0,120}? )?key|server-private [^\\n]{1,120}? key|shared-secret|neighbor \\S{1,60}+ password|auth (?:md5|sha)|priv (?:des|aes)(?: \\d{3})?+"
                                    + "|crypto isakmp key) {1,3}+"
                                    + KIND
                                    + ")(?!\\(secret\\)|[:=]|is\\b|for\\b|has\\b|not\\b|and\\b|or\\b|of\\b|to\\b|was\\b|will\\b|must\\b"
                                    + "|recovery\\b|required\\b|prompt\\b|encryption\\b|expir|change|never|last|length|history|aging\\b|policy\\b|strength\\b)"
                                    + VALUE),
                    Pattern.compile(
                            "(?i)(\\b(?:snmp-server (?:community|host \\S{1,60}+(?: (?:traps|informs|version \\S{1,4}+)){0,3}+)"
                                    + "|snmp-agent community (?:read|write) |snmp(?: v\\d)? community|set snmp community) {0,3}+"
                                    + KIND
                                    + ")(?!\\(secret\\))"
                                    + VALUE));

    /** Wherever it stands, this is a secret as a whole. */
    private static final List<Pattern> ALONE =
            List.of(
                    Pattern.compile(
                            "\\$(?:0|1|2[abxy]|5|6|7|8|9|14|y|gy|apr1|sha\\d{1,3}|argon2i?d?|pbkdf2[\\w-]{0,20})\\$[^\\s:\"',;]{6,500}+"),
                    Pattern.compile("(?<=://)[^\\s/@:\"'<>]{1,200}+:[^\\s/@\"'<>]{1,500}+(?=@)"));

    /** What every secret has that is known here; most texts of a device have nothing of it. */
    private static final Pattern HINT =
            Pattern.compile(
                    "(?i)pass|secret|snmp|key|psk|token|communit|ascii-text|md5|simple|auth |priv |\\$|://|-----BEGIN ");

    private static final String KEY_BEGINS = "-----BEGIN ";
    private static final Pattern KEY_ENDS = Pattern.compile("-----END [A-Z0-9 ]{0,60}+-----");

    private DeviceSecrets() {}

    /** The same text without them. Doing it twice changes nothing more. */
    public static String hidden(String text) {
        if (!HINT.matcher(text).find()) {
            return text;
        }
        var hidden = withoutKeys(text);
        for (var pattern : ASSIGNED) {
            hidden =
                    pattern.matcher(hidden)
                            .replaceAll(
                                    found -> Matcher.quoteReplacement(found.group(1) + INSTEAD));
        }
        for (var pattern : ALONE) {
            hidden = pattern.matcher(hidden).replaceAll(Matcher.quoteReplacement(INSTEAD));
        }
        return hidden;
    }

    /** A key that lost its end is taken out to the end of the text: half of it is one too. */
    private static String withoutKeys(String text) {
        var kept = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(KEY_BEGINS); at >= 0; at = text.indexOf(KEY_BEGINS, from)) {
            int lineEnd = text.indexOf('\n', at);
            int labelEnd = lineEnd < 0 ? text.length() : lineEnd;
            boolean isPrivate = text.substring(at, labelEnd).contains("PRIVATE KEY");
            kept.append(text, from, at);
            if (isPrivate) {
                var end = KEY_ENDS.matcher(text);
                from = end.find(at) ? end.end() : text.length();
                kept.append(INSTEAD);
            } else {
                from = at + KEY_BEGINS.length();
                kept.append(KEY_BEGINS);
            }
        }
        return kept.append(text, from, text.length()).toString();
    }
}
