package muster.scanner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in the scanner's file: what stands there, or what should and on which line. */
final class Place {
    private static final int ITEMS_MAX = 10_000;

    private final String key;
    private final Node node;

    private Place(String key, Node node) {
        this.key = key;
        this.node = node;
    }

    static Place root(Node node) {
        return new Place("the file", node);
    }

    /** A mapping whose keys are known. */
    static final class Fields {
        private final Place place;
        private final Map<String, Place> values;

        private Fields(Place place, Map<String, Place> values) {
            this.place = place;
            this.values = values;
        }

        Optional<Place> find(String key) {
            return Optional.ofNullable(values.get(key));
        }

        Place required(String key) throws ScannerFile.Refused {
            var value = values.get(key);
            if (value == null) {
                throw place.wrong("\"" + key + "\" is missing");
            }
            return value;
        }

        String text(String key) throws ScannerFile.Refused {
            return required(key).text();
        }

        int number(String key, int least, int most, int usual) throws ScannerFile.Refused {
            var value = values.get(key);
            return value == null ? usual : value.number(least, most);
        }

        List<Place> items(String key) throws ScannerFile.Refused {
            var value = values.get(key);
            return value == null ? List.of() : value.items();
        }

        ScannerFile.Refused wrong(String why) {
            return place.wrong(why);
        }
    }

    Fields fields(Set<String> known) throws ScannerFile.Refused {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("expected keys and values");
        }
        var values = new HashMap<String, Place>();
        for (var tuple : mapping.getValue()) {
            var name = new Place(key, tuple.getKeyNode()).text();
            if (!known.contains(name)) {
                throw new Place(name, tuple.getKeyNode())
                        .wrong("there is no such key here, only " + new TreeSet<>(known));
            }
            if (values.put(name, new Place(name, tuple.getValueNode())) != null) {
                throw new Place(name, tuple.getKeyNode()).wrong("is here twice");
            }
        }
        return new Fields(this, values);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    List<Place> items() throws ScannerFile.Refused {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("expected a list");
        }
        if (sequence.getValue().size() > ITEMS_MAX) {
            throw wrong("more than %,d items".formatted(ITEMS_MAX));
        }
        var items = new ArrayList<Place>();
        for (var item : sequence.getValue()) {
            items.add(new Place(key, item));
        }
        return items;
    }

    String text() throws ScannerFile.Refused {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw wrong("expected a text");
        }
        return scalar.getValue();
    }

    int number(int least, int most) throws ScannerFile.Refused {
        try {
            int number = Integer.parseInt(text());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like all others.
        }
        throw wrong("expected a number from %,d to %,d".formatted(least, most));
    }

    /** One of some words. */
    <T> T word(Map<String, T> words) throws ScannerFile.Refused {
        var meant = words.get(text());
        if (meant == null) {
            throw wrong("expected one of " + new TreeSet<>(words.keySet()));
        }
        return meant;
    }

    /**
     * What a text is read as.
     *
     * @param reading throws IllegalArgumentException where the text is no such thing
     */
    <T> T as(Function<String, T> reading) throws ScannerFile.Refused {
        try {
            return reading.apply(text());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Never repeats what stands there, which may be a secret. */
    ScannerFile.Refused wrong(String why) {
        int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        return new ScannerFile.Refused("line %d: %s: %s".formatted(line, key, why));
    }
}
