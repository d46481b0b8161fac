package muster.findings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Row;
import org.jspecify.annotations.Nullable;

/**
 * A vulnerability on a device, as lists and pages show it.
 *
 * @param software the installed title; {@code packageName} is what advisories call it
 * @param due by when CISA wants it mended
 * @param evidence the first of the comparisons that made it
 * @param since when its present, or last, interval began
 * @param goneBecause upgraded, removed, catalogue or retired; null while it is open
 */
public record Finding(
        UUID id,
        String vulnerability,
        List<String> aliases,
        UUID device,
        String hostname,
        UUID softwareId,
        String software,
        String ecosystem,
        String packageName,
        String installedVersion,
        @Nullable String fixedVersion,
        Severity severity,
        boolean exploited,
        @Nullable LocalDate due,
        String evidence,
        Instant firstSeen,
        Instant since,
        @Nullable Instant goneAt,
        @Nullable String goneBecause) {
    static final String OPEN = "open";
    static final String GONE = "gone";

    public Finding {
        aliases = List.copyOf(aliases);
    }

    public String state() {
        return goneAt == null ? OPEN : GONE;
    }

    /** Its form for programs. */
    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", id);
        json.put("vulnerability", vulnerability);
        json.put("aliases", aliases);
        json.put("device_id", device);
        json.put("hostname", hostname);
        json.put("software", software);
        json.put("software_id", softwareId);
        json.put("ecosystem", ecosystem);
        json.put("package", packageName);
        json.put("installed_version", installedVersion);
        json.put("fixed_version", fixedVersion);
        json.put("severity", severity);
        json.put("kev", exploited);
        json.put("due", due == null ? null : due.toString());
        json.put("evidence", evidence);
        json.put("state", state());
        json.put("first_seen", firstSeen);
        json.put("since", since);
        json.put("gone_at", goneAt);
        json.put("gone_because", goneBecause);
        return json;
    }

    static Finding of(Row row) {
        var due = row.textOrNull("due_on");
        return new Finding(
                row.uuid("id"),
                row.text("vulnerability"),
                row.texts("aliases"),
                row.uuid("device_id"),
                row.text("hostname"),
                row.uuid("software_id"),
                row.text("software"),
                row.text("ecosystem"),
                row.text("package"),
                row.text("installed_version"),
                row.textOrNull("fixed_version"),
                Severity.of(row.text("severity")),
                row.flag("exploited"),
                due == null ? null : LocalDate.parse(due),
                row.text("evidence"),
                row.instant("first_seen"),
                row.instant("since"),
                row.instantOrNull("gone_at"),
                row.textOrNull("gone_because"));
    }
}
