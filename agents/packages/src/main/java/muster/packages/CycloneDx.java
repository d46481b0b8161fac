package muster.packages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A bill of materials in <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX JSON</a> 1.4 to
 * 1.6.
 */
final class CycloneDx {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                                    .maxStringLength(Limits.TEXT_CHARACTERS_MAX)
                                    .build())
                    .build();

    private final JsonParser json;
    private final Harvest harvest = new Harvest();
    private boolean namedAsSuch;

    private CycloneDx(JsonParser json) {
        this.json = json;
    }

    static Harvest read(String text) {
        // Prompts may stand before the document and after it.
        String document =
                text.substring(
                        text.indexOf('{'), Math.max(text.lastIndexOf('}'), text.indexOf('{')) + 1);
        try (var json = JSON.createParser(document)) {
            return new CycloneDx(json).document();
        } catch (JsonProcessingException broken) {
            throw new PackageList.Unreadable(
                    "This begins as JSON, but line %,d breaks off: %s."
                            .formatted(lineOf(broken), Redaction.of(Text.cut(said(broken), 200))));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string cannot fail to be read", impossible);
        }
    }

    /** Without what the parser says of its own settings. */
    private static String said(JsonProcessingException broken) {
        return broken.getOriginalMessage().split("[ :(]+(?:start marker at|enable `)|\n", 2)[0];
    }

    // A number beyond the limits has no place in Jackson's eyes.
    private static int lineOf(JsonProcessingException broken) {
        return broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
    }

    private Harvest document() throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("bomFormat")) {
                namedAsSuch = "CycloneDX".equals(json.getValueAsString());
            } else if (field.equals("components") && value == JsonToken.START_ARRAY) {
                components();
            } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                metadata();
            } else {
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new PackageList.Unreadable(
                    "Line %,d: something follows the end of the document."
                            .formatted(json.currentTokenLocation().getLineNr()));
        }
        return checked();
    }

    private Harvest checked() {
        if (!namedAsSuch) {
            throw new PackageList.Unreadable(
                    "This is JSON, but not CycloneDX: it lacks \"bomFormat\": \"CycloneDX\". "
                            + Unknowns.WHAT_TO_PASTE);
        }
        if (harvest.software().isEmpty()) {
            throw new PackageList.Unreadable(
                    "This CycloneDX document lists no software by its name.");
        }
        var distribution = CycloneDxDistribution.of(harvest.software());
        if (distribution != null) {
            harvest.distribution(distribution);
        }
        return harvest;
    }

    private void metadata() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT && field.equals("component")) {
                subject(component().name());
            } else {
                json.skipChildren();
            }
        }
    }

    /** Tools name what they looked at: an image, a machine, or a folder by its path. */
    private void subject(String name) {
        boolean path = name.startsWith("/") || name.startsWith(".");
        String last = path ? name.substring(name.lastIndexOf('/') + 1) : name;
        boolean says = last.chars().anyMatch(Character::isLetterOrDigit);
        if (says && last.length() <= Limits.NAME_CHARACTERS_MAX && Software.fault(last) == null) {
            harvest.subject(last);
        }
    }

    private void components() throws IOException {
        for (var token = json.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                var _ = component();
            } else {
                json.skipChildren();
            }
        }
    }

    /**
     * Components hold components; the depth that the parser allows bounds how far this goes down.
     */
    private Component component() throws IOException {
        var component = new Component(json.currentTokenLocation().getLineNr());
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (value) {
                case VALUE_STRING -> component.field(field, json.getText());
                case START_ARRAY -> array(component, field);
                case START_OBJECT -> object(component, field);
                default -> {}
            }
        }
        component.into(harvest);
        return component;
    }

    private void array(Component component, String field) throws IOException {
        if (field.equals("components")) {
            components();
        } else if (field.equals("properties")) {
            properties(component);
        } else {
            json.skipChildren();
        }
    }

    private void object(Component component, String field) throws IOException {
        boolean supplier = field.equals("supplier");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String inner = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING && supplier && inner.equals("name")) {
                component.field("supplier", json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private void properties(Component component) throws IOException {
        for (var token = json.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                property(component);
            } else {
                json.skipChildren();
            }
        }
    }

    private void property(Component component) throws IOException {
        String name = "";
        String value = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            boolean text = json.nextToken() == JsonToken.VALUE_STRING;
            name = text && field.equals("name") ? json.getText() : name;
            value = text && field.equals("value") ? json.getText() : value;
            json.skipChildren();
        }
        component.property(name, value);
    }
}
