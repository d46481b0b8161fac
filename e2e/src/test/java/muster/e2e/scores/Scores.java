package muster.e2e.scores;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scores of one topic, a line per field in the order in which fields came up. */
final class Scores {
    private final String topic;
    private final Map<String, Score> byField = new LinkedHashMap<>();

    Scores(String topic) {
        this.topic = topic;
    }

    Score of(String field) {
        return byField.computeIfAbsent(field, _ -> new Score(topic, field));
    }

    List<Score> all() {
        return List.copyOf(byField.values());
    }
}
