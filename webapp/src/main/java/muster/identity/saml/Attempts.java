package muster.identity.saml;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;

/** What came of each sign-in through an identity provider: for who looks why one was refused. */
final class Attempts {
    static final Duration KEPT = Duration.ofDays(90);

    /** Of one organization; a stranger who fills this up pushes out older ones and no more. */
    static final int ATTEMPTS_MAX = 2_000;

    private static final int REFERENCE_LETTERS = 12;

    /** Letters that nobody takes for others on the telephone. */
    private static final String REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ";

    static final Fields FIELDS =
            Fields.of(
                            "a.id",
                            "-at",
                            Field.time("at", "a.at").sorted(),
                            Field.text("result", "a.result"),
                            Field.text("reason", "a.reason"),
                            Field.text("reference", "lower(a.reference) collate \"C\""),
                            Field.text("address", "a.address"))
                    .searchedIn("a.reference || ' ' || a.result || ' ' || a.reason");

    private static final Sql SELECT =
            Sql.of("select a.id, a.at, a.result, a.reason, a.reference, a.address, a.checks");
    private static final Sql FROM = Sql.of("from saml_attempts a where true");

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /** One of them, as its organization sees it. */
    record Attempt(
            UUID id,
            Instant at,
            String result,
            String reason,
            String reference,
            String address,
            @JsonProperty("checks") List<Line> checks) {
        Attempt {
            checks = List.copyOf(checks);
        }
    }

    /** Something that was looked at, as it is kept. */
    record Line(String check, String expected, String received, boolean holds) {}

    /** What came of it. */
    enum Result {
        ACCEPTED,
        TESTED,
        REFUSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Attempts(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** Keeps what came of one; gives the reference by which it is found. */
    String keep(UUID connection, Result result, String reason, String address, List<Check> checks) {
        var reference = reference();
        database.run(
                Sql.of(
                        """
                        insert into saml_attempts (connection_id, at, result, reason, reference,
                            address, checks)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """,
                        connection,
                        clock.instant(),
                        result.word(),
                        reason,
                        reference,
                        address,
                        Kept.text(checks)));
        database.run(
                Sql.of(
                        """
                        delete from saml_attempts where (at, id) <= (
                            select at, id from saml_attempts order by at desc, id desc offset ? limit 1)
                        """,
                        ATTEMPTS_MAX));
        return reference;
    }

    private String reference() {
        return random.ints(REFERENCE_LETTERS, 0, REFERENCE_ALPHABET.length())
                .mapToObj(REFERENCE_ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    Page<Attempt> matching(Query query) {
        return query.page(database, SELECT, FROM, Attempts::attempt);
    }

    void each(Query query, Consumer<Attempt> receiver) {
        query.each(database, SELECT, FROM, row -> receiver.accept(attempt(row)));
    }

    Optional<Attempt> find(UUID id) {
        return database.first(SELECT.and(FROM).and("and a.id = ?", id), Attempts::attempt);
    }

    void forgetOld() {
        database.run(
                Sql.of("delete from saml_attempts where at <= ?", clock.instant().minus(KEPT)));
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                row.uuid("id"),
                row.instant("at"),
                row.text("result"),
                row.text("reason"),
                row.text("reference"),
                row.text("address"),
                Kept.lines(row.text("checks")));
    }
}
