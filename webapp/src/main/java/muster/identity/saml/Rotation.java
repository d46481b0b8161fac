package muster.identity.saml;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import muster.tenancy.Actor;

/**
 * Where a connection stands while another key takes the place of ours. Each step waits for the
 * identity provider to have read our metadata again.
 */
enum Rotation {
    /** One key; the next step shows a second. */
    STEADY,
    /** The new one is shown beside the one that signs; the next step lets it sign. */
    SHOWN,
    /** The new one signs; the next step forgets the old one. */
    TURNED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Rotation of(List<Credential> keys) {
        if (keys.size() < ServiceProvider.KEYS_MAX) {
            return STEADY;
        } else {
            return begins(keys.getFirst()).isBefore(begins(keys.getLast())) ? SHOWN : TURNED;
        }
    }

    /** Goes one step on. */
    void step(Connection connection, ServiceKeys keys, Connections connections, Actor actor) {
        switch (this) {
            case STEADY -> {
                var made = keys.add(connection.id());
                connections.rotated(
                        connection,
                        "shows the new key " + Fingerprint.of(made.certificate()),
                        actor);
            }
            case SHOWN -> {
                keys.turn(connection.id());
                var other = connection.keys().getLast();
                connections.rotated(
                        connection, "signs with " + Fingerprint.of(other.certificate()), actor);
            }
            case TURNED -> {
                keys.dropSecond(connection.id());
                var old = connection.keys().getLast();
                connections.rotated(
                        connection, "has forgotten " + Fingerprint.of(old.certificate()), actor);
            }
        }
    }

    private static Instant begins(Credential credential) {
        return credential.certificate().getNotBefore().toInstant();
    }
}
