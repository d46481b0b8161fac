package muster.findings;

import static muster.tenancy.Permission.FINDINGS_READ;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Parts.Moment;
import muster.web.Parts.Step;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/findings */
public final class FindingsPages {
    private final Desk desk;
    private final Findings findings;
    private final Totals totals;
    private final Coverage coverage;
    private final FindingLists lists;
    private final Messages messages;
    private final Chains chains;

    public FindingsPages(Desk desk, Database database, Messages messages) {
        this.desk = desk;
        this.findings = new Findings(database);
        this.totals = new Totals(database);
        this.coverage = new Coverage(database);
        this.lists = new FindingLists(database, messages);
        this.messages = messages;
        this.chains = new Chains(messages);
    }

    public void routing(Routes routes) {
        routes.get(
                        "/",
                        desk.member(FINDINGS_READ, this::index)
                                .listing()
                                .asking("format", "device"))
                .get("/{id}", desk.member(FINDINGS_READ, this::why));
    }

    /** All findings of the organization, what is exploited first. */
    public record Index(FindingList list, Totals.Total total, Coverage.Checked checked, String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return list.json();
        }
    }

    /**
     * One finding and everything that speaks for it.
     *
     * @param chains raw line to comparison, one for each thing that is affected
     * @param command what upgrades it, null where that would be a guess
     * @param kernel whether the upgrade only counts after a restart
     */
    public record Why(
            Finding finding,
            List<Evidence> evidences,
            List<List<Step>> chains,
            @Nullable String command,
            boolean kernel,
            List<Moment> moments,
            List<Link> crumbs,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<>(finding.json());
            json.put("evidences", evidences);
            return json;
        }
    }

    Reply index(Request request) {
        var total = totals.total();
        return lists.of(
                request,
                Optional.empty(),
                total,
                list -> new Index(list, total, coverage.ofOrganization(), request.path("")));
    }

    Reply why(Request request) {
        var finding = findings.find(request.id("id")).orElseThrow(Problem::notFound);
        var evidences = findings.evidences(finding);
        return new Why(
                finding,
                evidences,
                chains.of(evidences, findings.isPasted(finding)),
                Advice.command(finding).orElse(null),
                Advice.isKernel(finding.software()),
                moments(finding),
                List.of(
                        new Link(messages.text("findings.title"), request.path("/findings")),
                        new Link(finding.vulnerability(), "")),
                request.path(""));
    }

    /** When it came and went, the latest first. */
    private List<Moment> moments(Finding finding) {
        var moments = new ArrayList<Moment>();
        var gone = finding.goneAt();
        if (gone != null) {
            moments.add(gone(gone, String.valueOf(finding.goneBecause())));
        }
        var earlier = findings.earlier(finding);
        moments.add(came(finding.since(), earlier.isEmpty() ? "first" : "again"));
        for (var i = 0; i < earlier.size(); i++) {
            var interval = earlier.get(i);
            moments.add(gone(interval.goneAt(), interval.because()));
            moments.add(came(interval.since(), i == earlier.size() - 1 ? "first" : "again"));
        }
        return moments;
    }

    private Moment came(Instant at, String how) {
        return new Moment(at, "findings", "bad", messages.text("findings.came." + how), null, null);
    }

    private Moment gone(Instant at, String because) {
        return new Moment(
                at,
                "check",
                "good",
                messages.text("findings.gone"),
                messages.text("findings.gone." + because),
                null);
    }

    static Map<String, @Nullable Object> json(
            FindingList list, Coverage.Checked checked, List<Coverage.Reason> reasons) {
        var json = list.json();
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("software", checked.software());
        told.put("checked", checked.checked());
        told.put("cannot_tell", checked.cannotTell());
        told.put("reasons", reasons);
        json.put("coverage", told);
        return json;
    }
}
