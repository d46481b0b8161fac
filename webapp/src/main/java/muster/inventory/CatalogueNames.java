package muster.inventory;

import muster.database.Database;
import muster.database.Sql;
import muster.wire.SoftwareFact;

/** What the public catalogue calls software that was identified, and not listed under its name. */
public final class CatalogueNames {
    private final Database database;

    public CatalogueNames(Database database) {
        this.database = database;
    }

    /** Notes the CPE of a version that some device has. */
    public void name(SoftwareFact fact, String cpe) {
        database.run(
                Sql.of(
                        """
                        update software_versions set cpe = ?
                        where id = ? and cpe is distinct from ?
                        """,
                        cpe,
                        Item.of(database.tenant(), fact).version(),
                        cpe));
    }
}
