package muster.scanner.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import muster.replay.Snmpd;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Credential.Auth;
import muster.scanner.Credential.Priv;
import muster.scanner.Ranges;
import muster.scanner.Redaction;
import muster.scanner.Schedule;
import muster.scanner.Secret;
import muster.scanner.Site;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only an agent that somebody else wrote can tell. */
@Tag("slow")
class RealAgentTest {
    private static final String ADDRESS = "127.77.9.1";
    private static final Ranges HERE = Ranges.of(List.of("127.0.0.0/8"));
    private static final Secret AUTH = Secret.of(Snmpd.AUTH_PASSWORD);
    private static final Secret PRIV = Secret.of(Snmpd.PRIV_PASSWORD);

    @TempDir private static Path folder;

    private static @Nullable Snmpd agent;
    private static @Nullable SnmpInquiry inquiry;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Snmpd.isInstalled(), "snmpd is not installed: ./muster setup");
        agent = Snmpd.start(folder, ADDRESS);
        inquiry =
                new SnmpInquiry(
                        Redaction.of(List.of()),
                        new SnmpInquiry.Patience(400, 1, Duration.ofSeconds(20)));
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (ask(user("open", null, null)).outcome() == Outcome.SILENT) {
            assertTrue(System.nanoTime() < end, "snmpd does not answer");
        }
    }

    @AfterAll
    static void end() {
        if (inquiry != null && agent != null) {
            inquiry.close();
            agent.close();
        }
    }

    private static Credential user(String name, @Nullable Auth auth, @Nullable Priv priv) {
        return user(name, auth, AUTH, priv, PRIV);
    }

    private static Credential user(
            String name,
            @Nullable Auth auth,
            Secret authPassword,
            @Nullable Priv priv,
            Secret privPassword) {
        return new Credential.User(name, name, auth, authPassword, priv, privPassword, HERE);
    }

    private static Answer ask(Credential... credentials) throws InterruptedException {
        if (inquiry == null || agent == null) {
            throw new AssertionError("not started");
        }
        var site = new Site("HQ", List.of(), List.of(), agent.port(), 22, 50, Schedule.DAILY);
        var address = InetAddress.ofLiteral(ADDRESS);
        return inquiry.ask(new Candidate(site, address, Set.of(), List.of(credentials), false));
    }

    @ParameterizedTest
    @CsvSource({
        "modern, SHA_256, AES_128",
        "longest, SHA_512, AES_128",
        "old, SHA_1, AES_128",
        "strong, SHA_512, AES_256",
        "stretched, SHA_1, AES_256",
        "signing, SHA_256,",
        "open,,"
    })
    void isReadByVersion3(String user, @Nullable Auth auth, @Nullable Priv priv) throws Exception {
        var answer = ask(user(user, auth, priv));
        assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
        assertEquals("SNMPv3 as " + user, answer.why());
        var text = answer.evidence().getFirst().text();
        assertTrue(text.contains("1.3.6.1.2.1.1.5.0|4|real-agent"), text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith("1.3.6.1.6.3.10.2.1.1.0|4x|80")));
    }

    @Test
    void isReadByVersion2c() throws Exception {
        var answer = ask(new Credential.Community("ro", false, Secret.of(Snmpd.COMMUNITY), HERE));
        assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
    }

    @Test
    void saysWhichPasswordIsWrong() throws Exception {
        var auth = ask(user("modern", Auth.SHA_256, Secret.of("not-this-one"), Priv.AES_128, PRIV));
        assertEquals(Outcome.WRONG_CREDENTIAL, auth.outcome(), auth.why());
        assertTrue(auth.why().contains("authentication password"), auth.why());
        assertFalse(auth.why().contains("not-this"), auth.why());
        var unknown = ask(user("nobody", Auth.SHA_256, Priv.AES_128));
        assertEquals(Outcome.WRONG_CREDENTIAL, unknown.outcome(), unknown.why());
        assertTrue(unknown.why().contains("does not know the user"), unknown.why());
    }

    @Test
    void goesOnToTheCredentialThatIsRight() throws Exception {
        var answer =
                ask(
                        user("nobody", Auth.SHA_256, Priv.AES_128),
                        user("modern", Auth.SHA_256, Secret.of("not-this-one"), null, PRIV),
                        user("modern", Auth.SHA_256, Priv.AES_128));
        assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
    }
}
