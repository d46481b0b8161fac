package muster.enrollment;

import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;

/** Whether an organization lets in only collectors that show their certificate. */
public final class CertificateRequirement {
    private final Database database;
    private final SigningKeys keys;
    private final Audit audit;

    CertificateRequirement(Database database, SigningKeys keys, Audit audit) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
    }

    public boolean holds() {
        return database.first(
                        Sql.of(
                                "select certificates_required as required from organizations"
                                        + " where org_id = tenant()"),
                        row -> row.flag("required"))
                .orElse(false);
    }

    /** Begins to require certificates, or ends it; within 5 s everywhere. */
    public void set(boolean required, Actor actor) {
        if (required == holds()) {
            return;
        }
        database.run(
                Sql.of(
                        "update organizations set certificates_required = ?"
                                + " where org_id = tenant()",
                        required));
        UUID organization = database.tenant().id();
        audit.record(
                actor,
                required ? "certificates.required" : "certificates.optional",
                "organization:" + organization,
                required
                        ? "let in only collectors that show their certificate"
                        : "let in collectors without a certificate");
        database.afterCommit(keys::forgetAll);
    }
}
