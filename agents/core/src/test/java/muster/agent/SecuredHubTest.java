package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a collector believes, and what it shows of itself. */
class SecuredHubTest {
    /** Of the system: the platform compares certificates with no other. */
    private final Clock clock = Clock.systemUTC();

    @TempDir Path folder;
    private FakeHub hub;
    private TestAgent agent;

    @BeforeEach
    void begin() throws IOException {
        hub = FakeHub.secured(clock);
        agent = new TestAgent(folder.resolve("home"), clock, hub.address());
        agent.trust = Trust.in(file(hub.ca()));
    }

    private Path file(String bundle) throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), bundle);
    }

    @AfterEach
    void end() throws IOException {
        agent.close();
        hub.close();
    }

    @Test
    void believesTheAuthorityThatItWasGiven() {
        agent.settle();

        assertEquals(1, hub.reports.size());
        assertNull(hub.asked.getLast().shown);
    }

    @Test
    void showsItsCertificateWhereThatIsDemanded() throws Exception {
        hub.demandsCertificates = true;

        agent.settle();

        assertEquals(1, hub.reports.size());
        var last = hub.asked.getLast();
        var mine = Json.read(Files.readAllBytes(agent.folder().resolve("identity.json")));
        assertNotNull(last.shown);
        assertEquals(Pem.certificates(mine.text("certificate")), List.of(last.shown));
        // Once it knows, it does not try the other listener each time.
        assertEquals(1, hub.forbidden.get());
    }

    @Test
    void renewsWithoutACertificateWhereOneIsDemanded() {
        hub.demandsCertificates = true;
        agent.settle();
        agent.running().rotateKey();

        agent.settle();

        var rotation = hub.asked.stream().filter(one -> one.verb().equals("rotate")).findFirst();
        assertNull(rotation.orElseThrow().shown);
        assertEquals("", agent.running().status().trouble());
    }

    @Test
    void refusesAHubOfAnotherAuthorityAndSaysWhatMendsIt() throws IOException {
        var other = file(new TestAuthority().bundle(clock.instant()));
        agent.trust = Trust.in(other);

        agent.settle();

        assertEquals(List.of(), hub.asked);
        var trouble = agent.running().status().trouble();
        assertTrue(trouble.contains("by an authority that is not in " + other), trouble);
        assertTrue(trouble.contains("MUSTER_AGENT_CA"), trouble);
    }

    @Test
    void refusesAHubThatTheSystemDoesNotKnow() {
        agent.trust = Trust.ofSystem();

        agent.settle();

        assertEquals(List.of(), hub.asked);
        var trouble = agent.running().status().trouble();
        assertTrue(trouble.contains("by an authority that this machine does not know"), trouble);
    }

    @Test
    void refusesACertificateForAnotherName() {
        var elsewhere = "https://localhost:" + hub.address().getPort();
        try (var other = new TestAgent(folder.resolve("o"), clock, URI.create(elsewhere))) {
            other.trust = agent.trust;
            other.settle();

            assertEquals(List.of(), hub.asked);
            var trouble = other.running().status().trouble();
            assertTrue(trouble.contains("cannot be used: No"), trouble);
        }
    }

    @Test
    void saysThatACertificateIsOver() throws IOException {
        hub.close();
        hub =
                FakeHub.secured(
                        Clock.fixed(clock.instant().minusSeconds(30 * 86_400), clock.getZone()));
        try (var late = new TestAgent(folder.resolve("o"), clock, hub.address())) {
            late.trust = Trust.in(file(hub.ca()));
            late.settle();

            var trouble = late.running().status().trouble();
            assertTrue(trouble.contains("not valid now"), trouble);
        }
    }

    @Test
    void believesNothingWhereTheFileHoldsNoCertificate() throws IOException {
        agent.trust = Trust.in(file("nothing"));

        agent.settle();

        assertEquals(Set.of(), hub.agents);
        assertTrue(agent.running().status().trouble().contains("holds no certificate"));
    }
}
