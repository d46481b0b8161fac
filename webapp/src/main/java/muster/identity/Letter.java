package muster.identity;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A mail that the hub sends: plain text, one reader. */
public record Letter(String to, String subject, String text) {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\s]+");

    public Letter {
        // A line break in a subject would start another header.
        subject = BREAKS.matcher(subject).replaceAll(" ").strip();
    }

    /** The addresses in its text, in their order. */
    public List<String> links() {
        return LINK.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Without its text, which may hold a link that opens an account. */
    @Override
    public String toString() {
        return "letter to " + to + ": " + subject;
    }
}
