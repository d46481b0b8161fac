package muster.packages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The {@code package.json} of a package that npm or its like installed (<a
 * href="https://docs.npmjs.com/cli/v11/configuring-npm/package-json">package.json</a>).
 */
public final class NpmManifest {
    private static final long BYTES_MAX = 4L * 1024 * 1024;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Limits.JSON_DEPTH_MAX)
                                    .maxDocumentLength(BYTES_MAX)
                                    .build())
                    .build();

    private NpmManifest() {}

    /** Reads no further than to name and version. */
    public static Reading read(InputStream manifest) throws IOException {
        return Reading.of(harvest -> into(manifest, harvest));
    }

    private static void into(InputStream manifest, Harvest harvest) throws IOException {
        String name = "";
        String version = "";
        try (JsonParser json = JSON.createParser(manifest)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Damaged("not the JSON of a package");
            }
            while ((name.isEmpty() || version.isEmpty())
                    && json.nextToken() == JsonToken.FIELD_NAME) {
                String field = String.valueOf(json.currentName());
                boolean text = json.nextToken() == JsonToken.VALUE_STRING;
                if (text && field.equals("name")) {
                    name = json.getText().strip();
                } else if (text && field.equals("version")) {
                    version = json.getText().strip();
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException | CharConversionException broken) {
            throw new Damaged("not the JSON of a package");
        }
        var where = new Line(1, "");
        if (isName(name) && isVersion(version)) {
            harvest.add(where, Source.NPM, name, version, null);
        } else {
            harvest.unread(where, "it states no name and version of an npm package");
        }
    }

    /** A scope and a name: {@code @angular/core}; old ones have capitals. */
    private static boolean isName(String text) {
        int slash = text.startsWith("@") ? text.indexOf('/') : -1;
        return Text.consistsOf(text.substring(slash + 1), "._-~")
                && (slash < 0 || (slash > 1 && Text.consistsOf(text.substring(1, slash), "._-~")));
    }

    private static boolean isVersion(String text) {
        return Text.consistsOf(text, ".-+_") && Text.hasDigit(text);
    }
}
