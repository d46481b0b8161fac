package muster.identity.oidc;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.Secret;

/**
 * What providers were asked and have not answered yet. An answer counts from the browser that
 * asked, to the provider that was asked, once: the database decides. At the door.
 */
final class Questions {
    static final Duration LIFE = Duration.ofMinutes(10);

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * A question.
     *
     * @param person who wants to connect the account that the answer names; nobody who signs in
     * @param next where to go afterwards, a path of ours or nothing
     */
    record Question(Optional<UUID> person, String next) {}

    Questions(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** Notes a question of this browser; what the provider is to hand back. */
    Secret ask(String provider, Secret browser, Question question) {
        var state = Secret.make(Secret.Kind.TICKET, random);
        var now = clock.instant();
        database.run(Sql.of("delete from oidc_questions where expires_at <= ?", now));
        database.run(
                Sql.of(
                        """
                        insert into oidc_questions
                            (state_hash, browser_hash, provider, person_id, next, expires_at)
                        values (?, ?, ?, ?, ?, ?)
                        """,
                        state.hash(),
                        browser.hash(),
                        provider,
                        question.person().orElse(null),
                        question.next(),
                        now.plus(LIFE)));
        return state;
    }

    /** Takes the question that this answers; of two answers at once, one gets it. */
    Optional<Question> take(String provider, Secret browser, Secret state) {
        return database.first(
                Sql.of(
                        """
                        delete from oidc_questions
                        where state_hash = ? and browser_hash = ? and provider = ? and expires_at > ?
                        returning person_id, next
                        """,
                        state.hash(),
                        browser.hash(),
                        provider,
                        clock.instant()),
                row ->
                        new Question(
                                Optional.ofNullable(row.uuidOrNull("person_id")),
                                row.text("next")));
    }
}
