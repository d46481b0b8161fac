package muster.devices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Identifier.Kind;
import muster.tenancy.Actor;

/**
 * Pairs of devices that share an identifier, until somebody says whether they are one. What was
 * decided is remembered: the same evidence is never shown again.
 */
public final class Clashes {
    /** More pairs than anybody goes through at once; the rest comes up as these are decided. */
    static final int PAIRS_MAX = 100;

    private static final int EVIDENCES_MAX = 1_000;

    private static final Sql PAIRS =
            Sql.of(
                    """
                    select c.id, c.kind, c.value, c.likeness, c.provenance, c.at,
                        coalesce((select a.device_id from device_aliases a where a.id = c.device_id),
                            c.device_id) as one,
                        coalesce((select a.device_id from device_aliases a where a.id = c.other_id),
                            c.other_id) as other
                    from clashes c where c.decision is null
                    """);

    private final Database database;

    /** What a pair looks like. */
    public enum Likeness {
        /** Two machines with one serial or uuid: a copied disk, or a restored snapshot. */
        CLONE,
        /** Two machines of one name. */
        NAMESAKE,
        /** One machine twice: nothing speaks against it. */
        TWIN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What it means that a new device has an identifier of another; nothing for a dock. */
        static Optional<Likeness> ofAnother(Kind shared) {
            return switch (shared) {
                case SERIAL, HARDWARE_UUID, SNMP_ENGINE, CHASSIS, MDM_UDID, ANDROID_ID ->
                        Optional.of(CLONE);
                case HOSTNAME -> Optional.of(NAMESAKE);
                case MAC -> Optional.empty();
            };
        }
    }

    /** How somebody decided. */
    enum Decision {
        APART,
        MERGED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An identifier that both have, and which source showed it when. */
    public record Evidence(String kind, String value, Provenance provenance, Instant at) {}

    /** Two devices that may be one, and why. */
    public record Suggestion(
            UUID id, Likeness likeness, UUID device, UUID other, List<Evidence> evidence) {
        public Suggestion {
            evidence = List.copyOf(evidence);
        }
    }

    private record Pair(UUID one, UUID other) {
        static Pair of(UUID one, UUID other) {
            // PostgreSQL's order of uuids is that of their letters.
            return one.toString().compareTo(other.toString()) < 0
                    ? new Pair(one, other)
                    : new Pair(other, one);
        }
    }

    Clashes(Database database) {
        this.database = database;
    }

    /** Notes a pair; false where the same was noted before. */
    boolean add(UUID device, UUID other, Identifier shared, Likeness likeness, Look look) {
        var pair = Pair.of(device, other);
        return database.run(
                        Sql.of(
                                """
                                insert into clashes
                                    (device_id, other_id, kind, value, likeness, provenance, at)
                                values (?, ?, ?, ?, ?, ?, ?)
                                on conflict (org_id, device_id, other_id, kind, value) do nothing
                                """,
                                pair.one(),
                                pair.other(),
                                shared.kind().word(),
                                shared.value(),
                                likeness.word(),
                                look.provenance().word(),
                                look.received()))
                == 1;
    }

    /** All that wait for a decision, the oldest first. */
    List<Suggestion> undecided() {
        var suggestions = new LinkedHashMap<Pair, Suggestion>();
        database.list(
                PAIRS.and("order by c.at, c.id limit ?", EVIDENCES_MAX),
                row -> {
                    var pair = Pair.of(row.uuid("one"), row.uuid("other"));
                    return suggestions.merge(pair, suggestion(row, pair), Clashes::together);
                });
        return suggestions.values().stream()
                .filter(one -> !one.device().equals(one.other()))
                .limit(PAIRS_MAX)
                .toList();
    }

    Optional<Suggestion> find(UUID id) {
        return database.first(
                PAIRS.and("and c.id = ?", id),
                row -> suggestion(row, Pair.of(row.uuid("one"), row.uuid("other"))));
    }

    /** What is known of a pair; nothing where nobody suggests it. */
    Optional<Suggestion> of(UUID device, UUID other) {
        var pair = Pair.of(device, other);
        return undecided().stream()
                .filter(one -> one.device().equals(pair.one()) && one.other().equals(pair.other()))
                .findFirst();
    }

    /** Decides all that is known of a pair, however it was decided before. */
    void decide(UUID device, UUID other, Decision decision, Actor by, Instant now) {
        database.run(
                Sql.of(
                                """
                                update clashes set decision = ?, decided_at = ?, decided_by = ?
                                where (device_id =
                                """,
                                decision.word(),
                                now,
                                by.label())
                        .and(Aliases.all(device))
                        .and("and other_id =")
                        .and(Aliases.all(other))
                        .and(") or (device_id =")
                        .and(Aliases.all(other))
                        .and("and other_id =")
                        .and(Aliases.all(device))
                        .and(")"));
    }

    private static Suggestion suggestion(Row row, Pair pair) {
        return new Suggestion(
                row.uuid("id"),
                Likeness.valueOf(row.text("likeness").toUpperCase(Locale.ROOT)),
                pair.one(),
                pair.other(),
                List.of(
                        new Evidence(
                                row.text("kind"),
                                row.text("value"),
                                Provenance.of(row.text("provenance")),
                                row.instant("at"))));
    }

    /** The worst that it looks like, with all the evidence. */
    private static Suggestion together(Suggestion one, Suggestion other) {
        var evidence = new ArrayList<>(one.evidence());
        evidence.addAll(other.evidence());
        var worst = one.likeness().compareTo(other.likeness()) <= 0 ? one : other;
        return new Suggestion(one.id(), worst.likeness(), one.device(), one.other(), evidence);
    }
}
