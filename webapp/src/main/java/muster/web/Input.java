package muster.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route takes beside its path: it limits and decodes the body, and tells OpenAPI.
 *
 * @param bytesMax how large a body may be
 * @param record what a body is decoded to; null where there is none, or it is no JSON
 * @param signed the same where a collector signed it; null where that is no other
 * @param mediaType of a body that the handler reads itself; null where there is none
 * @param asked names of the query string
 * @param headers that it heeds, beside those that say who sends it
 */
public record Input(
        int bytesMax,
        @Nullable Class<? extends Record> record,
        @Nullable Class<? extends Record> signed,
        @Nullable String mediaType,
        List<String> asked,
        List<String> headers) {
    /** What every list can be asked for. */
    static final List<String> OF_LISTS = List.of("q", "sort", "limit", "cursor");

    /** For routes that say nothing else: a form's worth of bytes. */
    static final Input USUAL = new Input(Body.BYTES_MAX, null, null, null, List.of(), List.of());

    public Input {
        asked = List.copyOf(asked);
        headers = List.copyOf(headers);
    }

    Input taking(int most) {
        return new Input(most, record, signed, mediaType, asked, headers);
    }

    Input reading(Class<? extends Record> decoded) {
        return new Input(bytesMax, decoded, null, null, asked, headers);
    }

    Input reading(String type) {
        return new Input(bytesMax, null, null, type, asked, headers);
    }

    Input signed(Class<? extends Record> decoded) {
        return new Input(bytesMax, record, decoded, mediaType, asked, headers);
    }

    Input heeding(List<String> names) {
        return new Input(bytesMax, record, signed, mediaType, asked, names);
    }

    Input asking(List<String> more) {
        var all = new ArrayList<>(asked);
        all.addAll(more);
        return new Input(bytesMax, record, signed, mediaType, all, headers);
    }

    boolean isOfList() {
        return asked.containsAll(OF_LISTS);
    }
}
