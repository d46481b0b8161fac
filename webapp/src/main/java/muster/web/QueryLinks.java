package muster.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Addresses of one list, changed a little: relative, such as {@code ?q=web&sort=-last_seen}. */
public final class QueryLinks {
    private final Query query;
    private final Map<String, String> parameters;

    /**
     * One part of the query that can be taken away.
     *
     * @param without the same list without it
     */
    public record Chip(String text, String without) {}

    QueryLinks(Query query, Map<String, String> given) {
        var kept = new LinkedHashMap<String, String>();
        if (!query.text().isEmpty()) {
            kept.put("q", query.text());
        }
        kept.putAll(query.filters());
        for (var name : List.of("sort", "limit")) {
            var value = given.getOrDefault(name, "");
            if (!value.isEmpty()) {
                kept.put(name, value);
            }
        }
        this.query = query;
        this.parameters = kept;
    }

    /** The first page of this list. */
    public String first() {
        return url(parameters);
    }

    /** The page that begins at a cursor. */
    public String next(String cursor) {
        return with("cursor", cursor);
    }

    /** The list sorted by a field; the other way round when it is already. */
    public String sorted(String field) {
        var sort = query.sort();
        var turned = sort.field().name().equals(field) && !sort.descending();
        return with("sort", turned ? "-" + field : field);
    }

    /** Whether the list can be sorted by a field. */
    public boolean sorts(String field) {
        return query.fields().sorts(field);
    }

    /** {@code ascending}, {@code descending} or {@code none}, for a column's {@code aria-sort}. */
    public String order(String field) {
        var sort = query.sort();
        if (sort.field().name().equals(field)) {
            return sort.descending() ? "descending" : "ascending";
        } else {
            return "none";
        }
    }

    /** Exactly this list as a file: {@code csv} or {@code json}. */
    public String export(String format) {
        return with("format", format);
    }

    /**
     * A term to click on: it comes in place of whatever is asked of its field, since two values of
     * one field would find nothing. Where the list is narrowed by it already, it goes.
     *
     * @param term such as {@code severity:high}
     */
    public Parts.Choice choice(String text, String term) {
        var field = term.substring(0, term.indexOf(':'));
        var filter = query.filters().get(field);
        var asked =
                terms().stream().anyMatch(one -> one.text().equalsIgnoreCase(term))
                        || (filter != null && term.equalsIgnoreCase(field + ':' + filter));
        return Parts.Choice.of(text, instead(field, asked ? "" : term), asked);
    }

    private String instead(String field, String term) {
        var rest = terms().stream().filter(one -> !one.isOnlyAbout(field)).toList();
        var text = (new Term.And(rest).text() + ' ' + term).strip();
        var changed = new LinkedHashMap<>(parameters);
        changed.remove(field);
        return url(with(changed, "q", text));
    }

    /** The list without anything that narrows it. */
    public String all() {
        var rest = new LinkedHashMap<>(parameters);
        rest.keySet().retainAll(List.of("sort", "limit"));
        return url(rest);
    }

    /** The parts of the query, each with the list without it. */
    public List<Chip> chips() {
        var chips = new ArrayList<Chip>();
        var terms = terms();
        for (int i = 0; i < terms.size(); i++) {
            var rest = new ArrayList<>(terms);
            rest.remove(i);
            chips.add(new Chip(terms.get(i).text(), with("q", new Term.And(rest).text())));
        }
        query.filters()
                .forEach((name, value) -> chips.add(new Chip(name + ": " + value, with(name, ""))));
        return chips;
    }

    private List<Term> terms() {
        return query.term()
                .map(term -> term instanceof Term.And(var all) ? all : List.of(term))
                .orElse(List.of());
    }

    /** What a filter form sends along as hidden fields, beside its search box. */
    public Map<String, String> hidden() {
        var hidden = new LinkedHashMap<>(parameters);
        hidden.remove("q");
        return hidden;
    }

    private String with(String name, String value) {
        return url(with(new LinkedHashMap<>(parameters), name, value));
    }

    private static Map<String, String> with(
            Map<String, String> parameters, String name, String value) {
        if (value.isEmpty()) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
        return parameters;
    }

    private static String url(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + '=' + encoded(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
