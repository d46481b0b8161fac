package muster.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of one report, once, from front to back. */
final class ReportReader {
    /** What becomes of a field that wire version 1 does not know. */
    enum Unknown {
        REFUSED,
        IGNORED
    }

    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final int REASON_CHARACTERS_MAX = 160;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Limits.DEPTH_MAX)
                                    .maxNameLength(Limits.TEXT_CHARACTERS_MAX)
                                    .maxStringLength(Limits.REPORT_BYTES_MAX)
                                    .build())
                    .build();

    private final byte[] bytes;
    private final Unknown unknown;

    ReportReader(byte[] bytes, Unknown unknown) {
        this.bytes = bytes;
        this.unknown = unknown;
    }

    Report read() {
        if (bytes.length > Limits.REPORT_BYTES_MAX) {
            throw Report.Malformed.tooLarge(
                    "%,d bytes, at most %,d".formatted(bytes.length, Limits.REPORT_BYTES_MAX));
        }
        var text = characters();
        try (var json = JSON.createParser(text.array(), text.position(), text.remaining())) {
            var report = report(json);
            if (json.nextToken() != null) {
                throw Report.Malformed.unreadable("something follows the end of the report");
            }
            return report;
        } catch (StreamConstraintsException e) {
            throw Report.Malformed.unreadable(
                    "nested deeper than %d, or a name or number longer than anybody needs"
                            .formatted(Limits.DEPTH_MAX));
        } catch (JsonProcessingException e) {
            throw Report.Malformed.unreadable("not the JSON of a report: " + why(e));
        } catch (IOException e) {
            throw Report.Malformed.unreadable("not readable: " + e.getMessage());
        }
    }

    /** Strictly: the parser's own decoder lets encoded surrogates and UTF-16 through. */
    private CharBuffer characters() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw Report.Malformed.unreadable("not valid UTF-8");
        }
    }

    private Report report(JsonParser json) throws IOException {
        UUID id = null;
        String hostname = null;
        String ipAddress = null;
        String osName = null;
        String osVersion = null;
        String agentVersion = null;
        String assetType = null;
        String serial = null;
        String hardwareUuid = null;
        List<MacAddress> macAddresses = List.of();
        List<SoftwareFact> products = null;
        expect(json, json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            switch (json.currentName()) {
                case "hostname" -> hostname = text(json);
                case "ip_address" -> ipAddress = text(json);
                case "os_name" -> osName = text(json);
                case "os_version" -> osVersion = text(json);
                case "agent_version" -> agentVersion = text(json);
                case "asset_type" -> assetType = text(json);
                case "serial" -> serial = text(json);
                case "hardware_uuid" -> hardwareUuid = text(json);
                case "mac_addresses" -> macAddresses = macAddresses(json);
                case "products" -> products = products(json);
                case String field when field.equals("report_id") && unknown == Unknown.REFUSED ->
                        id = reportId(text(json));
                default -> unknown(json);
            }
        }
        if (products == null) {
            throw Report.Malformed.unreadable(
                    "products: missing; a device without software sends an empty list");
        } else if (id == null && unknown == Unknown.REFUSED) {
            throw Report.Malformed.unreadable("report_id: missing; it must be a UUID");
        }
        var device =
                new DeviceFacts(
                        Text.required("hostname", hostname),
                        ip(ipAddress),
                        osName,
                        osVersion,
                        agentVersion,
                        assetType,
                        serial,
                        hardwareUuid,
                        macAddresses);
        return new Report(id, List.of(new Inventory(device, products)));
    }

    private List<SoftwareFact> products(JsonParser json) throws IOException {
        expect(json, json.nextToken(), JsonToken.START_ARRAY);
        var products = new ArrayList<SoftwareFact>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (products.size() == Limits.PRODUCTS_MAX) {
                throw Report.Malformed.tooLarge(
                        "products: more than %,d".formatted(Limits.PRODUCTS_MAX));
            }
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw Report.Malformed.unreadable(
                        "products[%d]: %s, expected an object"
                                .formatted(products.size(), kind(json.currentToken())));
            }
            try {
                products.add(product(json));
            } catch (Report.Malformed e) {
                throw e.in("products[" + products.size() + "].");
            }
        }
        return products;
    }

    private SoftwareFact product(JsonParser json) throws IOException {
        String vendor = null;
        String name = null;
        String version = null;
        String sourceType = null;
        String architecture = null;
        String sourcePackage = null;
        String sourceVersion = null;
        String purl = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            switch (json.currentName()) {
                case "vendor" -> vendor = text(json);
                case "product_name" -> name = text(json);
                case "version" -> version = text(json);
                case "source_type" -> sourceType = text(json);
                case "architecture" -> architecture = text(json);
                case "source_package" -> sourcePackage = text(json);
                case "source_version" -> sourceVersion = text(json);
                case "purl" -> purl = text(json);
                default -> unknown(json);
            }
        }
        return new SoftwareFact(
                vendor,
                Text.required("product_name", name),
                version,
                sourceType == null ? SoftwareFact.SOURCE_UNKNOWN : sourceType,
                architecture,
                sourcePackage,
                sourceVersion,
                purl);
    }

    private static List<MacAddress> macAddresses(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        var addresses = new ArrayList<MacAddress>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.VALUE_STRING);
            if (addresses.size() == Limits.MAC_ADDRESSES_MAX) {
                throw Report.Malformed.unreadable(
                        "mac_addresses: more than " + Limits.MAC_ADDRESSES_MAX);
            }
            try {
                addresses.add(MacAddress.of(json.getText()));
            } catch (Report.Malformed e) {
                throw e.in("mac_addresses[" + addresses.size() + "]: ");
            }
        }
        return addresses;
    }

    private static @Nullable UUID reportId(@Nullable String text) {
        if (text == null) {
            return null;
        } else if (UUID_TEXT.matcher(text).matches()) {
            return UUID.fromString(text);
        } else {
            throw Report.Malformed.unreadable(
                    "report_id: \"" + Quoted.of(text) + "\" is not a UUID");
        }
    }

    private static @Nullable IpAddress ip(@Nullable String text) {
        var literal = Text.optional("ip_address", text);
        return literal == null ? null : IpAddress.of(literal);
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json, json.currentToken(), JsonToken.VALUE_STRING);
        return json.getText();
    }

    /**
     * What is ignored must still be sound: a NUL hidden there would be one wherever it goes next.
     */
    private void unknown(JsonParser json) throws IOException {
        var field = Quoted.of(json.currentName());
        if (unknown == Unknown.REFUSED) {
            throw Report.Malformed.unreadable(field + ": wire version 1 has no such field");
        }
        int depth = 0;
        do {
            var token = json.nextToken();
            if (token == null) {
                return;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                Text.refuseUnstorable(field, json.getText());
            }
        } while (depth > 0);
    }

    private static void expect(JsonParser json, @Nullable JsonToken found, JsonToken expected)
            throws IOException {
        if (found != expected) {
            var field = json.currentName();
            throw Report.Malformed.unreadable(
                    "%s: %s, expected %s"
                            .formatted(
                                    field == null ? "the report" : field,
                                    kind(found),
                                    kind(expected)));
        }
    }

    private static String kind(@Nullable JsonToken token) {
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    /** The parser's own words, without the piece of the report that it may quote at length. */
    private static String why(JsonProcessingException e) {
        var message = Quoted.of(ParserWords.plain(e.getOriginalMessage()), REASON_CHARACTERS_MAX);
        var at = e.getLocation();
        return at == null
                ? message
                : "%s (line %d, column %d)".formatted(message, at.getLineNr(), at.getColumnNr());
    }
}
