package muster.packages;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** What one reading of a paste brought in: software once each, and what was not understood. */
final class Harvest {
    private final SequencedSet<Software> software = new LinkedHashSet<>();
    private final List<Unread> unread = new ArrayList<>();
    private int unreadTotal;
    private int known;
    private @Nullable Distribution distribution;
    private @Nullable String subject;

    SequencedSet<Software> software() {
        return software;
    }

    List<Unread> unread() {
        return unread;
    }

    int unreadTotal() {
        return unreadTotal;
    }

    /** Parts that were understood, installed or not. */
    int known() {
        return known;
    }

    /** A distribution that the list names outright. */
    @Nullable Distribution distribution() {
        return distribution;
    }

    void distribution(Distribution stated) {
        if (distribution == null) {
            distribution = stated;
        }
    }

    /** What the list says that it is the list of. */
    @Nullable String subject() {
        return subject;
    }

    void subject(String stated) {
        subject = stated;
    }

    /** A part that was understood and is no installed package. */
    void notInstalled() {
        known++;
    }

    void add(Line line, Source source, String name, String version, @Nullable String architecture) {
        add(line, source, name, version, architecture, null, null, null, null);
    }

    /** A version that is missing is null: what is there without one is still there. */
    void add(
            Line line,
            Source source,
            String name,
            @Nullable String version,
            @Nullable String architecture,
            @Nullable String sourceName,
            @Nullable String sourceVersion,
            @Nullable String vendor,
            @Nullable String purl) {
        String fault =
                Software.fault(
                        name, version, architecture, sourceName, sourceVersion, vendor, purl);
        if (name.isBlank()) {
            unread(line, "it states no name");
        } else if (fault != null) {
            unread(line, fault);
        } else {
            known++;
            software.add(
                    new Software(
                            source,
                            name,
                            version,
                            architecture,
                            sourceName,
                            sourceVersion,
                            vendor,
                            purl));
            if (software.size() > Limits.ITEMS_MAX) {
                throw tooMany(line);
            }
        }
    }

    static PackageList.Unreadable tooMany(Line line) {
        return new PackageList.Unreadable(
                "Line %,d: this is more than %,d packages, the most that one paste may hold."
                        .formatted(line.number(), Limits.ITEMS_MAX),
                true);
    }

    void unread(Line line, String why) {
        unreadTotal++;
        if (unread.size() < Limits.UNREAD_MAX) {
            unread.add(new Unread(line.number(), shortened(line.text()), why));
        }
    }

    private static String shortened(String text) {
        // Redacted before it is cut, so that no half of a secret escapes the patterns.
        String shown = Redaction.of(Text.cut(text, 4 * Limits.FIELD_CHARACTERS_MAX)).strip();
        return shown.length() <= Limits.UNREAD_CHARACTERS_MAX
                ? shown
                : Text.cut(shown, Limits.UNREAD_CHARACTERS_MAX - 1) + "…";
    }
}
