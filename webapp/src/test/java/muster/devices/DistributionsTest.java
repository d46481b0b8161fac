package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import muster.matching.Component.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However a reporter spells its system, advisories know it. */
class DistributionsTest {
    static List<Distributions.Spelling> spellings() {
        return Distributions.spellings();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void knowsItsExample(Distributions.Spelling spelling) {
        var told =
                spelling.version().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Distribution(spelling.id(), spelling.version()));

        assertEquals(told, Distributions.of(spelling.example(), null));
        assertEquals(spelling.title(), Distributions.title(spelling.id()));
    }

    @ParameterizedTest
    @CsvSource({
        "Debian GNU/Linux, 12, debian, 12",
        "debian, bookworm, debian, 12",
        "Debian GNU/Linux, 12 (bookworm), debian, 12",
        "Linux, Ubuntu 22.04.4 LTS, ubuntu, 22.04.4",
        "Ubuntu, jammy, ubuntu, 22.04",
        "Alpine Linux, 3.19.1, alpine, 3.19.1",
        "Red Hat Enterprise Linux, 9.3, rhel, 9.3"
    })
    void readsNameAndVersion(String name, String version, String id, String release) {
        assertEquals(Optional.of(new Distribution(id, release)), Distributions.of(name, version));
    }

    @Test
    void doesNotGuess() {
        assertEquals(Optional.empty(), Distributions.of("Debian GNU/Linux", null));
        assertEquals(Optional.empty(), Distributions.of("Debian GNU/Linux", "sid"));
        assertEquals(Optional.empty(), Distributions.of("Windows 11", "10.0.22631"));
        assertEquals(Optional.empty(), Distributions.of(null, null));
    }
}
