package muster.agent;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What tells the machine apart from another one with a copy of its disk.
 *
 * @param marks kind of mark to a hash of it, strongest first; empty where the machine shows none
 */
public record Fingerprint(SequencedMap<String, String> marks) {
    public Fingerprint {
        marks = new LinkedHashMap<>(marks);
    }

    /** Of a machine that shows nothing. */
    public static Fingerprint unknown() {
        return new Fingerprint(new LinkedHashMap<>());
    }

    /**
     * Whether these are two machines. The strongest mark that both show decides: which ones can be
     * read depends on the user that the agent runs as.
     */
    public boolean isAnotherThan(Fingerprint other) {
        return marks.entrySet().stream()
                .filter(mark -> other.marks.containsKey(mark.getKey()))
                .findFirst()
                .map(mark -> !mark.getValue().equals(other.marks.get(mark.getKey())))
                .orElse(false);
    }

    static Fingerprint read(Json json) {
        var marks = new LinkedHashMap<String, String>();
        for (Map.Entry<String, ?> field : json.fields().entrySet()) {
            if (field.getValue() instanceof String hash) {
                marks.put(field.getKey(), hash);
            }
        }
        return new Fingerprint(marks);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var mark : marks.entrySet()) {
            json.writeStringField(mark.getKey(), mark.getValue());
        }
        json.writeEndObject();
    }
}
