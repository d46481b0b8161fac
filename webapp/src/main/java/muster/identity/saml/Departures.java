package muster.identity.saml;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.identity.Secret;

/** Sends browsers to an organization's identity provider, and remembers which. */
final class Departures {
    private final Database database;
    private final Connections connections;
    private final Pending pending;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * Where a browser goes.
     *
     * @param browser what it must bring back
     */
    record Departure(URI location, Secret browser) {}

    Departures(
            Database database,
            Connections connections,
            Pending pending,
            SecureRandom random,
            Clock clock) {
        this.database = database;
        this.connections = connections;
        this.pending = pending;
        this.random = random;
        this.clock = clock;
    }

    /** The connection of this id, whoever asks. Outside of any transaction. */
    Optional<Located> find(UUID id) {
        return database.atDoor(() -> connections.owner(id))
                .flatMap(tenant ->
                        database.inTenant(tenant, () -> connections.find(id))
                                .map(one -> new Located(tenant, one)));
    }

    /** Our side of the connection of this id, also of one that is being prepared. */
    Optional<ServiceProvider> service(UUID id) {
        return database.atDoor(() -> connections.owner(id))
                .flatMap(tenant -> database.inTenant(tenant, () -> connections.service(id)));
    }

    /**
     * Begins a sign-in, or a test of it.
     *
     * @param shown what the browser already holds of this connection
     * @param anew whether the person must show the identity provider again who they are
     */
    Departure begin(
            Located at,
            Pending.Kind kind,
            String next,
            String asker,
            boolean anew,
            Optional<Secret> shown) {
        // The id alone brings the answer home; what the identity provider gets to carry is as
        // opaque, and nobody reads it when it comes back.
        var relayState = UUID.randomUUID().toString();
        var request =
                SignOnRequest.make(
                        at.connection().trust(), relayState, anew, random, clock.instant());
        var note = new Pending.Request(request.id(), kind, next, asker);
        return new Departure(request.location(), away(at, note, shown));
    }

    /** Begins to tell the identity provider that somebody signs out here; none where it is deaf. */
    Optional<Departure> signOut(Located at, NameId nameId, Optional<String> sessionIndex) {
        return LogoutMessage.request(
                        at.connection().trust(),
                        nameId,
                        sessionIndex,
                        UUID.randomUUID().toString(),
                        random,
                        clock.instant())
                .map(message -> {
                    var note =
                            new Pending.Request(
                                    message.id(),
                                    Pending.Kind.SIGN_OUT,
                                    message.location().toString(),
                                    "");
                    // The cookie of a connection does not come to the page of signing out.
                    return new Departure(message.location(), away(at, note, Optional.empty()));
                });
    }

    private Secret away(Located at, Pending.Request note, Optional<Secret> shown) {
        return database.inTenant(
                at.tenant(),
                () -> {
                    // One that we gave it and that waits for something is used on: its other tabs
                    // come back with it too. Any other is a stranger's gift.
                    var browser =
                            shown.filter(one -> !pending.of(at.id(), one).isEmpty())
                                    .orElseGet(() -> Secret.make(Secret.Kind.SESSION, random));
                    pending.add(at.id(), browser, note);
                    return browser;
                });
    }
}
