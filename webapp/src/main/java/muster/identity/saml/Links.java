package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Sha256;
import muster.database.Sql;
import muster.identity.Sessions;

/** Which session here is which of the identity provider's: what ends one ends the other. */
final class Links {
    private static final String BETWEEN = "\n";
    private static final int PARTS = 4;

    private final Database database;
    private final Sessions sessions;
    private final MasterKey key;
    private final Clock clock;

    /** What the identity provider calls a session of ours. */
    record Link(UUID connection, NameId nameId, Optional<String> sessionIndex) {}

    Links(Database database, Sessions sessions, MasterKey key, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.key = key;
        this.clock = clock;
    }

    /** Notes it for a session that has begun. */
    void add(UUID session, UUID connection, Assertion assertion) {
        var name = assertion.nameId();
        var text =
                String.join(
                        BETWEEN,
                        name.value(),
                        name.format(),
                        name.nameQualifier(),
                        name.spNameQualifier());
        database.run(
                Sql.of(
                        """
                        insert into saml_sessions (session_id, connection_id, name_hash,
                            session_index, sealed_name, begun_at)
                        values (?, ?, ?, ?, ?, ?)
                        """,
                        session,
                        connection,
                        Sha256.of(name.value()),
                        assertion.sessionIndex().orElse(""),
                        key.seal(place(session), text.getBytes(StandardCharsets.UTF_8)),
                        clock.instant()));
    }

    /** What this session is there, once: it is forgotten here. */
    Optional<Link> take(UUID session) {
        return database.first(
                Sql.of(
                        """
                        delete from saml_sessions where session_id = ?
                        returning connection_id, session_index, sealed_name
                        """,
                        session),
                row ->
                        new Link(
                                row.uuid("connection_id"),
                                nameId(key.open(place(session), row.bytes("sealed_name"))),
                                Optional.of(row.text("session_index"))
                                        .filter(index -> !index.isEmpty())));
    }

    /**
     * Ends the sessions of this name; says how many.
     *
     * @param indexes of those that are meant; none means all
     */
    int end(UUID connection, NameId nameId, List<String> indexes) {
        return end(
                Sql.of(
                        """
                        delete from saml_sessions
                        where connection_id = ? and name_hash = ?
                            and (cardinality(?::text[]) = 0 or session_index = any (?))
                        returning session_id
                        """,
                        connection,
                        Sha256.of(nameId.value()),
                        indexes.toArray(String[]::new),
                        indexes.toArray(String[]::new)));
    }

    /** Ends every session that began through this connection. */
    void endAll(UUID connection) {
        end(
                Sql.of(
                        "delete from saml_sessions where connection_id = ? returning session_id",
                        connection));
    }

    private int end(Sql deletion) {
        var ids = database.list(deletion, row -> row.uuid("session_id"));
        return ids.isEmpty() ? 0 : sessions.endBound(ids);
    }

    /** Forgets those of sessions that are over. */
    void forgetEnded() {
        database.run(
                Sql.of(
                        """
                        delete from saml_sessions l
                        where not exists (select from sessions s where s.id = l.session_id)
                        """));
    }

    private static NameId nameId(byte[] opened) {
        var parts = new String(opened, StandardCharsets.UTF_8).split(BETWEEN, PARTS);
        return new NameId(parts[0], parts[1], parts[2], parts[3]);
    }

    private static String place(UUID session) {
        return "saml_sessions " + session;
    }
}
