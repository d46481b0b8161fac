package muster.findings;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import muster.database.Database;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import org.jspecify.annotations.Nullable;

/** Answers with a list of findings: as a page, or as a file of exactly the same. */
final class FindingLists {
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
    private final Messages messages;

    FindingLists(Database database, Messages messages) {
        this.database = database;
        this.findings = new Findings(database);
        this.messages = messages;
    }

    /**
     * Reads what is asked for. A browser is told on the page what is wrong with it, a program by a
     * problem.
     *
     * @param device where the list is about one device only
     * @param total the organization's counts, where the list is about all of it
     */
    Reply of(
            Request request,
            Optional<UUID> device,
            Totals.@Nullable Total total,
            Function<FindingList, Reply> page) {
        try {
            var asked = asked(request, request.queries(), device);
            var export = Exports.of(request);
            return export.isPresent()
                    ? file(export.get(), asked)
                    : page.apply(list(asked, null, total));
        } catch (Query.Malformed malformed) {
            var why = String.valueOf(malformed.getMessage());
            if (request.isApi() || request.query("format").isPresent()) {
                throw Problem.badRequest(why);
            }
            return page.apply(list(asked(request, Map.of(), device), why, total));
        }
    }

    private Findings.Asked asked(
            Request request, Map<String, String> parameters, Optional<UUID> device) {
        var clock = Clock.fixed(request.now(), ZoneOffset.UTC);
        return device.map(id -> findings.ask(id, parameters, clock))
                .orElseGet(() -> findings.ask(parameters, clock));
    }

    private FindingList list(
            Findings.Asked asked, @Nullable String problem, Totals.@Nullable Total total) {
        return new FindingList(
                asked.query(),
                problem,
                FindingList.facets(asked.query(), total, messages),
                findings.matching(asked),
                total == null || asked.query().isNarrowed() ? null : total.open());
    }

    private Reply.File file(Exports export, Findings.Asked asked) {
        return export.file(
                "findings",
                COLUMNS,
                (query, receiver) ->
                        findings.each(asked, finding -> receiver.accept(finding.json())),
                asked.query(),
                database,
                FindingLists::cells);
    }

    private static @Nullable Object[] cells(Map<String, @Nullable Object> finding) {
        return COLUMNS.stream().map(finding::get).toArray();
    }
}
