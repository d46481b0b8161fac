package muster.identify;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a text of at most some dozens of characters looks like, whoever says it. */
final class Looks {
    /** Two numbers and a dot between them, with what is written around and behind them. */
    private static final Pattern VERSION =
            Pattern.compile(
                    "(?i)(?:version[: ]{1,2}|v\\.? ?|r)?\\d{1,4}(?:\\.[a-z0-9]{1,12}){1,6}"
                            + "(?:[-_ ]{1,2}[a-z0-9./()]{1,16}){0,5}");

    /** Three numbers, and whatever else the maker says of the build. */
    private static final Pattern LONG_VERSION =
            Pattern.compile("(?i)[a-z]{0,2}\\d{1,4}\\.\\d{1,6}\\.\\d[\\w.,()/: -]{0,40}");

    /** A version in a sentence that says what it is of. */
    private static final Pattern LABELLED =
            Pattern.compile(
                    "(?i)(?:^|[^a-z])(?:version|release|firmware|fw|sw|ver|rev|v)[.: ]{0,2}"
                            + "(\\d{1,4}\\.\\d[\\w.-]*)");

    /** Three numbers and what they are the version of. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "[A-Za-z][A-Za-z0-9]{0,11}(?:[._-][A-Za-z0-9]{1,12}){0,3}[._-][vVrR]?\\d{1,4}\\.\\d{1,4}\\.\\d{1,6}"
                            + "(?:[._-](?!(?:bin|img|tar|zip|conf|cfg|txt)\\b)[A-Za-z0-9]{1,16}){0,6}");

    /** Huawei's way to count. */
    private static final Pattern COUNTED = Pattern.compile("V\\d{1,3}R\\d{1,3}[A-Z]\\w{1,30}");

    /** When it was built is no part of it. */
    private static final Pattern DATE =
            Pattern.compile(
                    "[, ]{1,2}(?:\\d{1,2} )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun"
                            + "|Jul|Aug|Sep|Oct|Nov|Dec)\\b.*");

    /** An OID, or a text written as the numbers of its octets. */
    private static final Pattern MANY_NUMBERS = Pattern.compile("(?:\\d{1,5}\\.){7}.*");

    private static final Pattern ADDRESS_OR_DATE =
            Pattern.compile(
                    "\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{1,2}[./]\\d{1,2}[./]\\d{4}.*|(?:19|20)\\d\\d\\..*");

    /** Capital letters and digits, four of these in a row. */
    private static final Pattern SERIAL = Pattern.compile("(?=[A-Z0-9]{0,28}\\d{4})[A-Z0-9]{7,32}");

    /** Builds, dates and the numbers of mobile stations are digits too. */
    private static final Pattern NO_SERIAL =
            Pattern.compile("\\d{1,8}|\\d{15}|(?:19|20)\\d{6,12}Z?");

    /** Some digits that are no day, or groups of four. */
    private static final Pattern PLAIN_SERIAL =
            Pattern.compile("(?!(?:19|20)\\d{6}$)\\d{7,8}|[A-Z0-9]{2,4}(?:-[A-Z0-9]{4}){2,3}");

    /** A short name, its number beside a letter: the third floor is no model. */
    private static final Pattern MODEL =
            Pattern.compile(
                    "(?=.{0,30}(?:[A-Za-z][-/+]?\\d|\\d[A-Za-z]|[A-Z]{2} \\d))[A-Za-z][\\w+/ -]{2,31}");

    private static final Pattern MAC_DIGITS = Pattern.compile("[0-9A-Fa-f]{12}");

    private Looks() {}

    /** The version that a text is, or says. */
    static Optional<String> version(String text) {
        if (ADDRESS_OR_DATE.matcher(text).matches() || MANY_NUMBERS.matcher(text).matches()) {
            return Optional.empty();
        }
        if (Stream.of(VERSION, LONG_VERSION, COUNTED)
                .anyMatch(one -> one.matcher(text).matches())) {
            return Optional.of(DATE.matcher(text).replaceFirst(""));
        }
        var labelled = LABELLED.matcher(text);
        if (labelled.find()) {
            return Optional.of(labelled.group(1));
        }
        return Optional.of(text).filter(one -> NAMED.matcher(one).matches());
    }

    /** Whether a version has three numbers, as no revision of hardware has. */
    static boolean isLongVersion(String version) {
        return LONG_VERSION.matcher(version).matches();
    }

    static boolean isSerial(String text) {
        return SERIAL.matcher(text).matches() && !NO_SERIAL.matcher(text).matches() && !isMac(text);
    }

    /** One that may as well be the number of a part, unless it stands in good company. */
    static boolean isPlainSerial(String text) {
        return PLAIN_SERIAL.matcher(text).matches();
    }

    private static boolean isMac(String text) {
        return MAC_DIGITS.matcher(text).matches()
                && MacAddress.find(text).flatMap(Registry::organization).isPresent();
    }

    static boolean isModel(String text) {
        return MODEL.matcher(text).matches() && version(text).isEmpty();
    }

    /** Whether a text has another as words of its own. */
    static boolean says(String text, String words) {
        int at = text.indexOf(words);
        int end = at + words.length();
        return at >= 0
                && (at == 0 || !isOfWord(text.charAt(at - 1)))
                && (end == text.length()
                        || !isOfWord(text.charAt(end))
                        || (text.charAt(end) == '.' && end + 1 == text.length()));
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }
}
