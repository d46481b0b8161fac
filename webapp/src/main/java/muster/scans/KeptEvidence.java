package muster.scans;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Aliases;
import muster.wire.Evidence;
import muster.wire.MacAddress;
import org.jspecify.annotations.Nullable;

/** The newest text of each kind that a device gave, deflated: it is mostly digits and spaces. */
final class KeptEvidence {
    /** Of one device; the oldest go first. */
    static final int PIECES_MAX = 64;

    private static final int BLOCK_BYTES = 16 * 1024;

    private final Database database;

    /**
     * A piece of evidence, without its text.
     *
     * @param subject the command, or the protocol and port; empty for SNMP and a MAC address
     */
    public record Piece(
            UUID id,
            String kind,
            String subject,
            @Nullable String platform,
            @Nullable UUID scanId,
            Instant observedAt,
            int characters) {
        static Piece of(Row row) {
            return new Piece(
                    row.uuid("id"),
                    row.text("kind"),
                    row.text("subject"),
                    row.textOrNull("platform"),
                    row.uuidOrNull("scan_id"),
                    row.instant("observed_at"),
                    row.integer("characters"));
        }
    }

    KeptEvidence(Database database) {
        this.database = database;
    }

    /**
     * Keeps all that a device gave in one look, in the place of older text of the same kind and of
     * whatever the same scan had from it at another of its addresses.
     */
    void keep(UUID device, List<Evidence> all, @Nullable UUID scan, Instant observedAt) {
        var subjects = all.stream().map(KeptEvidence::subject).toArray(String[]::new);
        var kinds = all.stream().map(Evidence::kind).toArray(String[]::new);
        database.run(
                Sql.of(
                        """
                        delete from device_evidence where device_id = ?
                            and (scan_id is not distinct from ?::uuid or (kind, subject) in (
                                select * from unnest(?::text[], ?::text[])))
                        """,
                        device,
                        scan,
                        kinds,
                        subjects));
        for (int place = 0; place < all.size(); place++) {
            insert(device, all.get(place), place, scan, observedAt);
        }
        database.run(
                Sql.of(
                        """
                        delete from device_evidence where device_id = ? and id in (
                            select id from device_evidence where device_id = ?
                            order by observed_at desc, id desc offset ?)
                        """,
                        device,
                        device,
                        PIECES_MAX));
    }

    private void insert(
            UUID device, Evidence evidence, int place, @Nullable UUID scan, Instant observedAt) {
        var platform = evidence instanceof Evidence.Cli cli ? cli.platform() : null;
        database.run(
                Sql.of(
                        """
                        insert into device_evidence (device_id, kind, subject, place, scan_id,
                            platform, observed_at, characters, packed)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        device,
                        evidence.kind(),
                        subject(evidence),
                        place,
                        scan,
                        platform,
                        observedAt,
                        evidence.text().length(),
                        packed(evidence.text())));
    }

    /** Forgets what is old and was not judged last: nobody needs it any more. */
    int forget(Instant before) {
        return database.run(
                Sql.of(
                        """
                        delete from device_evidence e where observed_at < ? and not exists (
                            select from device_identities i where i.device_id = e.device_id
                                and i.scan_id is not distinct from e.scan_id)
                        """,
                        before));
    }

    private static String subject(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Cli cli -> cli.command();
            case Evidence.Banner banner ->
                    banner.port() == null
                            ? banner.protocol()
                            : banner.protocol() + ":" + banner.port();
            case Evidence.Snmp _, Evidence.Mac _ -> "";
        };
    }

    /** What is kept of a device, newest first. */
    List<Piece> of(UUID device) {
        return database.list(
                Sql.of(
                                """
                                select id, kind, subject, platform, scan_id, observed_at, characters
                                from device_evidence where device_id =
                                """)
                        .and(Aliases.all(device))
                        .and("order by observed_at desc, kind desc, subject, place"),
                Piece::of);
    }

    Optional<Piece> find(UUID device, UUID id) {
        return of(device).stream().filter(piece -> piece.id().equals(id)).findFirst();
    }

    /** The text of a piece. */
    String text(UUID device, UUID id) {
        return database.first(
                        Sql.of("select packed from device_evidence where device_id =")
                                .and(Aliases.all(device))
                                .and("and id = ?", id),
                        row -> unpacked(row.bytes("packed")))
                .orElse("");
    }

    /** All that a device gave in one look, as it was judged. */
    List<Evidence> together(UUID device, @Nullable UUID scan) {
        return database.list(
                Sql.of(
                        """
                        select kind, subject, platform, packed from device_evidence
                        where device_id = ? and scan_id is not distinct from ?::uuid
                        order by place
                        """,
                        device,
                        scan),
                KeptEvidence::evidence);
    }

    private static Evidence evidence(Row row) {
        var subject = row.text("subject");
        var text = unpacked(row.bytes("packed"));
        return switch (row.text("kind")) {
            case "snmp" -> new Evidence.Snmp(text);
            case "cli" -> new Evidence.Cli(subject, row.textOrNull("platform"), text);
            case "banner" -> banner(subject, text);
            case "mac" -> new Evidence.Mac(MacAddress.of(text));
            default -> throw new IllegalStateException("evidence of no kind");
        };
    }

    private static Evidence banner(String subject, String text) {
        int colon = subject.indexOf(':');
        return colon < 0
                ? new Evidence.Banner(subject, null, text)
                : new Evidence.Banner(
                        subject.substring(0, colon),
                        Integer.valueOf(subject.substring(colon + 1)),
                        text);
    }

    static byte[] packed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static String unpacked(byte[] packed) {
        var inflater = new Inflater();
        try {
            inflater.setInput(packed);
            var bytes = new ByteArrayOutputStream();
            var block = new byte[BLOCK_BYTES];
            while (!inflater.finished()) {
                int read = inflater.inflate(block);
                if (read == 0) {
                    throw new IllegalStateException("evidence that was cut");
                }
                bytes.write(block, 0, read);
            }
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (DataFormatException broken) {
            throw new IllegalStateException("evidence that was not deflated", broken);
        } finally {
            inflater.end();
        }
    }
}
