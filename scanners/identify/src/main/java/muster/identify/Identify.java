package muster.identify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ./muster identify}: a line of evidence in, a line of identity out, in order, at once. */
public final class Identify {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Evidence.CHARACTERS_MAX)
                                    .maxNestingDepth(16)
                                    .build())
                    .build();

    /** Evidence as long as may be, with escapes. */
    private static final int LINE_CHARACTERS_MAX = 2 * Evidence.CHARACTERS_MAX;

    /** A line that says no evidence, and why. */
    private static final class Unreadable extends Exception {
        private Unreadable(String why) {
            super(why);
        }
    }

    /** What a line gave: its id as it stood there, its texts, and what is none. */
    private static final class Line {
        private String id = "null";
        private final Map<String, @Nullable String> texts = new HashMap<>();
        private final Set<String> others = new HashSet<>();
    }

    private Identify() {}

    public static void main(String... arguments) throws IOException {
        if (arguments.length > 0) {
            System.err.println(
                    "usage: muster identify < evidence.jsonl > identities.jsonl\n"
                            + "reads a JSON object per line; /docs/identify of a hub describes it");
            System.exit(2);
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (var line = next(in); line.isPresent(); line = next(in)) {
            if (!line.get().isBlank()) {
                out.print(answer(line.get()) + "\n");
                out.flush();
            }
        }
    }

    /**
     * The next line without its end, which may be missing at the end of all; of a line that is too
     * long only as much as shows that.
     */
    static Optional<String> next(Reader in) throws IOException {
        int character = in.read();
        if (character < 0) {
            return Optional.empty();
        }
        var line = new StringBuilder();
        for (; character >= 0 && character != '\n'; character = in.read()) {
            if (line.length() <= LINE_CHARACTERS_MAX) {
                line.append((char) character);
            }
        }
        return Optional.of(line.toString());
    }

    /** The answer to one line, which is never nothing. */
    static String answer(String line) {
        var read = new Line();
        var text = new StringWriter();
        if (line.length() > LINE_CHARACTERS_MAX) {
            return error(read, "longer than %,d characters".formatted(LINE_CHARACTERS_MAX));
        }
        try (var out = JSON.createGenerator(text)) {
            var identity = identity(line, read);
            out.writeStartObject();
            out.writeFieldName("id");
            out.writeRawValue(read.id);
            IdentityJson.writeFields(identity, out);
            out.writeEndObject();
        } catch (Unreadable | IOException e) {
            return error(read, reason(e));
        } catch (RuntimeException | StackOverflowError e) {
            // A fault of a rule: the lines behind it are not to suffer.
            return error(read, "cannot be judged: " + e);
        }
        return text.toString();
    }

    private static String error(Line read, String why) {
        return "{\"id\":" + read.id + ",\"error\":" + quoted(why) + "}";
    }

    private static Identity identity(String line, Line read) throws IOException, Unreadable {
        try (var in = JSON.createParser(line)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("a JSON object was expected");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                field(in, read);
            }
            if (in.nextToken() != null) {
                throw new Unreadable("there is more behind the object");
            }
        }
        return Identification.of(evidence(read));
    }

    private static void field(JsonParser in, Line read) throws IOException, Unreadable {
        var name = in.currentName();
        var token = in.nextToken();
        if (name.equals("id")) {
            read.id = id(in, token);
        } else if (token == JsonToken.VALUE_STRING) {
            read.texts.put(name, in.getText());
        } else if (token == JsonToken.VALUE_NULL) {
            read.texts.put(name, null);
        } else {
            // Whatever it is, it is none of the texts that make evidence.
            in.skipChildren();
            read.others.add(name);
        }
    }

    /** Whatever the sender calls the line, it gets back. */
    private static String id(JsonParser in, JsonToken token) throws IOException, Unreadable {
        return switch (token) {
            case VALUE_STRING -> quoted(in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                    in.getText();
            default -> throw new Unreadable("id: a text or a number was expected");
        };
    }

    private static Evidence evidence(Line read) throws Unreadable {
        var kind = required(read, "kind");
        return switch (kind) {
            case "snmp" -> new Evidence.Snmp(required(read, "snmprec"));
            case "cli" ->
                    new Evidence.Cli(
                            required(read, "command"),
                            required(read, "output"),
                            read.texts.get("platform"));
            case "banner" ->
                    new Evidence.Banner(required(read, "protocol"), required(read, "text"));
            case "mac" -> new Evidence.Mac(required(read, "mac"));
            default -> throw new Unreadable("kind: snmp, cli, banner or mac, not " + kind);
        };
    }

    private static String required(Line read, String name) throws Unreadable {
        var text = read.texts.get(name);
        if (text == null) {
            var what = read.others.contains(name) ? "of another type" : "missing";
            throw new Unreadable(name + ": " + what + "; a text was expected");
        }
        return text;
    }

    private static String reason(Exception e) {
        return e instanceof JsonParseException broken
                ? "not JSON: " + broken.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    private static String quoted(String text) {
        var quoted = new StringWriter();
        try (var out = JSON.createGenerator(quoted)) {
            out.writeString(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return quoted.toString();
    }
}
