package muster.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** JSON as the hub speaks it: records in snake_case, strict in what it reads. */
public final class Json {
    public static final int DEPTH_MAX = 32;
    public static final int NAME_LETTERS_MAX = 256;
    public static final int NUMBER_LETTERS_MAX = 40;
    public static final int STRING_LETTERS_MAX = 8 * 1024 * 1024;

    /** The times that a database column and a browser can both hold. */
    public static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /** The text is no JSON, or not the JSON that was expected: what, where and why. */
    public static final class Malformed extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;
        private final String where;

        public Malformed(String where, String why) {
            super(where + ": " + why);
            this.where = where;
        }

        /** The field, such as {@code products[3].name}, or the line and column. */
        public String where() {
            return where;
        }
    }

    private static JsonMapper mapper() {
        var limits =
                StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxNameLength(NAME_LETTERS_MAX)
                        .maxNumberLength(NUMBER_LETTERS_MAX)
                        .maxStringLength(STRING_LETTERS_MAX)
                        .build();
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        // Names that strangers send are not worth keeping for ever.
                        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                        .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addDeserializer(Instant.class, new Times()))
                .annotationIntrospector(new Words())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .withCoercionConfig(LogicalType.Textual, Json::onlyTexts)
                .build();
    }

    private static void onlyTexts(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * Reads a record, understood whole: unknown, doubled and missing fields are refused. A
     * component may be absent when it is {@code @Nullable} (or a primitive, which is then 0 or
     * false).
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        var text = JsonText.of(bytes);
        try {
            return Whole.checked(MAPPER.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw JsonFault.of(e);
        }
    }

    /** Reads a value that was already taken apart, such as a form's fields. */
    static <T> T convert(JsonNode node, Class<T> type) {
        try {
            return Whole.checked(MAPPER.treeToValue(node, type));
        } catch (JsonProcessingException e) {
            throw JsonFault.of(e);
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + value.getClass(), e);
        }
    }

    /** A generator that writes values one by one, for lists too long to hold. */
    static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    /** A time in ISO 8601 with its zone, and nothing else. */
    private static final class Times extends StdScalarDeserializer<Instant> {
        Times() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            var text = parser.getValueAsString("");
            try {
                var time = Instant.parse(text);
                if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                // Told below, in our words.
            }
            throw context.weirdStringException(text, Instant.class, "no time");
        }
    }
}
