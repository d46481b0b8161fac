package muster.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * What tells the machine apart from another one with a copy of its disk.
 *
 * @param marks kind of mark to hashes of them, the strongest kind first; empty where the machine
 *     shows none
 */
public record Fingerprint(SequencedMap<String, Set<String>> marks) {
    public Fingerprint {
        marks = new LinkedHashMap<>(marks);
        marks.values().removeIf(Set::isEmpty);
    }

    /** Of kinds of mark to hashes with a space between. */
    public static Fingerprint of(SequencedMap<String, String> texts) {
        var marks = new LinkedHashMap<String, Set<String>>();
        texts.forEach((kind, text) -> marks.put(kind, Set.of(text.split(" ", -1))));
        return new Fingerprint(marks);
    }

    /** Of a machine that shows nothing. */
    public static Fingerprint unknown() {
        return new Fingerprint(new LinkedHashMap<>());
    }

    /**
     * Whether these are two machines. The strongest kind that both show decides: which ones can be
     * read depends on the user that the agent runs as. They are one where they share a mark:
     * network cards are added and taken out.
     */
    public boolean isAnotherThan(Fingerprint other) {
        return marks.entrySet().stream()
                .filter(mark -> other.marks.containsKey(mark.getKey()))
                .findFirst()
                .map(mark ->
                        Collections.disjoint(
                                mark.getValue(), other.marks.getOrDefault(mark.getKey(), Set.of())))
                .orElse(false);
    }

    /** The strongest mark; empty where there is none. */
    Optional<String> strongest() {
        return marks.values().stream()
                .findFirst()
                .flatMap(all -> all.stream().sorted().findFirst());
    }

    static Fingerprint read(Json json) {
        var texts = new LinkedHashMap<String, String>();
        for (var kind : json.fields().keySet()) {
            json.textIfAny(kind).ifPresent(text -> texts.put(kind, text));
        }
        return of(texts);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var kind : marks.entrySet()) {
            json.writeStringField(kind.getKey(), String.join(" ", new TreeSet<>(kind.getValue())));
        }
        json.writeEndObject();
    }
}
