package muster.packages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package list as read from a paste.
 *
 * @param distribution null where nothing in the list says it
 * @param hostnameHint what the list is of: the name that the document itself gives, else the
 *     machine's as its shell prompt shows it; null where neither does
 * @param software at least one, at most {@link Limits#ITEMS_MAX}, in the list's order
 * @param unread the first {@link Limits#UNREAD_MAX} parts that were not understood
 * @param unreadTotal how many parts were not understood
 */
public record PackageList(
        Format format,
        @Nullable Distribution distribution,
        @Nullable String hostnameHint,
        List<Software> software,
        List<Unread> unread,
        int unreadTotal) {

    public PackageList {
        software = List.copyOf(software);
        unread = List.copyOf(unread);
    }

    /** The first parts that were not understood, as many as a page shows. */
    public List<Unread> firstUnread() {
        return unread.subList(0, Math.min(unread.size(), Limits.UNREAD_SHOWN_MAX));
    }

    /**
     * Reads a paste and finds out by itself which format it has.
     *
     * @throws Unreadable nothing in it is a package list, or it is too large
     * @throws Refused it is a configuration or holds secrets
     */
    public static PackageList recognise(String text) {
        return Recognition.of(text, null);
    }

    /** Reads a paste that its sender says is of this format; throws as {@link #recognise} does. */
    public static PackageList read(Format format, String text) {
        return Recognition.of(text, format);
    }

    /**
     * Checks a paste that is something else than a package list.
     *
     * @throws Refused it is a configuration or holds secrets
     */
    public static void refuseSecrets(String text) {
        Refusals.check(Paste.of(text));
    }

    /**
     * Nothing in the paste is a package list. The message says what, which line and why, to the
     * person who pasted.
     */
    public static final class Unreadable extends RuntimeException {
        private final boolean tooLarge;

        Unreadable(String message) {
            this(message, false);
        }

        Unreadable(String message, boolean tooLarge) {
            super(message);
            this.tooLarge = tooLarge;
        }

        /** Whether a limit was passed, and not the content at fault. */
        public boolean tooLarge() {
            return tooLarge;
        }
    }

    /**
     * The paste holds what Muster never wants: a configuration or secrets. The message says what to
     * paste instead.
     */
    public static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }
}
