package muster.wire;

/**
 * Something that could not be read on the device: the rest of the report holds without it.
 *
 * @param source what was read: rpm, listeners, …
 * @param why in a sentence, without the content of anything
 */
public record SourceFailure(String source, String why) implements Sighting {
    public SourceFailure {
        source = Text.required("source", Text.word("source", source));
        why = Text.required("why", why);
    }
}
