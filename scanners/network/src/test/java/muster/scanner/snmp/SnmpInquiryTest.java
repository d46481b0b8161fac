package muster.scanner.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import muster.identify.Field;
import muster.identify.Identification;
import muster.replay.Manner;
import muster.replay.Recording;
import muster.replay.ReplayedNetwork;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Ranges;
import muster.scanner.Redaction;
import muster.scanner.Schedule;
import muster.scanner.Secret;
import muster.scanner.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnmpInquiryTest {
    private static final String COMMUNITY = "fig-tree";
    private static final String DEVICE = "127.77.1.1";
    private static final SnmpInquiry.Patience IMPATIENT =
            new SnmpInquiry.Patience(250, 1, Duration.ofSeconds(4));

    private static final String SWITCH =
            """
            1.3.6.1.2.1.1.1.0|4e|Example Switch Software\\r\\nVersion 4.7.1
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.14988.1
            1.3.6.1.2.1.1.3.0|67|123456
            1.3.6.1.2.1.1.5.0|4|sw-attic
            1.3.6.1.2.1.1.6.0|4|may be read with fig-tree
            1.3.6.1.2.1.2.2.1.2.1|4|port 1
            1.3.6.1.2.1.2.2.1.2.2|4|port 2
            1.3.6.1.2.1.2.2.1.6.1|4x|02fe00a1b2c3
            1.3.6.1.2.1.2.2.1.8.1|2|1
            1.3.6.1.2.1.31.1.1.1.15.1|66|10000
            1.3.6.1.2.1.47.1.1.1.1.11.1001|4|XA1234567
            1.3.6.1.2.1.47.1.1.1.1.13.1001|4|ES-24G
            1.3.6.1.4.1.14988.1.1.4.4.0|4|4.7.1-p2
            1.3.6.1.4.1.14988.1.1.7.3.0|64|192.0.2.7
            1.3.6.1.4.1.14988.1.1.7.4.0|70|18446744073709551615
            """;

    private final ReplayedNetwork network = new ReplayedNetwork(COMMUNITY);
    private final SnmpInquiry inquiry =
            new SnmpInquiry(Redaction.of(List.of(community(COMMUNITY, false))), IMPATIENT);

    @AfterEach
    void end() {
        inquiry.close();
        network.close();
    }

    private static Credential community(String community, boolean isVersion1) {
        return new Credential.Community(
                "ro", isVersion1, Secret.of(community), Ranges.of(List.of("127.0.0.0/8")));
    }

    private Answer ask(Credential... credentials) throws InterruptedException {
        return ask(network.port(), credentials);
    }

    private Answer ask(int port, Credential... credentials) throws InterruptedException {
        return ask(inquiry, port, credentials);
    }

    private static Answer ask(SnmpInquiry inquiry, int port, Credential... credentials)
            throws InterruptedException {
        var site = new Site("HQ", List.of(), List.of(), port, 22, 50, Schedule.DAILY);
        return inquiry.ask(
                new Candidate(
                        site,
                        InetAddress.ofLiteral(DEVICE),
                        Set.of(),
                        List.of(credentials),
                        false));
    }

    private static String text(Answer answer) {
        return answer.evidence().getFirst().text();
    }

    private static String table(String column, int rows) {
        var text = new StringBuilder();
        for (int i = 1; i <= rows; i++) {
            text.append(column).append('.').append(i).append("|4|row ").append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void tellsAllThatADeviceSays() throws Exception {
        network.add(DEVICE, Recording.of(SWITCH), Manner.HONEST).start();
        var answer = ask(community(COMMUNITY, false));
        assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
        assertEquals("SNMPv2c as ro", answer.why());
        var said = SWITCH.replace(COMMUNITY, "(secret)").lines().sorted().toList();
        assertEquals(said, text(answer).lines().sorted().distinct().toList());
    }

    @Test
    void tellsTheSameByVersion1() throws Exception {
        network.add(DEVICE, Recording.of(SWITCH), Manner.HONEST).start();
        var answer = ask(community(COMMUNITY, true));
        assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
        assertEquals("SNMPv1 as ro", answer.why());
        var said = SWITCH.replace(COMMUNITY, "(secret)").lines().sorted().toList();
        assertEquals(said, text(answer).lines().sorted().distinct().toList());
    }

    @Test
    void saysNothingTwice() throws Exception {
        network.add(DEVICE, Recording.of(SWITCH), Manner.HONEST).start();
        var lines = text(ask(community(COMMUNITY, false))).lines().toList();
        assertEquals(lines.stream().distinct().toList(), lines);
    }

    @Test
    void readsLongTablesToTheirEnd() throws Exception {
        var long_ = SWITCH + table("1.3.6.1.2.1.31.1.1.1.1", 1_200);
        network.add(DEVICE, Recording.of(long_), Manner.HONEST).start();
        var answer = ask(community(COMMUNITY, false));
        assertTrue(text(answer).contains("1.3.6.1.2.1.31.1.1.1.1.1200|4|row 1200"), answer.why());
    }

    /** Communities, keys and passwords of makers' tables are texts like any other. */
    @Test
    void tellsNothingThatNoRuleReads() throws Exception {
        var secret =
                """
                1.3.6.1.2.1.1.4.0|4|ask for hunter2
                1.3.6.1.2.1.14.7.1.16.10.0.0.1.0|4|hunter2
                1.3.6.1.2.1.16.19.13.1.2.1|4|hunter2
                1.3.6.1.4.1.14988.1.1.3.100.1.2.7|4|hunter2
                1.3.6.1.4.1.88888.2.1.1.3.1|4|hunter2
                1.3.6.1.6.3.15.1.2.2.1.3.9|4|hunter2
                1.3.6.1.6.3.18.1.1.1.2.97|4|hunter2
                """;
        for (boolean isVersion1 : List.of(false, true)) {
            try (var one = new ReplayedNetwork(COMMUNITY)) {
                one.add(DEVICE, Recording.of(SWITCH + secret), Manner.HONEST).start();
                var text = text(ask(one.port(), community(COMMUNITY, isVersion1)));
                assertTrue(text.contains("4.7.1-p2"), text);
                assertFalse(text.contains("hunter2"), text);
            }
        }
    }

    /** No rule knows the maker; its passwords look like nothing, and stay where they are. */
    @Test
    void readsVersionAndSerialOfAMakerThatNobodyKnows() throws Exception {
        var device =
                """
                1.3.6.1.2.1.1.1.0|4|Quiet Box
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.7
                1.3.6.1.4.1.99999.1.1.1.0|4|admin
                1.3.6.1.4.1.99999.1.1.2.0|4|hunter2
                1.3.6.1.4.1.99999.1.1.3.0|4|correct horse
                1.3.6.1.4.1.99999.1.1.4.0|4|AB12CD34EF
                1.3.6.1.4.1.99999.2.1.0|4|3.2.17
                1.3.6.1.4.1.99999.2.2.0|4|QB20260117X
                1.3.6.1.4.1.99999.2.3.0|4|hunter2
                """;
        network.add(DEVICE, Recording.of(device), Manner.HONEST).start();
        var text = text(ask(community(COMMUNITY, false)));
        var identity = Identification.of(new muster.identify.Evidence.Snmp(text));
        assertEquals("3.2.17", identity.find(Field.VERSION).orElse(""), text);
        assertEquals("QB20260117X", identity.find(Field.SERIAL).orElse(""), text);
        for (var other : List.of("hunter2", "correct horse", "admin", "AB12CD34EF")) {
            assertFalse(text.contains(other), text);
        }
    }

    @Test
    void keepsNoValueWhereARuleOnlyLooksIfSomethingIsThere() throws Exception {
        var there = "1.3.6.1.4.1.12919.7.1.0|4|hunter2\n";
        network.add(DEVICE, Recording.of(SWITCH + there), Manner.HONEST).start();
        var text = text(ask(community(COMMUNITY, false)));
        assertTrue(text.contains("1.3.6.1.4.1.12919.7.1.0|4|(not kept)"), text);
        assertFalse(text.contains("hunter2"), text);
    }

    @Test
    void keepsOfATreeWhatARuleTakes() throws Exception {
        var tree =
                """
                1.3.6.1.4.1.46242.1.0|4|7.6.5.n
                1.3.6.1.4.1.46242.1.9.1.0|4|hunter2
                """;
        network.add(DEVICE, Recording.of(SWITCH + tree), Manner.HONEST).start();
        var text = text(ask(community(COMMUNITY, false)));
        assertTrue(text.contains("1.3.6.1.4.1.46242.1.0|4|7.6.5.n"), text);
        assertFalse(text.contains("hunter2"), text);
    }

    @Test
    void readsWhatMakersRepeatBelowEachModelsName() throws Exception {
        var below = "1.3.6.1.4.1.14988.1.1.2.0|4|ES-24G\n";
        network.add(DEVICE, Recording.of(SWITCH + below), Manner.HONEST).start();
        var text = text(ask(community(COMMUNITY, false)));
        assertTrue(text.contains(below), text);
    }

    @Test
    void cannotTellAWrongCommunityFromSilenceAndSaysSo() throws Exception {
        network.add(DEVICE, Recording.of(SWITCH), Manner.HONEST).start();
        var answer = ask(community("plum-tree", false));
        assertEquals(Outcome.SILENT, answer.outcome());
        assertTrue(answer.why().contains("wrong community"), answer.why());
        assertFalse(answer.why().contains("plum"), answer.why());
    }

    @Test
    void triesOneCredentialAfterTheOther() throws Exception {
        network.add(DEVICE, Recording.of(SWITCH), Manner.HONEST).start();
        var answer = ask(community("plum-tree", false), community(COMMUNITY, false));
        assertEquals(Outcome.ANSWERED, answer.outcome());
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void isDoneInTimeWithAnyDevice(Manner manner) throws Exception {
        var before = System.nanoTime();
        network.add(DEVICE, Recording.of(SWITCH), manner).start();
        var answer = ask(community(COMMUNITY, false));
        var taken = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(taken.compareTo(Duration.ofSeconds(9)) < 0, taken + " " + answer.why());
        assertTrue(
                answer.evidence().stream().allMatch(one -> one.text().length() < 3 << 20),
                answer.why());
    }

    /** Each silence takes as long as patience lasts, and there are a hundred questions. */
    @Test
    void leavesADeviceThatAnswersNowAndThen() throws Exception {
        network.add(DEVICE, Recording.of(SWITCH), Manner.HONEST).start();
        var patience = new SnmpInquiry.Patience(60, 1, Duration.ofMinutes(1));
        try (var losing = new LosingNetwork(DEVICE, network.port(), 6, 6);
                var hasty = new SnmpInquiry(Redaction.of(List.of()), patience)) {
            var answer = ask(hasty, losing.port(), community(COMMUNITY, false));
            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
            assertTrue(answer.why().contains("it stopped answering"), answer.why());
        }
    }

    @Test
    void leavesADeviceThatGoesRoundInCircles() throws Exception {
        network.add(DEVICE, Recording.of(SWITCH), Manner.LOOPING).start();
        var answer = ask(community(COMMUNITY, false));
        assertTrue(text(answer).lines().count() <= 2, text(answer));
    }

    @Test
    void cutsValuesThatNoDescriptionHas() throws Exception {
        var long_ = SWITCH.replace("sw-attic", "A".repeat(20_000));
        network.add(DEVICE, Recording.of(long_), Manner.HONEST).start();
        var line =
                text(ask(community(COMMUNITY, false)))
                        .lines()
                        .filter(one -> one.startsWith("1.3.6.1.2.1.1.5.0"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(line.length() < 4_200, line.length() + "");
    }
}
