package muster.overview;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Device;
import muster.devices.DeviceTypes;
import muster.devices.Devices;
import muster.inventory.SoftwareList;
import muster.web.Tokens;
import muster.web.Tokens.Range;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words in devices, software and vulnerabilities at once. Bounded: it reads at most so
 * many of each, however many there are.
 */
public final class Search {
    static final int LETTERS_MAX = 200;
    private static final int HITS_MAX = 10;
    private static final int READ_MAX = 200;
    private static final int WORDS_MAX = 5;

    private final Database database;

    /** A device by one of its words. */
    public record FoundDevice(
            UUID id, String hostname, String type, String system, long checked, long findings) {
        /** Whether its count of findings says something. */
        public boolean isTold() {
            return Device.isTold(checked, findings);
        }

        /** The type as glyphs know it. */
        public @Nullable String glyph() {
            return DeviceTypes.glyph(type);
        }
    }

    /** A title by one of its words. */
    public record FoundSoftware(UUID id, String name, String source, long devices) {}

    /** A vulnerability by its number; devices are those of the organization. */
    public record FoundVulnerability(String id, String summary, long devices) {}

    /** All that was found. */
    public record Found(
            List<FoundDevice> devices,
            List<FoundSoftware> software,
            List<FoundVulnerability> vulnerabilities) {
        boolean isEmpty() {
            return devices.isEmpty() && software.isEmpty() && vulnerabilities.isEmpty();
        }
    }

    Search(Database database) {
        this.database = database;
    }

    Found of(String text) {
        var asked = text.length() > LETTERS_MAX ? text.substring(0, LETTERS_MAX) : text;
        // The longest word is on the fewest things: it leads, the others only narrow.
        var words =
                Tokens.of(asked).stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .limit(WORDS_MAX)
                        .map(Range::beginning)
                        .toList();
        return words.isEmpty()
                ? new Found(List.of(), List.of(), List.of())
                : new Found(devices(words), software(words), vulnerabilities(asked.strip()));
    }

    private List<FoundDevice> devices(List<Range> words) {
        var sql =
                Sql.of(
                        """
                        select d.id, d.hostname, d.type,
                            concat_ws(' ', d.os_name, d.os_version) as system,
                            d.software_checked, d.findings_open
                        from (select t.device_id as id from device_tokens t
                                where t.token >= ? and t.token < ?
                        """,
                        words.getFirst().from(),
                        words.getFirst().below());
        for (var word : words.subList(1, words.size())) {
            sql = sql.and("and").and(Devices.WORDS.isOn(Sql.of("t.device_id"), word));
        }
        return database.list(
                sql.and(
                        """
                        limit ?) hit join devices d on d.id = hit.id
                        where d.retired_at is null
                        group by d.org_id, d.id order by d.name_order, d.id limit ?
                        """,
                        READ_MAX,
                        HITS_MAX),
                row ->
                        new FoundDevice(
                                row.uuid("id"),
                                row.text("hostname"),
                                row.text("type"),
                                row.text("system"),
                                row.number("software_checked"),
                                row.number("findings_open")));
    }

    private List<FoundSoftware> software(List<Range> words) {
        var sql =
                Sql.of(
                        """
                        select s.id, s.name, s.source, s.devices
                        from (select t.software_id as id from software_tokens t
                                where t.token >= ? and t.token < ?
                        """,
                        words.getFirst().from(),
                        words.getFirst().below());
        for (var word : words.subList(1, words.size())) {
            sql = sql.and("and").and(SoftwareList.WORDS.isOn(Sql.of("t.software_id"), word));
        }
        return database.list(
                sql.and(
                        """
                        limit ?) hit join software s on s.id = hit.id
                        where s.devices > 0
                        group by s.org_id, s.id order by s.devices desc, s.name_order limit ?
                        """,
                        READ_MAX,
                        HITS_MAX),
                row ->
                        new FoundSoftware(
                                row.uuid("id"),
                                row.text("name"),
                                row.text("source"),
                                row.number("devices")));
    }

    /** Those that are here by the beginning of the number, and a published one by the whole. */
    private List<FoundVulnerability> vulnerabilities(String text) {
        var numbers = Range.beginning(text.toLowerCase(Locale.ROOT));
        return database.list(
                Sql.of(
                        """
                        select hit.id, coalesce(p.summary, '') as summary, hit.devices
                        from (
                            (select v.vulnerability as id, v.devices::bigint as devices, 0 as place
                            from found_vulnerabilities v
                            where v.devices > 0 and v.vulnerability_order >= ?
                                and v.vulnerability_order < ?
                            order by v.vulnerability_order limit ?)
                            union all
                            (select k.id, 0, 1 from vulnerabilities k
                            where k.id in (?, ?) and not exists (select from found_vulnerabilities v
                                where v.vulnerability = k.id and v.devices > 0))) hit
                            left join vulnerabilities p on p.id = hit.id
                        order by hit.place, hit.id limit ?
                        """,
                        numbers.from(),
                        numbers.below(),
                        HITS_MAX,
                        text,
                        text.toUpperCase(Locale.ROOT),
                        HITS_MAX),
                row ->
                        new FoundVulnerability(
                                row.text("id"), row.text("summary"), row.number("devices")));
    }
}
