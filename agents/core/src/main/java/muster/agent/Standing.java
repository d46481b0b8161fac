package muster.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a collector has an identity to go on with: it may have none yet, one of another machine,
 * or have been told to stop.
 */
final class Standing {
    private static final String STOPPED = "stopped";

    private final Setup setup;
    private final Enrollment enrollment;
    private final Unsaid unsaid;
    private @Nullable Connection connection;
    private @Nullable String stopped;

    /** Whether there is a token that did not enroll this collector before. */
    private boolean hasNewToken;

    private boolean unknown;

    /** Whether it was told to stop, after which only another enrollment goes on. */
    private boolean beginsAnew;

    /** What waits to be said. */
    interface Unsaid {
        void forget() throws IOException;
    }

    Standing(Setup setup, Unsaid unsaid) throws IOException {
        this.setup = setup;
        this.unsaid = unsaid;
        this.enrollment =
                new Enrollment(setup.home(), setup.hub(), setup.applicant(), setup.clock());
        var token = setup.token();
        hasNewToken = token != null && !SpentToken.is(token, setup.home());
        var told = setup.home().read(STOPPED);
        if (told.isPresent() && !hasNewToken) {
            stopped = new String(told.get(), StandardCharsets.UTF_8);
        }
        beginsAnew = told.isPresent();
        if (beginsAnew) {
            unsaid.forget();
        }
        Identity.in(setup.home()).ifPresent(this::take);
    }

    private void take(Identity identity) {
        connection = new Connection(setup.home(), setup.hub(), setup.clock(), identity);
    }

    /** Whether the identity is that of another machine, of whose disk this one has a copy. */
    boolean isClone() {
        return connection != null
                && setup.applicant().machine().isAnotherThan(connection.identity().machine());
    }

    /** Does not go on with what belongs to another machine; that one's token is good here too. */
    void leaveIdentity() {
        connection = null;
        stopped =
                setup.token() != null
                        ? null
                        : "this disk was copied from another machine, whose identity it has: "
                                + "enroll this one with a token of its own";
    }

    /** The signed way to the hub; empty where there is none to be used now. */
    Optional<Connection> connection() {
        return stopped != null || shallEnroll()
                ? Optional.empty()
                : Optional.ofNullable(connection);
    }

    /** Whether there is something to enroll with, and a reason to. */
    boolean shallEnroll() {
        return stopped == null
                && setup.token() != null
                && (connection == null || (hasNewToken && (unknown || beginsAnew)));
    }

    Answer enroll() throws IOException {
        try {
            var identity = enrollment.with(Objects.requireNonNull(setup.token()), this::arrive);
            setup.home().delete(STOPPED);
            take(identity);
            hasNewToken = false;
            unknown = false;
            beginsAnew = false;
            setup.journal()
                    .say(
                            "enrolled as %s %s of %s"
                                    .formatted(
                                            setup.applicant().kind(),
                                            identity.agentId(),
                                            identity.hub()));
            return new Answer(Answer.Meaning.DELIVERED, 201, "", null);
        } catch (Enrollment.Refused e) {
            // The identity may be known after all: it is asked next.
            unknown = false;
            return e.answer();
        }
    }

    /** What was meant for one organization is never told to another. */
    private void arrive(Identity next) throws IOException {
        if (connection != null && next.isOfAnotherOrganizationThan(connection.identity())) {
            setup.journal().say("this is another organization: what waited is forgotten");
            unsaid.forget();
        }
    }

    /** The hub does not know this collector; says what comes of that. */
    String unknown() {
        unknown = true;
        var known =
                "the hub does not know this %s, which may have been revoked: "
                        .formatted(setup.applicant().kind());
        if (hasNewToken) {
            return known + "it enrolls again";
        } else if (setup.token() == null) {
            return known + "enroll it again with a new token in MUSTER_ENROLL_TOKEN";
        } else {
            return known
                    + "the token in MUSTER_ENROLL_TOKEN is the one it enrolled with before, "
                    + "so set a new one to enroll it again";
        }
    }

    /** For good: it holds after a restart too, until there is a new token. */
    void stop(String why) throws IOException {
        stopped = why;
        setup.home().write(STOPPED, why.getBytes(StandardCharsets.UTF_8));
        unsaid.forget();
    }

    @Nullable String stopped() {
        return stopped;
    }
}
