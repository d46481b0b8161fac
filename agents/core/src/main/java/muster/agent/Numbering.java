package muster.agent;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * How the numbers of batches become places in an epoch. One small file says it for all of them, so
 * that beginning a new epoch gives every waiting batch its new place at once.
 *
 * @param epoch names an unbroken order
 * @param first the number of the batch whose sequence is 1
 * @param next a number that no batch had when this was written, nor any above it
 */
record Numbering(UUID epoch, long first, long next) {
    private static final String FILE = "epoch.json";

    static Optional<Numbering> in(Home home) throws IOException {
        var file = home.read(FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            var json = Json.read(file.get());
            return Optional.of(
                    new Numbering(
                            UUID.fromString(json.text("epoch")),
                            json.number("first"),
                            json.number("next")));
        } catch (Json.Unreadable | IllegalArgumentException lost) {
            return Optional.empty();
        }
    }

    void save(Home home) throws IOException {
        home.write(
                FILE,
                Json.object(json -> {
                    json.writeStringField("epoch", epoch.toString());
                    json.writeNumberField("first", first);
                    json.writeNumberField("next", next);
                }));
    }

    long sequence(Batch batch) {
        return batch.number() - first + 1;
    }

    Numbering upTo(long next) {
        return new Numbering(epoch, first, next);
    }

    /** A new order that begins with this number. */
    Numbering anew(UUID epoch, long first) {
        return new Numbering(epoch, first, next);
    }
}
