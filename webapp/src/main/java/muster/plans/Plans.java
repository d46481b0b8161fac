package muster.plans;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;

/** The plans, which are rows: another price or limit is another row, not another program. */
public final class Plans {
    private final Database database;

    public Plans(Database database) {
        this.database = database;
    }

    /** All plans, the smallest first. */
    public List<Plan> all() {
        return database.list(
                Sql.of(
                        """
                        select name, title, cents_per_month, devices_max, members_max, history_days,
                            features
                        from plans order by position
                        """),
                Plans::plan);
    }

    /**
     * The plan of the transaction's organization: the Free one until its mailbox has been
     * confirmed.
     */
    public Plan current() {
        return database.first(
                        Sql.of(
                                """
                                select p.name, p.title, p.cents_per_month, p.devices_max,
                                    p.members_max, p.history_days, p.features
                                from organizations o join plans p on p.name =
                                    case when o.confirmed_at is null then ? else o.plan end
                                where o.org_id = tenant()
                                """,
                                Plan.FREE),
                        Plans::plan)
                .orElseThrow();
    }

    private static Plan plan(Row row) {
        var cents = row.numberOrNull("cents_per_month");
        return new Plan(
                row.text("name"),
                row.text("title"),
                cents == null ? OptionalLong.empty() : OptionalLong.of(cents),
                limit(row, "devices_max"),
                limit(row, "members_max"),
                row.integer("history_days"),
                row.texts("features"));
    }

    private static OptionalInt limit(Row row, String column) {
        var limit = row.numberOrNull(column);
        return limit == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(limit));
    }
}
