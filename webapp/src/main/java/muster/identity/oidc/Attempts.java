package muster.identity.oidc;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;

/** What came of each sign-in through an organization's provider, for who looks why. */
final class Attempts {
    static final Duration KEPT = Duration.ofDays(90);

    /** Of one organization; a stranger who fills this up pushes out older ones and no more. */
    static final int ATTEMPTS_MAX = 2_000;

    static final Fields FIELDS =
            Fields.of(
                            "a.id",
                            "-at",
                            Field.time("at", "a.at").sorted(),
                            Field.text("result", "a.result"),
                            Field.text("reason", "a.reason"),
                            Field.text("reference", "a.reference"))
                    .searchedIn("a.reference || ' ' || a.reason || ' ' || a.address");

    private static final Sql SELECT =
            Sql.of("select a.id, a.at, a.result, a.reason, a.reference, a.address, a.detail");
    private static final Sql FROM = Sql.of("from oidc_attempts a where true");

    private static final int SHOWN_MAX = 20;
    private static final int REFERENCE_LETTERS = 12;

    /** Letters that nobody takes for others on the telephone. */
    private static final String REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ";

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /** One of them; the detail says what was expected and what was received. */
    record Attempt(
            UUID id,
            Instant at,
            String result,
            String reason,
            String reference,
            String address,
            String detail) {}

    Attempts(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** What the outside sees of a refusal. */
    String reference() {
        var letters = new StringBuilder();
        for (int i = 0; i < REFERENCE_LETTERS; i++) {
            letters.append(REFERENCE_ALPHABET.charAt(random.nextInt(REFERENCE_ALPHABET.length())));
        }
        return letters.toString();
    }

    void accepted(String address) {
        write("accepted", "", reference(), address, "");
    }

    void refused(Refused refused, String reference, String address) {
        write("refused", refused.reason().word(), reference, address, refused.detail());
    }

    private void write(
            String result, String reason, String reference, String address, String detail) {
        var now = clock.instant();
        database.run(
                Sql.of(
                        """
                        insert into oidc_attempts (at, result, reason, reference, address, detail)
                        values (?, ?, ?, ?, ?, ?)
                        """,
                        now,
                        result,
                        reason,
                        reference,
                        address,
                        detail));
        database.run(
                Sql.of(
                        """
                        delete from oidc_attempts where at <= ? or id in
                            (select id from oidc_attempts order by at desc, id desc offset ?)
                        """,
                        now.minus(KEPT),
                        ATTEMPTS_MAX));
    }

    /** The last few. */
    List<Attempt> latest() {
        return database.list(
                SELECT.and(FROM).and("order by a.at desc, a.id desc limit ?", SHOWN_MAX),
                Attempts::attempt);
    }

    Page<Attempt> matching(Query query) {
        return query.page(database, SELECT, FROM, Attempts::attempt);
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                row.uuid("id"),
                row.instant("at"),
                row.text("result"),
                row.text("reason"),
                row.text("reference"),
                row.text("address"),
                row.text("detail"));
    }
}
