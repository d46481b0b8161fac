package muster.web;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page's own content: who is signed in, in which organization, and how the
 * page is to look.
 *
 * @param person signed in, or null on public pages
 * @param organization of the path, or null outside {@code /o/{slug}}
 * @param organizations those the person may switch to
 * @param navigation the main navigation, in order
 * @param mayAdd whether the reader may bring devices in, by enrolling machines or by pasting lists,
 *     so that links to it may be shown
 * @param csrf goes into every form as hidden {@code csrf}; empty when nobody is signed in
 * @param zone of the member, for the times shown
 */
public record Shell(
        @Nullable Person person,
        @Nullable Organization organization,
        List<Organization> organizations,
        List<Item> navigation,
        boolean mayAdd,
        String csrf,
        Theme theme,
        ZoneId zone,
        boolean development) {
    public Shell {
        organizations = List.copyOf(organizations);
        navigation = List.copyOf(navigation);
    }

    /** Who is signed in. */
    public record Person(String name, String email) {
        /** One or two letters for the account menu: "Ada Lovelace" → "AL". */
        public String initials() {
            var words = (name.isBlank() ? email : name).strip().split("\\s+", -1);
            var last = words.length > 1 ? first(words[words.length - 1]) : "";
            return (first(words[0]) + last).toUpperCase(Locale.ROOT);
        }

        private static String first(String word) {
            return word.isEmpty() ? "" : Character.toString(word.codePointAt(0));
        }
    }

    /** An organization of the switcher. */
    public record Organization(String slug, String name) {
        /** The organization's overview. */
        public String home() {
            return "/o/" + slug;
        }
    }

    /**
     * An item of the navigation.
     *
     * @param word names message {@code nav.WORD} and glyph WORD: overview, devices, software,
     *     findings, activity, policies, collect
     * @param count shown beside it when not null, e.g. open findings
     */
    public record Item(String word, String href, boolean current, @Nullable Long count) {}

    /** The look the reader chose; SYSTEM follows the device's preference. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK;

        /** The cookie that muster.js sets and the Desk reads. */
        public static final String COOKIE = "theme";

        /** The theme of a cookie's value; anything unknown is SYSTEM. */
        public static Theme of(@Nullable String cookie) {
            for (var theme : values()) {
                if (theme.word().equals(cookie)) {
                    return theme;
                }
            }
            return SYSTEM;
        }

        /** The theme's name in the cookie and the page. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
