package muster.packages;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A shell's prompt with the command typed after it.
 *
 * @param host the machine's name, null where the prompt does not show one
 */
record Prompt(@Nullable String host, String command) {
    private static final int PROMPT_CHARACTERS_MAX = 300;
    private static final Set<String> NAMES_OF_NO_MACHINE =
            Set.of("localhost", "localhost.localdomain", "host");

    private static final String HOST = "(?<host>[A-Za-z0-9][A-Za-z0-9.-]{0,200}+)";

    /**
     * Each shows one kind of prompt; the quantifiers are bounded or possessive, so that matching is
     * linear.
     */
    private static final List<Pattern> KINDS =
            List.of(
                    // root@web1:~# dpkg -l      (venv) ann@web1 ~ % brew list
                    Pattern.compile(
                            "(?:\\([^)]{1,40}+\\) ?)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,40}+@"
                                    + HOST
                                    + "(?::| )[^#$%>]{0,200}+[#$%>](?: (?<command>.*))?"),
                    // [root@db1 ~]# rpm -qa
                    Pattern.compile(
                            "\\[[A-Za-z0-9_.-]{1,40}+@"
                                    + HOST
                                    + " [^\\]]{0,200}+\\][#$%](?: ?(?<command>.*))?"),
                    // web1:~# apk list -I
                    Pattern.compile(HOST + ":[~/][^#$ ]{0,200}+[#$](?: (?<command>.*))?"),
                    // ┌──(ann㉿kali)-[~]
                    Pattern.compile(
                            "┌──\\([A-Za-z0-9_.-]{1,40}+[㉿@]"
                                    + HOST
                                    + "\\)-\\[[^\\]]{0,200}+\\](?<command>)"),
                    Pattern.compile("└─[#$](?: (?<command>.*))?(?<host>)"),
                    // bash-5.1$ dpkg -l
                    Pattern.compile(
                            "(?:ba|a|da|k)?sh(?:-[0-9.]{1,8}+)?[#$](?: (?<command>.*))?(?<host>)"),
                    // $ dpkg -l
                    Pattern.compile(
                            "[#$%] ?(?<command>(?:sudo |cat |COLUMNS=|LANG=|LC_ALL=|dpkg|apt|apk|rpm|dnf|yum|exit|ssh |docker ).*)?(?<host>)"));

    /** The prompt that this line begins with, or null. */
    static @Nullable Prompt of(String line) {
        if (line.isEmpty() || !mayBegin(line)) {
            return null;
        }
        String start = Text.cut(line, PROMPT_CHARACTERS_MAX);
        for (Pattern kind : KINDS) {
            var matcher = kind.matcher(start);
            if (matcher.matches()) {
                String command = matcher.group("command");
                return new Prompt(
                        host(matcher.group("host")), command == null ? "" : command.strip());
            }
        }
        return null;
    }

    /**
     * Prompts have their sign early; nearly all lines of package lists are told apart by this
     * alone.
     */
    private static boolean mayBegin(String line) {
        int end = Math.min(line.length(), PROMPT_CHARACTERS_MAX);
        boolean sign = false;
        for (int at = 0; at < end && !sign; at++) {
            char character = line.charAt(at);
            sign =
                    character == '#'
                            || character == '$'
                            || character == '%'
                            || character == '>'
                            || character == '┌';
        }
        return sign && !Text.isBlank(line.charAt(0));
    }

    private static @Nullable String host(@Nullable String shown) {
        boolean unnamed = shown == null || shown.isEmpty() || NAMES_OF_NO_MACHINE.contains(shown);
        return unnamed ? null : shown;
    }
}
