package muster.identity;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Row;
import muster.database.Sql;
import muster.tenancy.Authentication;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.web.Cidr;
import muster.web.CollectorKeys;
import muster.web.Demand;
import muster.web.Flaw;
import muster.web.Problem;
import muster.web.Visitor;
import muster.web.Visitors;
import muster.wire.ProblemType;
import muster.wire.Signature;
import org.jspecify.annotations.Nullable;

/** Tells the Desk who a visitor is, by the session, key or token they show. */
public final class Doorkeeper implements Visitors {
    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final String UNKNOWN = "this key or token is not known here, or has expired";

    private final Database database;
    private final Sessions sessions;
    private final PersonalTokens tokens;
    private final FormerKeys formerKeys;
    private final CollectorKeys collectorKeys;
    private final Clock clock;
    private final SecretKeySpec csrfKey;

    /**
     * What was shown of a person beside who they are.
     *
     * @param secondFactor a token asks for none, it was made by who showed it
     * @param passkey whether the session began with one; a token raises no alarm, and counts as
     *     none
     */
    private record Shown(boolean secondFactor, boolean passkey) {}

    private record Key(Visitor.Program program, List<String> ipAllow, @Nullable Instant usedAt) {}

    public Doorkeeper(
            Database database,
            Sessions sessions,
            PersonalTokens tokens,
            FormerKeys formerKeys,
            CollectorKeys collectorKeys,
            MasterKey key,
            Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.tokens = tokens;
        this.formerKeys = formerKeys;
        this.collectorKeys = collectorKeys;
        this.clock = clock;
        this.csrfKey = new SecretKeySpec(key.derive("csrf tokens"), "HmacSHA256");
    }

    @Override
    public Visitor of(Credentials credentials) {
        // What somebody sends on purpose goes before what a browser adds by itself.
        if (credentials.signature().isPresent()) {
            return bySignature(credentials.signature().get(), credentials.certificate());
        } else if (credentials.bearer().isPresent()) {
            return byBearer(credentials.bearer().get(), credentials.address());
        } else if (credentials.agentKey().isPresent()) {
            return byAgentKey(credentials.agentKey().get(), credentials.address());
        } else {
            return credentials
                    .session()
                    .filter(token -> !token.isEmpty())
                    .<Visitor>flatMap(token -> bySession(token, credentials.attended()))
                    .orElseGet(Visitor.Anonymous::new);
        }
    }

    @Override
    public void proven(Visitor.Collector collector) {
        collectorKeys.used(collector.known());
    }

    @Override
    public void disproven(Visitor.Collector collector, Flaw flaw) {
        collectorKeys.disproven(collector.known(), flaw);
    }

    @Override
    public Optional<Visitor.Organization> demo() {
        return database.atDoor(() ->
                database.first(
                        Sql.of(
                                """
                                select org_id, slug, name, confirmed_at is not null as confirmed
                                from organizations where demo order by org_id limit 1
                                """),
                        Doorkeeper::organization));
    }

    @Override
    public Optional<String> formerly(String slug) {
        return database.atDoor(() ->
                database.first(
                        Sql.of(
                                """
                                select o.slug from slugs f
                                join organizations o on o.org_id = f.org_id where f.slug = ?
                                """,
                                slug),
                        row -> row.text("slug")));
    }

    /** Who the headers name; whether they signed this, only its body can tell. */
    private Visitor bySignature(Signature signature, Optional<String> certificate) {
        var known =
                collectorKeys
                        .find(signature.key())
                        .orElseThrow(() -> noKey(FormerKeys.ofCollector(signature.key())));
        return new Visitor.Collector(known, signature, certificate);
    }

    private Visitor byBearer(String text, String address) {
        if (Secret.Kind.API_KEY.begins(text)) {
            return byKey(text, address);
        } else if (Secret.Kind.PERSONAL_TOKEN.begins(text)) {
            return byToken(text);
        } else {
            throw Problem.unauthorized(UNKNOWN);
        }
    }

    /** A key in this header only ever brings inventory, whatever else it may do. */
    private Visitor byAgentKey(String text, String address) {
        var program = byKey(text, address);
        if (!program.scopes().contains(Permission.INVENTORY_WRITE)) {
            throw Problem.unauthorized(
                    "a key in X-Agent-Key needs the scope " + Permission.INVENTORY_WRITE.word());
        }
        return new Visitor.Program(
                program.key(),
                program.name(),
                program.organization(),
                Set.of(Permission.INVENTORY_WRITE),
                program.bounded());
    }

    private Visitor.Program byKey(String text, String address) {
        var secret = Secret.shown(text);
        var key = database.atDoor(() -> key(secret)).orElseThrow(() -> noKey(secret));
        if (!key.ipAllow().isEmpty() && key.ipAllow().stream().noneMatch(in(address))) {
            throw Problem.forbidden("this key may not be used from " + address);
        }
        return key.program();
    }

    private Problem noKey(Secret secret) {
        return database.atDoor(() -> formerKeys.has(secret))
                ? Problem.of(410, "Gone", "the organization of this key was deleted")
                        .typed(ProblemType.ORGANIZATION_GONE)
                : Problem.unauthorized(UNKNOWN);
    }

    private static Predicate<String> in(String address) {
        var found = InetAddress.ofLiteral(address);
        return range -> Cidr.of(range).contains(found);
    }

    private Optional<Key> key(Secret secret) {
        var now = clock.instant();
        var key =
                database.first(
                        Sql.of(
                                """
                                select k.id, k.name as key_name, k.scopes, k.ip_allow, k.used_at,
                                    k.expires_at is not null or k.ip_allow <> '{}' as bounded,
                                    o.org_id, o.slug, o.name, o.confirmed_at is not null as confirmed
                                from api_keys k join organizations o on o.org_id = k.org_id
                                where k.hash = ? and (k.expires_at is null or k.expires_at > ?)
                                """,
                                secret.hash(),
                                now),
                        Doorkeeper::key);
        if (key.isPresent() && isLongAgo(key.get().usedAt(), now)) {
            database.run(
                    Sql.of("update api_keys set used_at = ? where hash = ?", now, secret.hash()));
        }
        return key;
    }

    private static boolean isLongAgo(@Nullable Instant used, Instant now) {
        return used == null || used.isBefore(now.minus(TOUCH));
    }

    private static Key key(Row row) {
        return new Key(
                new Visitor.Program(
                        row.uuid("id"),
                        row.text("key_name"),
                        organization(row),
                        row.texts("scopes").stream()
                                .flatMap(word -> Permission.of(word).stream())
                                .collect(Collectors.toUnmodifiableSet()),
                        row.flag("bounded")),
                row.texts("ip_allow"),
                row.instantOrNull("used_at"));
    }

    private Visitor byToken(String text) {
        return database.atDoor(() ->
                        tokens.open(Secret.shown(text))
                                .map(one ->
                                        new Visitor.SignedIn(
                                                one.person(),
                                                one.email(),
                                                one.name(),
                                                one.zone(),
                                                Optional.empty(),
                                                one.scopes(),
                                                memberships(
                                                        one.person(),
                                                        one.organization(),
                                                        new Shown(true, false)))))
                .orElseThrow(() -> Problem.unauthorized(UNKNOWN));
    }

    private Optional<Visitor.SignedIn> bySession(String text, boolean attended) {
        return database.atDoor(() ->
                sessions.open(Secret.shown(text), attended)
                        .map(one ->
                                new Visitor.SignedIn(
                                        one.person(),
                                        one.email(),
                                        one.name(),
                                        one.zone(),
                                        Optional.of(session(one, csrf(text))),
                                        EnumSet.allOf(Permission.class),
                                        memberships(
                                                one.person(), one.organization(), shown(one)))));
    }

    private static Shown shown(Sessions.Opened one) {
        return new Shown(one.secondFactor(), one.authentication() == Authentication.PASSKEY);
    }

    private static Visitor.Session session(Sessions.Opened one, String csrf) {
        return new Visitor.Session(
                one.session(),
                one.authentication(),
                one.organization(),
                one.secondFactor(),
                one.provenAt(),
                csrf);
    }

    /**
     * What a person is in their organizations.
     *
     * @param bound the only organization that the session or token reaches, if it is one
     */
    private List<Visitor.Membership> memberships(UUID person, Optional<UUID> bound, Shown shown) {
        return database.list(
                Sql.of(
                        """
                        select o.org_id, o.slug, o.name, o.confirmed_at is not null as confirmed, m.role,
                            coalesce(r.single_sign_on, false) as single_sign_on,
                            m.break_glass and m.role = 'owner' as break_glass,
                            coalesce(r.second_factor = 'all' or r.second_factor = 'admins'
                                and m.role in ('owner', 'admin'), false) as second_factor
                        from memberships m join organizations o on o.org_id = m.org_id
                            left join sign_in_rules r on r.org_id = m.org_id
                        where m.person_id = ? and (?::uuid is null or m.org_id = ?)
                        order by lower(o.name), o.slug
                        """,
                        person,
                        bound.orElse(null),
                        bound.orElse(null)),
                row ->
                        new Visitor.Membership(
                                organization(row),
                                Role.of(row.text("role")).orElseThrow(),
                                bound.isPresent() ? Optional.empty() : demand(row, shown)));
    }

    // Whom the organization's own identity provider vouches for has done what that one asks.
    private static Optional<Demand> demand(Row row, Shown shown) {
        if (row.flag("single_sign_on") && !row.flag("break_glass")) {
            return Optional.of(Demand.SINGLE_SIGN_ON);
        } else if (row.flag("single_sign_on") && !shown.passkey()) {
            return Optional.of(Demand.PASSKEY);
        } else if (row.flag("second_factor") && !shown.secondFactor()) {
            return Optional.of(Demand.SECOND_FACTOR);
        } else {
            return Optional.empty();
        }
    }

    private static Visitor.Organization organization(Row row) {
        return new Visitor.Organization(
                row.uuid("org_id"), row.text("slug"), row.text("name"), row.flag("confirmed"));
    }

    /** What a form of this session must carry; only the hub can make it. */
    private String csrf(String session) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(csrfKey);
            var code = mac.doFinal(session.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", impossible);
        }
    }
}
