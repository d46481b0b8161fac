package muster.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A collector and the hub that it reports to, for tests of what goes on between them. */
abstract class AgainstAHub {
    final TestClock clock = new TestClock();
    FakeHub hub;
    TestAgent agent;

    @BeforeEach
    void begin(@TempDir Path folder) {
        hub = new FakeHub(clock);
        agent = new TestAgent(folder.resolve("home"), clock, hub.address());
    }

    @AfterEach
    void end() throws IOException {
        agent.close();
        hub.close();
    }

    /** Keeps an event that is told from others by its number. */
    void keepEvent(int n) {
        var line = "{\"n\": " + n + "}";
        agent.running().keep(List.of(line.getBytes(StandardCharsets.UTF_8)));
    }
}
