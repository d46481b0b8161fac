package muster.findings;

import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;

/** What to do first in the organization: the upgrades that end the most and the worst findings. */
public final class Remedies {
    private final Database database;

    /**
     * Upgrade this package on so many devices, and so many findings are gone.
     *
     * @param family whose package it is: Debian, Alpine, npm
     */
    public record First(
            UUID id,
            String family,
            String name,
            long devices,
            long findings,
            long exploited,
            long critical,
            long high) {}

    public Remedies(Database database) {
        this.database = database;
    }

    public List<First> first(int count) {
        return database.list(
                Sql.of(
                        """
                        select id, family, package, devices, findings, exploited, critical, high
                        from remedies where devices > 0
                        order by exploited desc, critical desc, high desc, findings desc, id desc
                        limit ?
                        """,
                        count),
                row ->
                        new First(
                                row.uuid("id"),
                                row.text("family"),
                                row.text("package"),
                                row.number("devices"),
                                row.number("findings"),
                                row.number("exploited"),
                                row.number("critical"),
                                row.number("high")));
    }
}
