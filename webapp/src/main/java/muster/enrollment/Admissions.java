package muster.enrollment;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.Secret;
import muster.tenancy.Actor;
import muster.web.Announcements;

/** How a collector becomes one: it shows a token, and leaves with a certificate and a key. */
final class Admissions {
    /** Of one organization: further than any plan goes. */
    static final int COLLECTORS_MAX = 200_000;

    private static final System.Logger LOG = System.getLogger(Admissions.class.getName());

    private final Database database;
    private final EnrollmentTokens tokens;
    private final Unheard unheard;
    private final Authorities authorities;
    private final Credentials credentials;
    private final CollectorNotes notes;
    private final Audit audit;
    private final Announcements announcements;
    private final Clock clock;

    /** What the collector is told, once. */
    record Admitted(
            UUID agentId,
            UUID organization,
            String certificate,
            String ca,
            String endpoint,
            Credentials.HmacKey hmac) {}

    /** There are too many: 409. */
    static final class Full extends RuntimeException {}

    Admissions(
            Database database,
            EnrollmentTokens tokens,
            Authorities authorities,
            Credentials credentials,
            CollectorNotes notes,
            Audit audit,
            Announcements announcements,
            Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.unheard = new Unheard(database);
        this.authorities = authorities;
        this.credentials = credentials;
        this.notes = notes;
        this.audit = audit;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** What a collector is told: nothing where its token lets nobody in. */
    Optional<Admitted> admit(Secret token, Introduction said, String endpoint) {
        // One look whatever is wrong with it, so that its time tells nothing either.
        var applicant = applicant(token, said);
        var shown = database.atDoor(() -> tokens.shown(token, applicant));
        var tenant =
                shown.filter(EnrollmentTokens.Shown::usable)
                        .map(EnrollmentTokens.Shown::organization);
        if (tenant.isEmpty()) {
            shown.ifPresent(one -> noteLater(one, () -> tokens.refused(one)));
            return Optional.empty();
        }
        var who = said.applicant();
        var request = CertificateRequest.read(who.csr());
        var authority = authorities.signing();
        var ca = authorities.bundle();
        return database.inTenant(
                tenant.get(),
                () ->
                        unheard.again(applicant)
                                .or(() ->
                                        tokens.use(token)
                                                .map(use -> added(applicant, use, who, request)))
                                .map(id -> {
                                    var leaf = authority.issue(request, id, clock.instant());
                                    var key = credentialsOf(id, leaf);
                                    return new Admitted(
                                            id, tenant.get().id(), leaf.pem(), ca, endpoint, key);
                                }));
    }

    /** A request that is missing or malformed is nobody's; that is told once the token is known. */
    private static UUID applicant(Secret token, Introduction said) {
        String key;
        try {
            key = said.csr() == null ? "" : CertificateRequest.read(said.csr()).publicKeyText();
        } catch (CertificateRequest.Malformed unreadable) {
            key = "";
        }
        return Unheard.id(token, key);
    }

    // Nobody waits for it, so that its time does not tell a token that was from one that never was.
    private void noteLater(EnrollmentTokens.Shown token, Runnable note) {
        Thread.ofVirtual()
                .name("refused")
                .start(() -> {
                    try {
                        note.run();
                        announcements.announce(
                                token.organization(), Collectors.KIND, token.token().toString());
                    } catch (Database.Failure away) {
                        LOG.log(System.Logger.Level.WARNING, "a refusal is not noted", away);
                    }
                });
    }

    private UUID added(
            UUID applicant,
            EnrollmentTokens.Use use,
            Introduction.Applicant who,
            CertificateRequest request) {
        refuseTooMany();
        var now = clock.instant();
        var id = unheard.free(applicant);
        database.run(
                Sql.of(
                        """
                        insert into collectors (id, kind, name, name_order, platform, version,
                            token_id, token_name, labels, site_id, public_key, enrolled_at,
                            late_after, machine)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        id,
                        who.kind(),
                        who.hostname(),
                        who.hostname().toLowerCase(Locale.ROOT),
                        who.platform(),
                        who.version(),
                        use.token(),
                        use.name(),
                        use.labels().toArray(String[]::new),
                        use.site(),
                        request.publicKeyText(),
                        now,
                        now.plus(Heartbeats.LATE),
                        who.machine()));
        replace(id, who);
        tell(id, who, use);
        return id;
    }

    /** Whoever was on this machine before has a successor, unless it goes on reporting. */
    private void replace(UUID id, Introduction.Applicant who) {
        var now = clock.instant();
        var before =
                database.list(
                        Sql.of(
                                        """
                                        update collectors c set replaced_by = ?, replaced_at = ?
                                        where machine = ? and kind = ? and id <> ? and revoked_at is null
                                        """,
                                        id,
                                        now,
                                        who.machine(),
                                        who.kind(),
                                        id)
                                .and("and not")
                                .and(Collectors.IS_REPLACED)
                                .and("returning id"),
                        row -> row.uuid("id"));
        before.forEach(
                one -> notes.add(one, CollectorNotes.Note.of(now, "replaced", who.hostname())));
    }

    private void refuseTooMany() {
        var full =
                database.first(
                        Sql.of(
                                """
                                select 1 as one from collectors where revoked_at is null
                                order by name_order, id offset ? limit 1
                                """,
                                COLLECTORS_MAX - 1),
                        row -> row.number("one"));
        if (full.isPresent()) {
            throw new Full();
        }
    }

    private Credentials.HmacKey credentialsOf(UUID id, Authority.Leaf leaf) {
        Instant now = clock.instant();
        credentials.keep(id, leaf, now);
        return credentials.make(id, now);
    }

    private void tell(UUID id, Introduction.Applicant who, EnrollmentTokens.Use use) {
        notes.add(id, CollectorNotes.Note.of(clock.instant(), "enrolled", use.name()));
        audit.record(
                new Actor.Collector(id, who.hostname()),
                "collector.enrolled",
                Collectors.subject(id),
                "“" + who.hostname() + "” enrolled with the token “" + use.name() + "”");
        var tenant = database.tenant();
        database.afterCommit(() -> announcements.announce(tenant, Collectors.KIND, id.toString()));
    }
}
