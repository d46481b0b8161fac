package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import muster.database.Sql;
import muster.wire.Change;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.Sighting;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What changed, told since a list that is known, comes to the same as all of the new list. */
class DeltasTest {
    private static final int ROUNDS = 25;
    private static final int TITLES = 12;

    /** Looks like a secret, and is kept without. */
    private static final String SECRET = "password=hunter2hunter2hunter2";

    private static ClockedHub hub;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void deltasComeToTheSameAsFullLists() {
        var random = new Random(20261122);
        var whole = hub.collector(hub.acme());
        var changing = hub.collector(hub.acme());
        var before = inventory("changing", some(random));
        var one = device(whole.report(report(inventory("whole", before.software()))));
        var other = device(changing.report(report(before)));
        for (int round = 0; round < ROUNDS; round++) {
            var after = inventory("changing", some(random));

            whole.report(report(inventory("whole", after.software()))).expect(200);
            changing.report(report(Change.between(before, after))).expect(200);

            assertEquals(installed(one), installed(other), "round " + round);
            assertEquals(counted(one), counted(other), "round " + round);
            assertEquals(toldOf(one), toldOf(other), "round " + round);
            before = after;
        }
        assertEquals(
                List.of(),
                inAcme(() ->
                        hub.database()
                                .list(
                                        Sql.of(
                                                """
                                                select s.name from software s where s.devices <> (
                                                    select count(distinct i.device_id)
                                                    from installations i
                                                    join software_versions v on v.id = i.version_id
                                                    where v.software_id = s.id
                                                        and i.removed_at is null)
                                                """),
                                        row -> row.text("name"))));
    }

    @Test
    void aChangeOfAListThatIsNotKnownIsRefusedAndNothingRecorded() {
        var collector = hub.collector(hub.acme());
        var known = inventory("based", List.of(fact("a", "1")));
        var unknown = inventory("based", List.of(fact("a", "1"), fact("b", "1")));
        var device = device(collector.report(report(known)));
        var before = installed(device);

        var refused =
                collector.report(report(Change.between(unknown, inventory("renamed", List.of()))));

        assertEquals("urn:muster:send-full", refused.expect(412).json().path("type").asText());
        assertEquals(before, installed(device));
        assertEquals(List.of("based"), hostname(device));
        collector.again(report(inventory("based", List.of()))).expect(200);
        assertEquals(List.of(), installed(device));
    }

    @Test
    void aFirstReportThatTellsOnlyChangesIsRefusedAndMakesNoDevice() {
        var collector = hub.collector(hub.acme());
        var change =
                Change.between(
                        inventory("first", List.of()), inventory("first", List.of(fact("a", "1"))));

        collector.report(report(change)).expect(412);

        assertEquals(
                List.of(),
                inAcme(() ->
                        hub.database()
                                .list(
                                        Sql.of("select id from devices where hostname = 'first'"),
                                        row -> row.uuid("id"))));
    }

    @Test
    void aChangeThatIsThereAlreadyIsTakenAsSuch() {
        var collector = hub.collector(hub.acme());
        var before = inventory("twice", List.of(fact("a", "1")));
        var after = inventory("twice", List.of(fact("a", "2")));
        var device = device(collector.report(report(before)));
        var change = report(Change.between(before, after));
        collector.report(change).expect(200);

        collector.newEpoch().report(change).expect(200);

        assertEquals(List.of("a 2"), installed(device));
    }

    @Test
    void whatLooksLikeASecretIsLeftOutAndTheDigestsHold() {
        var collector = hub.collector(hub.acme());
        var before = inventory("secret", List.of(fact("a", SECRET), fact("b", "1")));
        var after = inventory("secret", List.of(fact("c", SECRET), fact("b", "1")));
        var device = device(collector.report(report(before)));

        collector.report(report(Change.between(before, after))).expect(200);
        collector.report(report(Change.between(after, before))).expect(200);

        assertEquals(2, installed(device).size());
        assertFalse(installed(device).toString().contains("hunter2"), installed(device).toString());
    }

    @Test
    void whatCouldNotBeReadIsNotGone() {
        var collector = hub.collector(hub.acme());
        var rpm = new SoftwareFact(null, "bash", "5.2", "rpm", null, null, null, null);
        var pip = new SoftwareFact(null, "flask", "3.0", "pypi", null, null, null, null);
        var all = new Inventory(DeviceFacts.named("blind"), List.of(rpm, pip));
        var silent = new Inventory(DeviceFacts.named("blind"), List.of());
        var failure = new SourceFailure("rpm", "rpmdb.sqlite is locked");
        var device = device(collector.report(report(all)));

        collector.report(new Report(null, List.of(silent, failure))).expect(200);
        assertEquals(List.of("bash 5.2"), installed(device));
        assertEquals(List.of("rpm rpmdb.sqlite is locked"), unread(device));

        // It may be gone since, so that only all of it will do.
        collector.report(report(Change.between(silent, all))).expect(412);
        collector
                .again(report(new Inventory(DeviceFacts.named("blind"), List.of(pip))))
                .expect(200);
        assertEquals(List.of("flask 3.0"), installed(device));
        assertEquals(List.of(), unread(device));
    }

    @Test
    void whatWasReadInPartTellsOfItsPartAlone() {
        var collector = hub.collector(hub.acme());
        var whole = inventory("dim", List.of(fact("a", "1"), fact("b", "1"), fact("c", "1")));
        var part = inventory("dim", List.of(fact("a", "2"), fact("b", "1")));
        var less = inventory("dim", List.of(fact("a", "3")));
        var failure = new SourceFailure("dpkg", "it is damaged: entry 3");
        var device = device(collector.report(report(whole)));

        collector.report(new Report(null, List.of(part, failure))).expect(200);
        assertEquals(List.of("a 2", "b 1", "c 1"), installed(device));

        collector.report(new Report(null, List.of(Change.between(part, less), failure)));
        assertEquals(List.of("a 3", "b 1", "c 1"), installed(device));

        collector.report(report(less)).expect(200);
        assertEquals(List.of("a 3"), installed(device));
    }

    private static List<SoftwareFact> some(Random random) {
        var facts = new ArrayList<SoftwareFact>();
        for (int title = 0; title < TITLES; title++) {
            // Some titles are there in two versions, as kernels are.
            for (int versions = random.nextInt(3); versions > 0; versions--) {
                facts.add(fact("title-" + title, String.valueOf(random.nextInt(3))));
            }
        }
        return facts.stream().distinct().toList();
    }

    private static Inventory inventory(String hostname, List<SoftwareFact> software) {
        return new Inventory(DeviceFacts.named(hostname), software);
    }

    private static Report report(Sighting... sightings) {
        return new Report(null, List.of(sightings));
    }

    private static SoftwareFact fact(String name, String version) {
        return new SoftwareFact(null, name, version, "deb", null, null, null, null);
    }

    private static String device(TestClient.Answer answer) {
        return answer.expect(200).json().path("device_id").asText();
    }

    private static List<String> installed(String device) {
        return texts(
                Sql.of(
                        """
                        select s.name || ' ' || v.version as one from installations i
                        join software_versions v on v.id = i.version_id
                        join software s on s.id = v.software_id
                        where i.device_id = ? and i.removed_at is null order by 1
                        """,
                        UUID.fromString(device)));
    }

    private static List<String> counted(String device) {
        return texts(
                Sql.of(
                        """
                        select d.software_count || ' ' || i.items as one
                        from devices d join device_inventories i on i.device_id = d.id
                        where d.id = ?
                        """,
                        UUID.fromString(device)));
    }

    private static List<String> toldOf(String device) {
        return texts(
                Sql.of(
                        """
                        select concat_ws(' ', kind, added, removed, upgraded) as one
                        from device_timeline where device_id = ? order by at, id
                        """,
                        UUID.fromString(device)));
    }

    private static List<String> hostname(String device) {
        return texts(
                Sql.of(
                        "select hostname as one from devices where id = ?",
                        UUID.fromString(device)));
    }

    private static List<String> unread(String device) {
        return texts(
                Sql.of(
                        "select source || ' ' || why as one from device_unread where device_id = ?",
                        UUID.fromString(device)));
    }

    private static List<String> texts(Sql question) {
        return inAcme(() -> hub.database().list(question, row -> row.text("one")));
    }

    private static <T> T inAcme(Supplier<T> work) {
        return hub.database().inTenant(hub.acme(), work);
    }
}
