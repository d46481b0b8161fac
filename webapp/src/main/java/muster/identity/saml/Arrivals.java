package muster.identity.saml;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import muster.database.Database;
import muster.identity.Origin;
import muster.identity.People;
import muster.identity.Secret;
import muster.identity.Sessions;
import muster.identity.SignIns;
import muster.tenancy.Authentication;

/**
 * Takes what browsers bring back from an identity provider: signs in whom it vouches for, and keeps
 * why it does not.
 */
final class Arrivals {
    /** Who left the company this morning is out of here tomorrow, whatever the provider says. */
    static final Duration SESSION_MAX = Duration.ofHours(12);

    private final Database database;
    private final Pending pending;
    private final Replays replays;
    private final Attempts attempts;
    private final Admission admission;
    private final SignIns signIns;
    private final Links links;
    private final Connections connections;
    private final Watch watch;
    private final Clock clock;

    /** What came of it. */
    sealed interface Arrival {
        /**
         * Somebody is signed in.
         *
         * @param next where they wanted to go, a path of ours or nothing
         */
        record Entered(Secret token, String next) implements Arrival {}

        /**
         * Somebody only tests: nobody is signed in, and all is told.
         *
         * @param outcome the code of a {@link Reason} or {@link Denial}; empty where it went well
         */
        record Tested(Verdict verdict, String outcome, String reference) implements Arrival {}

        /** Nobody is signed in; the organization's log knows why. */
        record Refused(String reference) implements Arrival {}
    }

    /** What a transaction found, before anything outside of it is done. */
    private sealed interface Step {
        record Done(Arrival arrival) implements Step {}

        record Enter(Admission.Outcome outcome, String next) implements Step {}
    }

    Arrivals(
            Database database,
            Pending pending,
            Replays replays,
            Attempts attempts,
            Admission admission,
            SignIns signIns,
            Links links,
            Connections connections,
            Watch watch,
            Clock clock) {
        this.database = database;
        this.pending = pending;
        this.replays = replays;
        this.attempts = attempts;
        this.admission = admission;
        this.signIns = signIns;
        this.links = links;
        this.connections = connections;
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * Looks at what came. Outside of any transaction.
     *
     * @param form the field of the form, if there was one that could be read
     * @param browser what the browser shows
     */
    Arrival of(Located at, Optional<String> form, Optional<Secret> browser, Origin origin) {
        if (form.isEmpty()) {
            return refused(at, Denial.FORM_UNREADABLE.code(), List.of(), origin);
        }
        var waiting =
                browser.map(one -> database.inTenant(at.tenant(), () -> pending.of(at.id(), one)))
                        .orElseGet(List::of);
        var verdict = judged(at, form.get(), asked(waiting));
        return switch (verdict) {
            case Verdict.Accepted accepted -> accepted(at, accepted, browser, origin);
            case Verdict.Refused refused ->
                    isTest(waiting)
                            ? tested(at, refused, refused.reason().code(), origin)
                            : refused(at, refused.reason().code(), refused.checks(), origin);
        };
    }

    /** Signed by a key that is not known, it is looked at again once its new keys are. */
    private Verdict judged(Located at, String form, Set<String> asked) {
        var verdict = Responses.judge(form, at.connection().trust(), asked, clock.instant());
        var unknown =
                verdict instanceof Verdict.Refused refused
                        && refused.reason() == Reason.UNKNOWN_KEY;
        return unknown && watch.refresh(at, Watch.ON_UNKNOWN_KEY)
                ? Responses.judge(form, refreshed(at).trust(), asked, clock.instant())
                : verdict;
    }

    private Connection refreshed(Located at) {
        return database.inTenant(at.tenant(), () -> connections.find(at.id()))
                .orElse(at.connection());
    }

    private static Set<String> asked(List<Pending.Request> waiting) {
        return Pending.ids(waiting, false);
    }

    // What was refused names nothing that is believed: the browser's last deed says what it is.
    private static boolean isTest(List<Pending.Request> waiting) {
        return !waiting.isEmpty() && waiting.getFirst().kind() == Pending.Kind.TEST;
    }

    private Arrival accepted(
            Located at, Verdict.Accepted accepted, Optional<Secret> browser, Origin origin) {
        var step = database.inTenant(at.tenant(), () -> step(at, accepted, browser, origin));
        return switch (step) {
            case Step.Done(var arrival) -> arrival;
            case Step.Enter(Admission.Outcome.Member(var person), var next) ->
                    enter(at, accepted, person, next, origin);
            case Step.Enter(Admission.Outcome.Newcomer(var email), var next) ->
                    admission
                            .welcome(at.tenant(), at.connection(), accepted.assertion(), email)
                            .map(person -> enter(at, accepted, person, next, origin))
                            .orElseGet(() -> denied(at, Denial.MEMBERS_FULL, accepted, origin));
            case Step.Enter(Admission.Outcome.Denied(var denial), _) ->
                    denied(at, denial, accepted, origin);
        };
    }

    /** Uses up the request and the assertion, and decides whom they let in. */
    private Step step(
            Located at, Verdict.Accepted accepted, Optional<Secret> browser, Origin origin) {
        var assertion = accepted.assertion();
        var request =
                assertion
                        .answers()
                        .flatMap(id -> browser.flatMap(one -> pending.take(at.id(), one, id)));
        if (assertion.answers().isPresent() && request.isEmpty()) {
            return done(at, Reason.NOT_ASKED_FOR, accepted, origin);
        } else if (!replays.isFirst(at.id(), assertion)) {
            return done(at, Reason.REPLAYED, accepted, origin);
        }
        var outcome = admission.asked(at.connection(), assertion);
        if (request.filter(one -> one.kind() == Pending.Kind.TEST).isPresent()) {
            var code = outcome instanceof Admission.Outcome.Denied(var denial) ? denial.code() : "";
            return new Step.Done(keptTest(at, accepted, code, origin));
        }
        if (outcome instanceof Admission.Outcome.Member) {
            admission.greet(at.connection(), assertion);
        }
        return new Step.Enter(outcome, request.map(Pending.Request::next).orElse(""));
    }

    private Step done(Located at, Reason reason, Verdict.Accepted accepted, Origin origin) {
        var checks = new ArrayList<>(accepted.checks());
        var subject =
                reason == Reason.REPLAYED ? Check.Subject.REPLAY : Check.Subject.IN_RESPONSE_TO;
        checks.add(new Check(subject, "once", "again", false));
        return new Step.Done(
                new Arrival.Refused(
                        attempts.keep(
                                at.id(),
                                Attempts.Result.REFUSED,
                                reason.code(),
                                origin.address(),
                                checks)));
    }

    private Arrival enter(
            Located at,
            Verdict.Accepted accepted,
            People.Person person,
            String next,
            Origin origin) {
        var assertion = accepted.assertion();
        var beginning =
                Sessions.Beginning.bound(
                        Authentication.SAML, at.tenant().id(), Optional.of(ends(assertion)));
        var begun = signIns.begin(person, beginning, origin);
        database.inTenant(
                at.tenant(),
                () -> {
                    links.add(begun.id(), at.id(), assertion);
                    return keep(at, Attempts.Result.ACCEPTED, "", accepted.checks(), origin);
                });
        return new Arrival.Entered(begun.token(), next);
    }

    private Instant ends(Assertion assertion) {
        var latest = clock.instant().plus(SESSION_MAX);
        return assertion.sessionEnds().filter(one -> one.isBefore(latest)).orElse(latest);
    }

    private Arrival tested(Located at, Verdict verdict, String code, Origin origin) {
        return database.inTenant(at.tenant(), () -> keptTest(at, verdict, code, origin));
    }

    private Arrival keptTest(Located at, Verdict verdict, String code, Origin origin) {
        var result = code.isEmpty() ? Attempts.Result.TESTED : Attempts.Result.REFUSED;
        return new Arrival.Tested(verdict, code, keep(at, result, code, verdict.checks(), origin));
    }

    private Arrival denied(Located at, Denial denial, Verdict.Accepted accepted, Origin origin) {
        return refused(at, denial.code(), accepted.checks(), origin);
    }

    private Arrival refused(Located at, String code, List<Check> checks, Origin origin) {
        return database.inTenant(
                at.tenant(),
                () -> new Arrival.Refused(keep(at, Attempts.Result.REFUSED, code, checks, origin)));
    }

    private String keep(
            Located at, Attempts.Result result, String code, List<Check> checks, Origin origin) {
        return attempts.keep(at.id(), result, code, origin.address(), checks);
    }
}
