package muster.identity.saml;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.identity.Secret;

/**
 * What browsers were sent away with to an identity provider. Only the browser that went may come
 * back with the answer, and once; several of its tabs may be under way.
 */
final class Pending {
    static final Duration LIFE = Duration.ofMinutes(10);

    private final Database database;
    private final Clock clock;

    /** What a browser was sent away for. */
    enum Kind {
        SIGN_IN("sign-in"),
        TEST("test"),
        SIGN_OUT("sign-out");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Kind of(String word) {
            for (var kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind " + word);
        }
    }

    /**
     * One of them.
     *
     * @param id of our message, which the answer names
     * @param next where to go afterwards, a path of ours or nothing; for a sign-out the identity
     *     provider's address
     * @param asker who tests, as the audit record names them; empty else
     */
    record Request(String id, Kind kind, String next, String asker) {}

    Pending(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes one for this browser. */
    void add(UUID connection, Secret browser, Request request) {
        database.run(
                Sql.of(
                        """
                        insert into saml_requests (connection_id, id, kind, browser_hash, next,
                            asker, made_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """,
                        connection,
                        request.id(),
                        request.kind().word,
                        browser.hash(),
                        request.next(),
                        request.asker(),
                        clock.instant()));
    }

    /** Those of this browser, the newest first. */
    List<Request> of(UUID connection, Secret browser) {
        return database.list(
                Sql.of(
                        """
                        select id, kind, next, asker from saml_requests
                        where connection_id = ? and browser_hash = ? and made_at > ?
                        order by made_at desc
                        """,
                        connection,
                        browser.hash(),
                        oldest()),
                Pending::request);
    }

    /** Their ids, of sign-ins or of sign-outs. */
    static Set<String> ids(List<Request> requests, boolean signOut) {
        return requests.stream()
                .filter(one -> (one.kind() == Kind.SIGN_OUT) == signOut)
                .map(Request::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes this one of this browser: of two who take it at once, one gets it. */
    Optional<Request> take(UUID connection, Secret browser, String id) {
        return database.first(
                Sql.of(
                        """
                        delete from saml_requests
                        where connection_id = ? and browser_hash = ? and id = ? and made_at > ?
                        returning id, kind, next, asker
                        """,
                        connection,
                        browser.hash(),
                        id,
                        oldest()),
                Pending::request);
    }

    void forgetOld() {
        database.run(Sql.of("delete from saml_requests where made_at <= ?", oldest()));
    }

    private Instant oldest() {
        return clock.instant().minus(LIFE);
    }

    private static Request request(Row row) {
        return new Request(
                row.text("id"), Kind.of(row.text("kind")), row.text("next"), row.text("asker"));
    }
}
