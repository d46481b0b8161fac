package muster.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.wire.ParserWords;
import org.jspecify.annotations.Nullable;

/** What the parser says, in words for the one who sent it: no class names, no long values. */
final class JsonFault {
    private static final int QUOTED_LETTERS_MAX = 40;

    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, long.class, Integer.class, Long.class);

    private JsonFault() {}

    static Json.Malformed of(JsonProcessingException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException e ->
                    new Json.Malformed(path(e), "there is no such field");
            case ValueInstantiationException e -> new Json.Malformed(path(e), cause(e));
            case InvalidFormatException e ->
                    new Json.Malformed(
                            path(e),
                            quoted(e.getValue()) + " is not " + expected(e.getTargetType()));
            case MismatchedInputException e ->
                    new Json.Malformed(path(e), "expected " + expected(e.getTargetType()));
            case StreamConstraintsException e ->
                    new Json.Malformed(place(e), "too long or too deep");
            case InputCoercionException e ->
                    new Json.Malformed(place(e), "the number is too large");
            case JsonMappingException e
                    when e.getCause() instanceof JsonProcessingException inner ->
                    of(inner);
            case JsonMappingException e -> new Json.Malformed(path(e), cause(e));
            default -> new Json.Malformed(place(fault), text(fault));
        };
    }

    private static String path(JsonMappingException e) {
        var path =
                e.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + shortened(step.getFieldName()))
                        .collect(Collectors.joining());
        return path.isEmpty() ? place(e) : path.replaceFirst("^\\.", "");
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null || at.getLineNr() < 0
                ? "body"
                : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    // A record's own constructor refused the value, and said why.
    private static String cause(JsonMappingException e) {
        var cause = e.getCause();
        var why = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
        return why == null ? "not a possible value" : shortened(why);
    }

    private static String text(JsonProcessingException e) {
        return shortened(ParserWords.plain(e.getOriginalMessage()));
    }

    private static String quoted(@Nullable Object value) {
        return '"' + shortened(String.valueOf(value)) + '"';
    }

    static String shortened(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= 4 * QUOTED_LETTERS_MAX
                ? clean
                : clean.substring(0, QUOTED_LETTERS_MAX) + "…";
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(word -> Words.of((Enum<?>) word))
                    .collect(Collectors.joining(", ", "one of ", ""));
        } else if (type == Instant.class) {
            return "a time like 2026-01-31T12:00:00Z";
        } else if (type == UUID.class) {
            return "an id";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (WHOLE.contains(type)) {
            return "a whole number";
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        } else if (type == String.class) {
            return "a text";
        } else if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        } else {
            return "an object";
        }
    }
}
