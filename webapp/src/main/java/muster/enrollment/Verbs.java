package muster.enrollment;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import muster.database.Database;
import muster.identity.Secret;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Handler;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /api/v1/agents/enroll, /rotate and /heartbeat: what collectors say that is no report. */
public final class Verbs {
    /** The newest that this hub understands. */
    static final int WIRE_MAX = 3;

    private static final int BODY_BYTES_MAX = 64 * 1024;

    /** How well the times of a clock that is off can be corrected. */
    private static final Duration VAGUE = Duration.ofMinutes(1);

    private final Desk desk;
    private final Database database;
    private final Enrollment enrollment;
    private final RateLimits limits;
    private final Supplier<URI> endpoint;

    private record Wish(@Nullable String csr, @Nullable Boolean hmac) {}

    /** All that a heartbeat is ever answered: nothing to do, and nowhere to go. */
    private record Heard(int bundleVersion, int wireMax, Instant serverTime) {}

    /**
     * @param endpoint where collectors show their certificate
     */
    public Verbs(
            Desk desk,
            Database database,
            Enrollment enrollment,
            RateLimits limits,
            Supplier<URI> endpoint) {
        this.desk = desk;
        this.database = database;
        this.enrollment = enrollment;
        this.limits = limits;
        this.endpoint = endpoint;
    }

    /** Mounted at /api/v1/agents. */
    public void routing(Routes routes) {
        routes.post(
                        "/enroll",
                        desk.anyone(this::enroll)
                                .taking(BODY_BYTES_MAX)
                                .reading(Introduction.class))
                .post(
                        "/rotate",
                        desk.renewing(Handler.ahead(this::rotate))
                                .taking(BODY_BYTES_MAX)
                                .reading(Wish.class))
                .post(
                        "/heartbeat",
                        desk.signed(this::heartbeat)
                                .alone()
                                .taking(BODY_BYTES_MAX)
                                .reading(HeartbeatBody.class));
    }

    private Reply enroll(Request request) {
        limits.require(
                RateLimit.ENROLLMENT_BY_ADDRESS, Addresses.group(request.address()), "enrollments");
        var said = request.body(Introduction.class);
        var token = bearer(request).orElse(said.token() == null ? "" : said.token());
        try {
            return enrollment
                    .admissions
                    .admit(Secret.shown(token), said, endpoint.get().toString())
                    .map(Reply.Json::created)
                    .orElseThrow(
                            () -> Problem.unauthorized("this enrollment token lets nobody in"));
        } catch (CertificateRequest.Malformed malformed) {
            throw Problem.badRequest(String.valueOf(malformed.getMessage()));
        } catch (Admissions.Full _) {
            throw Problem.of(409, "Too many collectors", "at most " + Admissions.COLLECTORS_MAX);
        }
    }

    private static Optional<String> bearer(Request request) {
        return request.header("Authorization")
                .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(text -> text.substring(7).strip());
    }

    private Handler rotate(Request request) {
        var wish = request.body(Wish.class);
        try {
            var wanted = Optional.ofNullable(wish.csr()).map(CertificateRequest::read);
            var authority = enrollment.authorities.signing();
            var bundle = enrollment.authorities.bundle();
            var withKey = wish.hmac() != null && wish.hmac();
            return inside -> renewed(inside, wanted, withKey, authority, bundle);
        } catch (CertificateRequest.Malformed malformed) {
            throw Problem.badRequest(String.valueOf(malformed.getMessage()));
        }
    }

    private Reply renewed(
            Request request,
            Optional<CertificateRequest> wanted,
            boolean withKey,
            Authority authority,
            String bundle) {
        var who = request.collector();
        try {
            return Reply.Json.ok(
                    enrollment.rotation.renew(
                            who.id(), who.key(), wanted, withKey, authority, bundle));
        } catch (Rotation.AnotherKey _) {
            throw Problem.forbidden("csr: by another key than the one that enrolled");
        } catch (Credentials.Superseded superseded) {
            throw Problem.of(409, "Another key is in use", String.valueOf(superseded.getMessage()));
        }
    }

    private Reply heartbeat(Request request) {
        var said = request.body(HeartbeatBody.class);
        var who = request.collector();
        var beat = said.beat(request.now());
        var notes = said.checkedNotes();
        if (!notes.isEmpty()) {
            // Each time it tells, its clock is off by a little more or less.
            var off = Duration.ofMillis(beat.clockMillis());
            boolean isOff = off.abs().compareTo(Collector.CLOCK_OFF_MIN) > 0;
            var ahead = isOff ? off : Duration.ZERO;
            var vague = isOff ? VAGUE : Duration.ZERO;
            database.inTenant(
                    request.tenant(),
                    () -> {
                        for (var note : notes) {
                            enrollment.notes.add(who.id(), note.later(ahead.negated()), vague);
                        }
                        return notes;
                    });
        }
        enrollment.heartbeats.gather(request.tenant(), who.id(), beat);
        return Reply.Json.ok(new Heard(0, WIRE_MAX, request.now()));
    }
}
