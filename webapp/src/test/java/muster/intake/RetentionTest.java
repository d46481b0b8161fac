package muster.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import muster.TestClock;
import muster.database.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A report's id is remembered for as long as somebody could send it again. */
class RetentionTest {
    private final TestClock clock = new TestClock(Rooms.MONDAY);
    private Rooms rooms;
    private Retention retention;

    @BeforeEach
    void open() {
        rooms = new Rooms();
        retention = new Retention(rooms.database, clock);
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    @Test
    void anOldReportIsForgottenAndAYoungerOneIsNot() {
        var old = Rooms.report(UUID.randomUUID(), "web-1", "openssl=3.0");
        var younger = Rooms.report(UUID.randomUUID(), "web-2", "openssl=3.0");
        for (var tenant : List.of(rooms.test.acme(), rooms.test.globex())) {
            rooms.accept(tenant, old, clock.instant());
            rooms.accept(tenant, younger, clock.instant().plus(Duration.ofDays(2)));
        }
        clock.pass(Retention.REPORTS_KEPT.plusDays(1));

        retention.run();

        for (var tenant : List.of(rooms.test.acme(), rooms.test.globex())) {
            assertTrue(rooms.accept(tenant, younger, clock.instant()).duplicate());
            assertFalse(rooms.accept(tenant, old, clock.instant()).duplicate());
        }
    }

    @Test
    void anOldBatchIsForgottenAndAYoungerOneIsNot() {
        var device =
                rooms.accept(rooms.test.acme(), Rooms.report(null, "web-1", "openssl=3.0"))
                        .device();
        var collector = UUID.randomUUID();
        rooms.in(
                rooms.test.acme(),
                () ->
                        rooms.database.run(
                                Sql.of(
                                        """
                                        with made as (
                                            insert into collectors (id, kind, name, name_order,
                                                token_name, public_key, enrolled_at, late_after)
                                            values (?, 'agent', 'a', 'a', 't', '', now(), now())
                                            returning id)
                                        insert into batches (collector_id, epoch, sequence, digest,
                                            device_id, items, received_at)
                                        select id, id, n, '', ?, 1, ?::timestamptz + n * interval '1 day'
                                        from made, generate_series(0, 3) n
                                        """,
                                        collector,
                                        device,
                                        clock.instant())));
        clock.pass(Retention.REPORTS_KEPT.plusDays(2).minusHours(1));

        retention.run();

        assertEquals(
                2, rooms.count(rooms.test.acme(), Sql.of("select count(*) as n from batches")));
    }

    @Test
    void moreThanOneStepIsForgottenInSteps() {
        var device =
                rooms.accept(rooms.test.acme(), Rooms.report(null, "web-1", "openssl=3.0"))
                        .device();
        rooms.in(
                rooms.test.acme(),
                () ->
                        rooms.database.run(
                                Sql.of(
                                        """
                                        insert into reports (id, digest, device_id,
                                            products, received_at)
                                        select gen_random_uuid(), '', ?, 1, ?
                                        from generate_series(1, ?)
                                        """,
                                        device,
                                        clock.instant(),
                                        Retention.REPORTS_A_STEP + 1)));
        clock.pass(Retention.REPORTS_KEPT.plusDays(1));

        retention.run();

        assertEquals(
                0, rooms.count(rooms.test.acme(), Sql.of("select count(*) as n from reports")));
    }
}
