package muster.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");
    private static final Pattern PATH = Pattern.compile("`([\\w.-]+(?:/[\\w.-]+)*)/?`");
    private static final Pattern VERB = Pattern.compile("\\./muster ([a-z]+)");
    private static final Pattern FIELD_OR_PACKAGE = Pattern.compile("muster(\\.\\w+)+");

    @Test
    void everyNamedPathExists() throws IOException {
        var missing =
                Stream.concat(named(LINK), named(PATH))
                        .filter(path -> !FIELD_OR_PACKAGE.matcher(path).matches())
                        .filter(path -> !Files.exists(Home.folder().resolve(path)))
                        .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void everyNamedPackageExists() throws IOException {
        var missing =
                named(Pattern.compile("`(muster(?:\\.\\w+)+)`"))
                        .map(name -> "webapp/src/main/java/" + name.replace('.', '/'))
                        .filter(path -> !Files.isDirectory(Home.folder().resolve(path)))
                        .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void everyNamedVerbIsOneOfTheLauncher() throws IOException {
        var launcher = Files.readString(Home.folder().resolve("muster"));

        var unknown =
                named(VERB)
                        .filter(verb ->
                                !Pattern.compile("(?m)^%s +".formatted(verb))
                                        .matcher(launcher)
                                        .find())
                        .toList();

        assertTrue(named(VERB).findAny().isPresent());
        assertEquals(List.of(), unknown);
    }

    private static Stream<String> named(Pattern pattern) throws IOException {
        var readme = Files.readString(Home.folder().resolve("README.md"));
        return pattern.matcher(readme).results().map(result -> result.group(1));
    }
}
