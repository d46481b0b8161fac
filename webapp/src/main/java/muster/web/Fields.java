package muster.web;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.io.Serial;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import muster.database.Sql;

/** What a list can be asked for: its fields, how words search it, and its usual order. */
public final class Fields {
    private static final Set<String> TAKEN =
            Set.of("q", "sort", "limit", "cursor", "format", "csrf");
    private static final int TYPOS_MAX = 3;

    private final Sql id;
    private final Optional<Function<List<String>, Sql>> words;
    private final Query.Sort usual;
    private final Map<String, Field> byName;

    /** A field does not take this value; becomes {@link Query.Malformed} with a position. */
    static final class Refused extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private Fields(
            Sql id,
            Optional<Function<List<String>, Sql>> words,
            String usualSort,
            Map<String, Field> byName) {
        this.id = id;
        this.words = words;
        this.byName = byName;
        this.usual = sort(usualSort);
    }

    /**
     * The fields of a list.
     *
     * @param id the column of the id, which breaks ties of the order
     * @param usualSort such as {@code -last_seen}
     */
    public static Fields of(@CompileTimeConstant String id, String usualSort, Field... fields) {
        var byName = new LinkedHashMap<String, Field>();
        for (var field : fields) {
            if (TAKEN.contains(field.name()) || byName.put(field.name(), field) != null) {
                throw new IllegalArgumentException("a second " + field.name());
            }
        }
        return new Fields(Sql.of(id), Optional.empty(), usualSort, byName);
    }

    /**
     * How a word searches this list: a condition on its token table with two {@code ?}, such as
     * {@code exists (select from device_words w where w.device_id = d.id and w.word >= ? and w.word
     * < ?)}. The words are those of {@link Tokens}.
     */
    public Fields searched(@CompileTimeConstant String condition) {
        return new Fields(
                id,
                Optional.of(range -> Sql.of(condition, range.getFirst(), range.getLast())),
                usual.text(),
                byName);
    }

    /** The same for a list with several token tables: gets a word's bounds, the second excluded. */
    public Fields searched(BiFunction<String, String, Sql> condition) {
        return new Fields(
                id,
                Optional.of(range -> condition.apply(range.getFirst(), range.getLast())),
                usual.text(),
                byName);
    }

    /**
     * The same for a short list without a token table: some word of this text, such as {@code
     * s.name || ' ' || s.note}. Every row is read for it, so such a list has a limit of its own.
     */
    public Fields searchedIn(@CompileTimeConstant String text) {
        var all = Sql.of("lower(normalize(").and(text).and(", nfkc) collate pg_c_utf8)");
        // Taking a text apart costs the most: only those are that have the letters somewhere.
        return searched((from, below) ->
                Sql.of("(strpos(")
                        .and(all)
                        .and(", ?) > 0 and exists (select from regexp_split_to_table(", from)
                        .and(all)
                        .and(
                                """
                                , '[^[:alnum:]]+') as w (word)
                                where w.word collate "C" >= ? and w.word collate "C" < ?))
                                """,
                                from,
                                below));
    }

    Sql id() {
        return id;
    }

    Query.Sort usual() {
        return usual;
    }

    Optional<Field> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The condition for a word between these bounds, the second excluded. */
    Sql words(String from, String below) {
        return words.orElseThrow(() ->
                        new Refused(
                                "this list is not searched by words: use field:value with "
                                        + names()))
                .apply(List.of(from, below));
    }

    Query.Sort sort(String text) {
        var descending = text.startsWith("-");
        var name = descending ? text.substring(1) : text;
        return find(name)
                .filter(Field::sortable)
                .map(field -> new Query.Sort(field, descending))
                .orElseThrow(() -> new Refused("sort by one of " + sortable()));
    }

    /** Whether the list can be had in this order. */
    public boolean sorts(String text) {
        return find(text.startsWith("-") ? text.substring(1) : text)
                .map(Field::sortable)
                .orElse(false);
    }

    private String sortable() {
        return byName.values().stream()
                .filter(Field::sortable)
                .map(Field::name)
                .collect(Collectors.joining(", "));
    }

    private String names() {
        return String.join(", ", byName.keySet());
    }

    /** What to tell who asked for a field that there is not. */
    String unknown(String name) {
        var shown = JsonFault.shortened(name);
        return "unknown field %s: %s (to search for the text itself, write it in quotes)"
                .formatted(
                        shown,
                        near(name, byName.keySet())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("there are " + names()));
    }

    /** The word that was probably meant. */
    static Optional<String> near(String typed, Iterable<String> words) {
        var near = new LinkedHashMap<String, Integer>();
        for (var word : words) {
            int typos = typos(typed, word);
            if (typos <= Math.min(TYPOS_MAX, word.length() / 2)) {
                near.put(word, typos);
            }
        }
        return near.entrySet().stream()
                .min(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    // Edit distance, with swapped neighbours as two; words longer than a field's name are far.
    private static int typos(String a, String b) {
        if (Math.abs(a.length() - b.length()) > TYPOS_MAX) {
            return TYPOS_MAX + 1;
        }
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
