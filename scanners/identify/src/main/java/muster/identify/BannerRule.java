package muster.identify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One thing to look for in what a service says, and what it means. */
final class BannerRule {
    private final String id;
    private final List<Look> looks;
    private final Answers answers;
    private final @Nullable String by;
    private final Map<String, Answers> table;

    /** A pattern that is compiled when a text has its literal part. */
    private static final class Look {
        private final String regex;
        private final String literal;
        private volatile @Nullable Pattern pattern;

        private Look(String regex) {
            this.regex = regex;
            literal = RequiredLiteral.of(regex);
        }

        Optional<MatchResult> in(String text, String lowerCase) {
            if (!lowerCase.contains(literal)) {
                return Optional.empty();
            }
            var found = Patience.matcher(compiled(), text);
            return found.find() ? Optional.of(found.toMatchResult()) : Optional.empty();
        }

        private Pattern compiled() {
            var ready = pattern;
            if (ready == null) {
                ready = Pattern.compile(regex, Pattern.MULTILINE);
                pattern = ready;
            }
            return ready;
        }
    }

    private BannerRule(
            String id,
            List<Look> looks,
            Answers answers,
            @Nullable String by,
            Map<String, Answers> table) {
        this.id = id;
        this.looks = looks;
        this.answers = answers;
        this.by = by;
        this.table = table;
    }

    static BannerRule of(Entry entry, BannerFiles files) {
        var lookup = entry.entry("lookup");
        var by = lookup.text("by");
        var rule =
                new BannerRule(
                        entry.required("id"),
                        entry.texts("match").stream().map(Look::new).toList(),
                        Answers.of(entry, files),
                        by,
                        by == null ? Map.of() : files.table(lookup.required("in")));
        lookup.requireAllAsked();
        return rule;
    }

    String id() {
        return id;
    }

    /**
     * Notes what it makes of a text.
     *
     * @param lowerCase the same text
     */
    void read(String text, String lowerCase, Draft draft) {
        for (var look : looks) {
            var found = look.in(text, lowerCase);
            if (found.isPresent()) {
                say(text, found.get(), draft);
                return;
            }
        }
    }

    private void say(String text, MatchResult found, Draft draft) {
        var captured = new Captured(found);
        var why = new Why(lines(text, found.start(), found.end()), id);
        if (by == null) {
            answers.say(null, captured, draft, why);
        } else {
            var key = captured.key(by);
            var row = key == null ? null : table.get(key);
            if (row != null) {
                answers.say(row, captured, draft, why);
            }
        }
    }

    /** All of the lines that a match touched. */
    private static String lines(String text, int start, int end) {
        int from = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
        int to = text.indexOf('\n', end);
        return text.substring(Math.min(from, start), to < 0 ? text.length() : to);
    }
}
