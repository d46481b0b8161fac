package muster.findings;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import muster.database.Database;
import muster.tenancy.Tenant;
import muster.web.Csv;
import muster.web.JsonRows;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import org.jspecify.annotations.Nullable;

/** Exactly the list that is shown, all pages of it, as a file written while it is read. */
final class FindingExport {
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "vulnerability",
                    "severity",
                    "kev",
                    "due",
                    "device_id",
                    "hostname",
                    "software",
                    "installed_version",
                    "fixed_version",
                    "state",
                    "since",
                    "evidence");

    private final Database database;
    private final Findings findings;

    FindingExport(Database database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    /** Empty where the request asks for no file. */
    Optional<Reply> of(Request request, Findings.Asked asked) {
        var tenant = request.tenant();
        return request.query("format")
                .map(format ->
                        switch (format) {
                            case "csv" ->
                                    new Reply.File(
                                            "findings.csv",
                                            Csv.MEDIA_TYPE,
                                            out -> csv(out, tenant, asked));
                            case "json" ->
                                    new Reply.File(
                                            "findings.json",
                                            JsonRows.MEDIA_TYPE,
                                            out -> json(out, tenant, asked));
                            default -> throw Problem.badRequest("format is csv or json");
                        });
    }

    private void csv(OutputStream out, Tenant tenant, Findings.Asked asked) throws IOException {
        try (var csv = new Csv(out, COLUMNS)) {
            each(tenant, asked, finding -> csv.row(cells(finding)));
        }
    }

    private void json(OutputStream out, Tenant tenant, Findings.Asked asked) throws IOException {
        try (var rows = new JsonRows(out)) {
            each(tenant, asked, finding -> rows.row(finding.json()));
        }
    }

    private interface Line {
        void write(Finding finding) throws IOException;
    }

    // The page's own transaction is over when its file is written.
    private void each(Tenant tenant, Findings.Asked asked, Line line) throws IOException {
        try {
            database.inTenant(
                    tenant,
                    () -> {
                        findings.each(asked, finding -> unchecked(line, finding));
                        return tenant;
                    });
        } catch (UncheckedIOException gone) {
            throw new IOException("the reader of the export left", gone);
        }
    }

    private static void unchecked(Line line, Finding finding) {
        try {
            line.write(finding);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static @Nullable Object[] cells(Finding finding) {
        return new @Nullable Object[] {
            finding.id(),
            finding.vulnerability(),
            finding.severity(),
            finding.exploited(),
            finding.due(),
            finding.device(),
            finding.hostname(),
            finding.software(),
            finding.installedVersion(),
            finding.fixedVersion(),
            finding.state(),
            finding.since(),
            finding.evidence()
        };
    }
}
