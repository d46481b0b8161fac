package muster.overview;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import muster.devices.Timeline;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to a device can be told on the overview, or the page would break on it. */
class EventWordsTest {
    private static final String WORDS = "/templates/overview/messages.properties";

    @ParameterizedTest
    @EnumSource(Timeline.Kind.class)
    void everyKindHasWords(Timeline.Kind kind) throws IOException {
        var words = new Properties();
        try (var file = Objects.requireNonNull(getClass().getResourceAsStream(WORDS), WORDS)) {
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        assertNotNull(words.getProperty("overview.event." + kind.word()), kind.word());
    }
}
