package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How the database looks up what a row refers to. */
class ReferencesTest {
    /**
     * Of an organization that is newer than its statistics PostgreSQL believes that it has one row
     * in each table: any index that leads with the organization seems as good as the key, and each
     * look through it reads all that the organization has. So only the key may fit.
     */
    @Test
    void leadThroughNoIndexButTheKey() {
        try (var test = TestDatabase.fresh()) {
            var others =
                    Sql.of(
                            """
                            select distinct format('%s, referred to by %s: %s', c.confrelid::regclass,
                                c.conrelid::regclass, other.indexrelid::regclass) as name
                            from pg_constraint c
                                join pg_index other on other.indrelid = c.confrelid
                                    and other.indexrelid <> c.conindid
                            where c.contype = 'f' and cardinality(c.confkey) > 1
                                and other.indkey[0] = any (c.confkey) and other.indpred is null
                                -- One row at most is as good as the key.
                                and not (other.indisunique and other.indnkeyatts = 1)
                                -- An organization has a handful of sites, a person of memberships,
                                -- and what SCIM keeps is as little as the members are.
                                and c.confrelid not in ('sites'::regclass, 'memberships'::regclass,
                                    'scim_users'::regclass, 'scim_groups'::regclass)
                            order by name
                            """);
            var found =
                    test.database()
                            .atDoor(() -> test.database().list(others, row -> row.text("name")));
            assertEquals(List.of(), found);
        }
    }
}
