package muster.identity.saml;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Sql;

/** The hub's own keys of each connection; their private halves are sealed. */
final class ServiceKeys {
    private static final String COMMON_NAME = "Muster SAML ";

    private final Database database;
    private final MasterKey key;
    private final SecureRandom random;
    private final Clock clock;

    ServiceKeys(Database database, MasterKey key, SecureRandom random, Clock clock) {
        this.database = database;
        this.key = key;
        this.random = random;
        this.clock = clock;
    }

    /** Those of a connection: the one that signs first. */
    List<Credential> of(UUID connection) {
        return database.list(
                Sql.of(
                        """
                        select certificate, sealed_key from saml_keys
                        where connection_id = ? order by place
                        """,
                        connection),
                row ->
                        Credential.kept(
                                row.bytes("certificate"),
                                key.open(place(connection), row.bytes("sealed_key"))));
    }

    /** Makes a key behind those there are. */
    Credential add(UUID connection) {
        var made = Credential.make(COMMON_NAME + connection, random, clock.instant());
        database.run(
                Sql.of(
                        """
                        insert into saml_keys (connection_id, place, certificate, sealed_key, made_at)
                        values (?, 1 + (select count(*) from saml_keys where connection_id = ?),
                            ?, ?, ?)
                        """,
                        connection,
                        connection,
                        der(made),
                        key.seal(place(connection), made.key().getEncoded()),
                        clock.instant()));
        return made;
    }

    /** From now on the other key signs. */
    void turn(UUID connection) {
        database.run(
                Sql.of(
                        "update saml_keys set place = 3 - place where connection_id = ?",
                        connection));
    }

    /** Forgets the key that does not sign. */
    void dropSecond(UUID connection) {
        database.run(
                Sql.of("delete from saml_keys where connection_id = ? and place = 2", connection));
    }

    private static byte[] der(Credential credential) {
        try {
            return credential.certificate().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(
                    "it was made here", (GeneralSecurityException) impossible);
        }
    }

    private static String place(UUID connection) {
        return "saml_keys " + connection;
    }
}
