package muster.install;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Tenant;
import muster.web.Announcements;
import muster.web.Site;
import org.jspecify.annotations.Nullable;

/** What has been heard of the machines that a token was made for, step by step. */
public final class Listening {
    /** Of this kind open pages are told when a machine takes a step. */
    private static final String ANNOUNCED_KIND = "collectors";

    /** After so long without a step the page says what may be in the way. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    private static final int MACHINES_SHOWN_MAX = 100;

    private final Database database;
    private final Announcements announcements;
    private final Site site;
    private final String hub;

    /** How far the first machine has come; each step has what stands before it. */
    public enum Step {
        NOTHING,
        FETCHED,
        ENROLLED,
        RECEIVED,
        MATCHED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is known of a token's machines now.
     *
     * @param step how far the one that came furthest has come
     * @param fetchedAt when the script was last fetched for this token
     * @param refusedAt when somebody last tried the token in vain: it was used up or had expired
     * @param silent whether nothing new was heard for {@link #SILENCE} and something is missing
     * @param reasons what is likely in the way; empty while not silent
     */
    public record Heard(
            UUID id,
            String name,
            String step,
            Instant madeAt,
            @Nullable Instant fetchedAt,
            @Nullable Instant refusedAt,
            boolean silent,
            List<Reason> reasons,
            List<Machine> machines) {
        public Heard {
            reasons = List.copyOf(reasons);
            machines = List.copyOf(machines);
        }

        /** How many steps are done after the making of the token: 0 to 4. */
        public int rank() {
            return Step.valueOf(step.toUpperCase(Locale.ROOT)).compareTo(Step.NOTHING);
        }

        /** What the last scanner of these last scanned; null where none is a scanner at work. */
        public @Nullable Scanned scanned() {
            return machines.stream()
                    .map(Machine::scanned)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        public long software() {
            return sum(Machine::software);
        }

        public long checked() {
            return sum(Machine::checked);
        }

        public long findings() {
            return sum(Machine::findings);
        }

        private long sum(Function<Machine, @Nullable Long> number) {
            return machines.stream().map(number).mapToLong(one -> one == null ? 0 : one).sum();
        }
    }

    /**
     * What may be in the way.
     *
     * @param word of its message
     * @param test a line to run on the machine that tells whether it is
     */
    public record Reason(String word, String test) {}

    /** How a scan stands: of so many addresses so many answered. */
    public record Scanned(UUID scan, int targets, int answered) {
        private static @Nullable Scanned of(Row row) {
            var scan = row.uuidOrNull("scan");
            return scan == null
                    ? null
                    : new Scanned(scan, row.integer("targets"), row.integer("answered"));
        }
    }

    /**
     * A machine that enrolled; numbers are null until its first report came.
     *
     * @param scanned its last scan, where it is a scanner
     */
    public record Machine(
            String name,
            Instant enrolledAt,
            @Nullable UUID device,
            @Nullable Long software,
            @Nullable Long checked,
            @Nullable Long findings,
            @Nullable Scanned scanned) {
        Step step() {
            if (scanned != null) {
                return Step.MATCHED;
            } else if (device == null) {
                return Step.ENROLLED;
            } else {
                return checked == null || checked == 0 ? Step.RECEIVED : Step.MATCHED;
            }
        }
    }

    private record Made(
            String name, Instant at, @Nullable Instant fetchedAt, @Nullable Instant refusedAt) {}

    public Listening(Database database, Announcements announcements, Site site) {
        this.database = database;
        this.announcements = announcements;
        this.site = site;
        this.hub = site.publicUrl().toString();
    }

    /** Notes that the script was fetched for a token; whoever asks for another's is not told. */
    void fetched(UUID token, Instant now) {
        database.atDoor(() ->
                        database.first(
                                Sql.of("select org_id from enrollment_tokens where id = ?", token),
                                row -> new Tenant(row.uuid("org_id"))))
                .ifPresent(tenant -> note(tenant, token, now));
    }

    private void note(Tenant tenant, UUID token, Instant now) {
        database.inTenant(
                tenant,
                () ->
                        database.run(
                                Sql.of(
                                        "update enrollment_tokens set fetched_at = ? where id = ?",
                                        now,
                                        token)));
        announcements.announce(tenant, ANNOUNCED_KIND, token.toString());
    }

    /** What is known of this token; empty where the organization has none of this id. */
    Optional<Heard> of(UUID token, Instant now) {
        return database.first(
                        Sql.of(
                                """
                                select name, created_at, fetched_at, refused_at
                                from enrollment_tokens where id = ?
                                """,
                                token),
                        row ->
                                new Made(
                                        row.text("name"),
                                        row.instant("created_at"),
                                        row.instantOrNull("fetched_at"),
                                        row.instantOrNull("refused_at")))
                .map(made -> heard(token, made, machines(token), now));
    }

    private Heard heard(UUID id, Made made, List<Machine> machines, Instant now) {
        var step =
                machines.stream()
                        .map(Machine::step)
                        .reduce(
                                made.fetchedAt() == null ? Step.NOTHING : Step.FETCHED,
                                (one, other) -> one.compareTo(other) >= 0 ? one : other);
        var last =
                Stream.concat(
                                Stream.of(made.at(), made.fetchedAt()),
                                machines.stream().map(Machine::enrolledAt))
                        .filter(at -> at != null)
                        .max(Instant::compareTo)
                        .orElse(now);
        var silent = step != Step.MATCHED && !last.plus(SILENCE).isAfter(now);
        return new Heard(
                id,
                made.name(),
                step.word(),
                made.at(),
                made.fetchedAt(),
                made.refusedAt(),
                silent,
                silent ? reasons(step) : List.of(),
                machines);
    }

    private List<Reason> reasons(Step step) {
        return switch (step) {
            case NOTHING -> outOfReach();
            case FETCHED ->
                    List.of(
                            new Reason("token", tokenTest()),
                            new Reason(
                                    "clock",
                                    "date -u; curl -sI " + hub + "/healthz | grep -i ^date"),
                            new Reason("proxy", "env | grep -i _proxy"),
                            new Reason("platform", "uname -sm"));
            case ENROLLED ->
                    List.of(
                            new Reason(
                                    "report", "/opt/muster-agent/current/bin/muster-agent status"),
                            new Reason("proxy", "env | grep -i _proxy"));
            case RECEIVED -> List.of(new Reason("feeds", hub + "/feeds"));
            case MATCHED -> List.of();
        };
    }

    private List<Reason> outOfReach() {
        var reaching = "curl -sS -o /dev/null " + hub + "/healthz && echo good";
        var proxy = new Reason("proxy", "env | grep -i _proxy");
        return site.isLoopback()
                ? List.of(new Reason("only-here", reaching), proxy)
                : List.of(
                        proxy,
                        new Reason("tls", reaching),
                        new Reason("name", "getent hosts " + site.publicUrl().getHost()));
    }

    /**
     * Without a request for a certificate a good token is not used up: 400, and 401 for a bad one.
     */
    private String tokenTest() {
        return "printf 'header = \"Authorization: Bearer %s\"' \"$MUSTER_ENROLL_TOKEN\" | curl -sS -K- -o /dev/null -w '%{http_code}\\n' -H 'Content-Type: application/json' -d '{}' "
                + hub
                + "/api/v1/agents/enroll";
    }

    // Whoever enrolls twice is one machine: told by its device, and until it has one by itself.
    private List<Machine> machines(UUID token) {
        return database.list(
                Sql.of(
                        """
                        select c.name, c.enrolled_at, c.device_id, d.software_count,
                            d.software_checked, d.findings_open, s.scan, s.targets, s.answered
                        from (select distinct on (coalesce(device_id::text, machine, id::text))
                                id, name, enrolled_at, device_id
                            from collectors where token_id = ?
                            order by coalesce(device_id::text, machine, id::text),
                                enrolled_at desc) c
                            left join devices d on d.id = c.device_id
                            left join lateral (
                                select id as scan, targets, answered from scans
                                where collector_id = c.id
                                order by started_at desc, id desc limit 1) s on true
                        order by c.enrolled_at desc, c.id limit ?
                        """,
                        token,
                        MACHINES_SHOWN_MAX),
                row ->
                        new Machine(
                                row.text("name"),
                                row.instant("enrolled_at"),
                                row.uuidOrNull("device_id"),
                                row.numberOrNull("software_count"),
                                row.numberOrNull("software_checked"),
                                row.numberOrNull("findings_open"),
                                Scanned.of(row)));
    }
}
