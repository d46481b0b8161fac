package muster.intake;

import static muster.tenancy.Permission.INVENTORY_WRITE;
import static muster.wire.Limits.REPORT_BYTES_MAX;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import muster.database.Database;
import muster.devices.Provenance;
import muster.enrollment.Batch;
import muster.inventory.Inventories;
import muster.inventory.Via;
import muster.organizations.Sites;
import muster.scans.Scans;
import muster.web.Body;
import muster.web.Desk;
import muster.web.Handler;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import muster.wire.ProblemType;
import muster.wire.Report;

/** /api/v1/agents/inventory and /api/agent/inventory */
public final class ReportPages {
    private static final int KEY_LETTERS_MAX = 255;
    private static final String REFUSED = "Refused";
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final Pattern FIELD =
            Pattern.compile(
                    "(report_id|hostname|ip_address|os_name|os_version|agent_version|asset_type"
                            + "|serial|hardware_uuid|mac_addresses|products|wire|observed_at"
                            + "|kernel|architecture|base|digest|removed|interfaces|listeners"
                            + "|neighbours|failures|scan|targets)(\\[\\d+])?(?=[:.])");

    private final Desk desk;
    private final Database database;
    private final Intake intake;
    private final SignedReports signedReports;

    /** The answer to a report. */
    private record Acknowledgement(UUID reportId, UUID deviceId, int products, boolean duplicate) {
        static Reply of(Intake.Receipt receipt) {
            return Reply.Json.ok(
                    new Acknowledgement(
                            receipt.report(),
                            receipt.device(),
                            receipt.products(),
                            receipt.duplicate()));
        }
    }

    /** The answer to a part of a scan. */
    private record ScanAcknowledgement(
            UUID reportId, UUID scanId, int targets, int devices, boolean duplicate) {
        static Reply of(SignedReports.ScanReceipt receipt) {
            return Reply.Json.ok(
                    new ScanAcknowledgement(
                            receipt.report(),
                            receipt.scan(),
                            receipt.targets(),
                            receipt.devices(),
                            receipt.duplicate()));
        }
    }

    public ReportPages(Desk desk, Database database, Intake intake, SignedReports signedReports) {
        this.desk = desk;
        this.database = database;
        this.intake = intake;
        this.signedReports = signedReports;
    }

    /** Mounted at /api/v1/agents/inventory: wire version 1, and 2 where it is signed. */
    public void reports(Routes routes) {
        routes.post(
                "/",
                desk.collector(INVENTORY_WRITE, Handler.ahead(this::report))
                        .taking(REPORT_BYTES_MAX)
                        .reading(ReportBody.class)
                        .signed(ReportBody.Signed.class));
    }

    /** Mounted at /api/agent/inventory, for posters of other makers. */
    public void compatible(Routes routes) {
        routes.post(
                "/",
                desk.collector(INVENTORY_WRITE, Handler.ahead(this::compatibleReport))
                        .taking(REPORT_BYTES_MAX)
                        .reading(ReportBody.Compatible.class)
                        .heeding("Idempotency-Key"));
    }

    private Handler report(Request request) {
        return request.visitor() instanceof Visitor.Collector collector
                ? signed(request, collector)
                : accepting(decoded(() -> Report.decode(bytes(request))));
    }

    private Handler compatibleReport(Request request) {
        if (request.visitor() instanceof Visitor.Collector) {
            throw Problem.forbidden("what is signed goes to /api/v1/agents/inventory");
        }
        var id = request.header("Idempotency-Key").map(ReportPages::id).orElse(null);
        return accepting(decoded(() -> Report.decodeCompatible(bytes(request))).withId(id));
    }

    private Handler accepting(Report report) {
        var submission = Submission.of(report);
        return request -> accepted(request, submission);
    }

    private Reply accepted(Request request, Submission submission) {
        try {
            return Acknowledgement.of(
                    intake.accept(submission, Via.REPORT, Provenance.KEYED, request.now()));
        } catch (Intake.Altered altered) {
            throw Problem.of(409, "Another report with this id", said(altered));
        }
    }

    private Handler signed(Request request, Visitor.Collector collector) {
        try {
            var batch = Batch.of(collector, request.body(REPORT_BYTES_MAX).sent());
            var submission = Submission.of(decoded(() -> Report.decodeSigned(bytes(request))));
            prepare(request, batch, submission);
            return inside -> taken(inside, batch, submission);
        } catch (Problem | Body.Malformed | Body.TooLarge | Body.Unsupported refused) {
            noteRefused(request, collector, refused);
            throw refused;
        }
    }

    private void prepare(Request request, Batch batch, Submission submission) {
        try {
            signedReports.prepare(
                    batch, submission, request.tenant(), request.actor(), request.now());
        } catch (SignedReports.NoScanner | Scans.Foreign | Sites.Full refused) {
            throw Problem.of(422, REFUSED, said(refused));
        }
    }

    /** No transaction is open yet, and the note must stay though the batch does not. */
    private void noteRefused(
            Request request, Visitor.Collector collector, RuntimeException refused) {
        var why = refused instanceof Problem problem ? where(problem) : said(refused);
        database.inTenant(
                request.tenant(),
                () -> {
                    signedReports.refused(collector.id(), why, request.now());
                    return true;
                });
    }

    /**
     * Why the hub does not want it, in its own words; of what is not understood the field, but
     * nothing of what stands in it: it may be a secret.
     */
    private static String where(Problem problem) {
        if (problem.title().equals(REFUSED)) {
            return REFUSED + ": " + problem.detail();
        }
        var field = FIELD.matcher(problem.detail());
        return field.lookingAt() ? problem.title() + ": " + field.group() : problem.title();
    }

    private Reply taken(Request request, Batch batch, Submission submission) {
        try {
            return switch (signedReports.accept(
                    batch, submission, request.actor(), request.now())) {
                case SignedReports.Kept kept -> Acknowledgement.of(kept.receipt());
                case SignedReports.KeptScan kept -> ScanAcknowledgement.of(kept.receipt());
                case SignedReports.Forked forked ->
                        new Reply.Refused(
                                Problem.of(409, "Another batch is there", forked.why())
                                        .typed(ProblemType.FORKED));
            };
        } catch (Inventories.BaseUnknown unknown) {
            throw Problem.of(412, "Send all of it", said(unknown)).typed(ProblemType.SEND_FULL);
        }
    }

    private static byte[] bytes(Request request) {
        return request.body(REPORT_BYTES_MAX).bytes();
    }

    private interface Decoding {
        Report report();
    }

    private static Report decoded(Decoding decoding) {
        try {
            return decoding.report();
        } catch (Report.Malformed malformed) {
            throw switch (malformed.kind()) {
                case UNREADABLE -> Problem.of(400, "Malformed report", malformed.getMessage());
                case TOO_LARGE -> Problem.of(413, "Report too large", malformed.getMessage());
            };
        }
    }

    /** A key that is no UUID names one: the same key always the same. */
    private static UUID id(String key) {
        var text = key.strip().replaceAll("^\"(.*)\"$", "$1");
        if (text.isEmpty() || text.length() > KEY_LETTERS_MAX) {
            throw Problem.badRequest(
                    "Idempotency-Key: a UUID, or 1 to " + KEY_LETTERS_MAX + " letters");
        }
        return UUID_TEXT.matcher(text).matches()
                ? UUID.fromString(text)
                : UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String said(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
