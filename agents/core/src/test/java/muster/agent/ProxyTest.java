package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector whose only way out is a proxy. */
class ProxyTest {
    private final Clock clock = Clock.systemUTC();

    @TempDir Path folder;

    @Test
    void takesPlainRequestsThrough() throws IOException {
        try (var hub = new FakeHub(clock);
                var proxy = new FakeProxy();
                var agent = agent(hub, proxy)) {
            agent.settle();

            assertEquals(1, hub.reports.size());
            var first = "POST " + hub.address() + "/api/v1/agents/enroll HTTP/1.1";
            assertEquals(first, proxy.asked.getFirst());
        }
    }

    @Test
    void tunnelsSecuredOnesUnread() throws IOException {
        try (var hub = FakeHub.secured(clock);
                var proxy = new FakeProxy();
                var agent = agent(hub, proxy)) {
            hub.demandsCertificates = true;
            agent.trust = Trust.in(Files.writeString(folder.resolve("ca.pem"), hub.ca()));
            agent.settle();

            assertEquals(1, hub.reports.size());
            for (var line : proxy.asked) {
                assertTrue(line.startsWith("CONNECT 127.0.0.1:"), line);
            }
        }
    }

    @Test
    void saysThatTheProxyWantsAPassword() throws IOException {
        try (var hub = FakeHub.secured(clock);
                var proxy = new FakeProxy();
                var agent = agent(hub, proxy)) {
            proxy.wantsPassword = true;
            agent.settle();

            var trouble = agent.running().status().trouble();
            assertTrue(trouble.contains("proxy") && trouble.contains("407"), trouble);
        }
    }

    @Test
    void saysThatTheProxyIsNotThere() throws IOException {
        var proxy = new FakeProxy();
        proxy.close();
        try (var hub = FakeHub.secured(clock);
                var agent = agent(hub, proxy)) {
            agent.settle();

            var trouble = agent.running().status().trouble();
            assertTrue(trouble.contains("the proxy " + proxy.address().getHostString()), trouble);
        }
    }

    private TestAgent agent(FakeHub hub, FakeProxy proxy) {
        var agent = new TestAgent(folder.resolve("home"), clock, hub.address());
        agent.proxy = proxy.address();
        return agent;
    }
}
