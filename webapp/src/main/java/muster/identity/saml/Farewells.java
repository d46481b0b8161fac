package muster.identity.saml;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.identity.Origin;
import muster.identity.Secret;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;

/** Signing out at both sides: ours is told to theirs, and theirs to ours. */
final class Farewells {
    private static final Actor MUSTER = new Actor.Muster("single sign-on");

    private final Database database;
    private final Departures departures;
    private final Pending pending;
    private final Links links;
    private final Attempts attempts;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;

    /** What came of a logout message. */
    sealed interface Outcome {
        /** The identity provider gets its answer, through the browser. */
        record Answer(URI location) implements Outcome {}

        /** It is over at both sides, or here alone. */
        record Over(boolean complete) implements Outcome {}

        record Refused(String reference) implements Outcome {}
    }

    Farewells(
            Database database,
            Departures departures,
            Pending pending,
            Links links,
            Attempts attempts,
            Audit audit,
            SecureRandom random,
            Clock clock) {
        this.database = database;
        this.departures = departures;
        this.pending = pending;
        this.links = links;
        this.attempts = attempts;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** Where a session that has ended here is told of; nothing where nobody wants to hear it. */
    Optional<Told> tell(UUID organization, UUID session) {
        return database.inTenant(new Tenant(organization), () -> links.take(session))
                .flatMap(link ->
                        departures
                                .find(link.connection())
                                .flatMap(at ->
                                        departures
                                                .signOut(at, link.nameId(), link.sessionIndex())
                                                .map(away -> new Told(at.id(), away.browser()))));
    }

    /** What the browser that signs out needs to go on. */
    record Told(UUID connection, Secret browser) {}

    /** The identity provider's address for a browser that has just signed out here. */
    Optional<String> waiting(Located at, Secret browser) {
        return database.inTenant(
                at.tenant(),
                () ->
                        pending.of(at.id(), browser).stream()
                                .filter(one -> one.kind() == Pending.Kind.SIGN_OUT)
                                .map(Pending.Request::next)
                                .findFirst());
    }

    /** Takes a message by redirect. */
    Outcome redirected(
            Located at, String rawQuery, String relayState, Optional<Secret> browser, Origin from) {
        var logout =
                Logouts.redirected(
                        rawQuery, at.connection().trust(), asked(at, browser), clock.instant());
        return outcome(at, logout, relayState, browser, from);
    }

    /**
     * Takes a message by form.
     *
     * @param isRequest whether it came in the field of requests
     */
    Outcome posted(
            Located at,
            String form,
            boolean isRequest,
            String relayState,
            Optional<Secret> browser,
            Origin from) {
        var logout =
                Logouts.posted(
                        form,
                        isRequest,
                        at.connection().trust(),
                        asked(at, browser),
                        clock.instant());
        return outcome(at, logout, relayState, browser, from);
    }

    private Set<String> asked(Located at, Optional<Secret> browser) {
        return browser.map(one ->
                        database.inTenant(
                                at.tenant(), () -> Pending.ids(pending.of(at.id(), one), true)))
                .orElseGet(Set::of);
    }

    private Outcome outcome(
            Located at, Logout logout, String relayState, Optional<Secret> browser, Origin from) {
        return switch (logout) {
            case Logout.Asked asked -> ended(at, asked, relayState);
            case Logout.Answered answered -> {
                browser.ifPresent(one ->
                        database.inTenant(
                                at.tenant(), () -> pending.take(at.id(), one, answered.answers())));
                yield new Outcome.Over(answered.complete());
            }
            case Logout.Refused refused -> refused(at, refused.reason(), refused.checks(), from);
        };
    }

    private Outcome ended(Located at, Logout.Asked asked, String relayState) {
        database.inTenant(
                at.tenant(),
                () -> {
                    var ended = links.end(at.id(), asked.nameId(), asked.sessionIndexes());
                    if (ended > 0) {
                        audit.record(
                                MUSTER,
                                "saml.logout",
                                at.connection().subject(),
                                "%s ended %d sessions of a member"
                                        .formatted(at.connection().name(), ended));
                    }
                    return ended;
                });
        return LogoutMessage.answer(
                        at.connection().trust(),
                        asked.id(),
                        true,
                        relayState,
                        random,
                        clock.instant())
                .<Outcome>map(message -> new Outcome.Answer(message.location()))
                .orElseGet(() -> new Outcome.Over(true));
    }

    private Outcome refused(Located at, Reason reason, List<Check> checks, Origin from) {
        return new Outcome.Refused(
                database.inTenant(
                        at.tenant(),
                        () ->
                                attempts.keep(
                                        at.id(),
                                        Attempts.Result.REFUSED,
                                        reason.code(),
                                        from.address(),
                                        checks)));
    }
}
