package muster.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route takes beside its path: it limits and decodes the body, and tells OpenAPI.
 *
 * @param bytesMax how large a body may be
 * @param record what a body is decoded to; null where there is none, or it is no JSON
 * @param mediaType of a body that the handler reads itself; null where there is none
 * @param asked names of the query string
 */
public record Input(
        int bytesMax,
        @Nullable Class<? extends Record> record,
        @Nullable String mediaType,
        List<String> asked) {
    /** What every list can be asked for. */
    static final List<String> OF_LISTS = List.of("q", "sort", "limit", "cursor");

    /** For routes that say nothing else: a form's worth of bytes. */
    static final Input USUAL = new Input(Body.BYTES_MAX, null, null, List.of());

    public Input {
        asked = List.copyOf(asked);
    }

    Input taking(int most) {
        return new Input(most, record, mediaType, asked);
    }

    Input reading(Class<? extends Record> decoded) {
        return new Input(bytesMax, decoded, null, asked);
    }

    Input reading(String type) {
        return new Input(bytesMax, null, type, asked);
    }

    Input asking(List<String> more) {
        var all = new ArrayList<>(asked);
        all.addAll(more);
        return new Input(bytesMax, record, mediaType, all);
    }

    boolean isOfList() {
        return asked.containsAll(OF_LISTS);
    }
}
