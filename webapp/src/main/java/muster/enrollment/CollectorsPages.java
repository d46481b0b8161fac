package muster.enrollment;

import static muster.tenancy.Permission.COLLECTORS_READ;
import static muster.tenancy.Permission.COLLECTORS_WRITE;
import static muster.tenancy.Permission.DEVICES_READ;
import static muster.tenancy.Permission.ORGANIZATION_WRITE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import muster.database.Database;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/collectors */
public final class CollectorsPages {
    private static final String TAB = "collectors";
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "name",
                    "kind",
                    "state",
                    "platform",
                    "version",
                    "token",
                    "labels",
                    "site",
                    "device",
                    "enrolled_at",
                    "seen_at",
                    "clock_millis",
                    "spool_batches",
                    "spool_bytes",
                    "certificate_until",
                    "revoked_at",
                    "revoked_by",
                    "replaced_by");

    private final Desk desk;
    private final Database database;
    private final Collectors collectors;
    private final Removals removals;
    private final CertificateRequirement requirement;
    private final Messages messages;

    public CollectorsPages(
            Desk desk,
            Database database,
            Collectors collectors,
            Removals removals,
            CertificateRequirement requirement,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.collectors = collectors;
        this.removals = removals;
        this.requirement = requirement;
        this.messages = messages;
    }

    /**
     * The list.
     *
     * @param home the organization's path
     * @param add how to get the first one, null for those who may not
     * @param required whether certificates are
     */
    public record Index(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            List<Parts.Choice> facets,
            muster.web.Page<Collector> collectors,
            String home,
            Parts.@Nullable Link add,
            boolean required,
            boolean mayRequire)
            implements Reply.Page {
        @Override
        public Object json() {
            return collectors;
        }
    }

    /**
     * One of them.
     *
     * @param device where its device is, null where there is none or the reader may not see it
     * @param successor where the one is that took its place
     * @param keptDays after which it goes by itself
     */
    public record Show(
            List<Parts.Link> crumbs,
            Collector collector,
            List<Collectors.Key> keys,
            List<CollectorNotes.Note> notes,
            @Nullable String device,
            @Nullable String successor,
            boolean mayRevoke,
            boolean mayRemove,
            long keptDays,
            String path)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("collector", collector);
            json.put("keys", keys);
            json.put("notes", notes);
            return json;
        }
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(COLLECTORS_READ, this::index).listing().asking("format"))
                .get("/{id}", desk.member(COLLECTORS_READ, this::show))
                .post("/{id}/removal", desk.member(COLLECTORS_WRITE, this::remove).alone());
        routes.pages().post("/{id}/revocation", desk.member(COLLECTORS_WRITE, this::revoke));
        routes.endpoints().delete("/{id}", desk.member(COLLECTORS_WRITE, this::revoke));
    }

    private Reply index(Request request) {
        var asked = Asked.of(request, Collectors.FIELDS);
        var query = asked.query();
        return exported(request, query)
                .orElseGet(() ->
                        new Index(
                                CollectTabs.of(request, messages, TAB),
                                query,
                                asked.problem(),
                                facets(query),
                                collectors.matching(query),
                                request.path(""),
                                add(request),
                                requirement.holds(),
                                request.may(ORGANIZATION_WRITE)));
    }

    private List<Parts.Choice> facets(Query query) {
        return Collector.STATES.stream()
                .skip(1)
                .map(state ->
                        query.links()
                                .choice(
                                        messages.text("enrollment.state." + state),
                                        "state:" + state))
                .toList();
    }

    private Parts.@Nullable Link add(Request request) {
        return request.may(COLLECTORS_WRITE)
                ? new Parts.Link(messages.text("enrollment.collector.new"), request.path("/enroll"))
                : null;
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "collectors",
                                COLUMNS,
                                collectors::each,
                                query,
                                database,
                                CollectorsPages::cells));
    }

    private static @Nullable Object[] cells(Collector one) {
        return new @Nullable Object[] {
            one.id(),
            one.name(),
            one.kind(),
            one.state(),
            one.platform(),
            one.version(),
            one.token(),
            String.join(", ", one.labels()),
            one.site(),
            one.device(),
            one.enrolledAt(),
            one.seenAt(),
            one.clockMillis(),
            one.spoolBatches(),
            one.spoolBytes(),
            one.certificateUntil(),
            one.revokedAt(),
            one.revokedBy(),
            one.replacedBy()
        };
    }

    private Reply show(Request request) {
        var collector = found(request);
        var path = request.path("/collectors/" + collector.id());
        return new Show(
                List.of(
                        new Parts.Link(
                                messages.text("enrollment.tab.collectors"),
                                request.path("/collectors")),
                        new Parts.Link(collector.name(), path)),
                collector,
                collectors.keys(collector.id()),
                collectors.notes(collector.id()),
                collector.deviceId() == null || !request.may(DEVICES_READ)
                        ? null
                        : request.path("/devices/" + collector.deviceId()),
                collector.replacedBy() == null
                        ? null
                        : request.path("/collectors/" + collector.replacedBy()),
                request.may(COLLECTORS_WRITE) && !collector.isRevoked(),
                request.may(COLLECTORS_WRITE) && collector.isGone(),
                Removals.KEPT.toDays(),
                path);
    }

    private Reply revoke(Request request) {
        var collector = found(request);
        if (!collectors.revoke(collector, request.actor())) {
            throw Problem.notFound();
        }
        return Reply.Moved.to(request.path("/collectors/" + collector.id()));
    }

    private Reply remove(Request request) {
        removals.remove(request.tenant(), request.id("id"), request.actor());
        return Reply.Moved.to(request.path("/collectors"));
    }

    private Collector found(Request request) {
        return collectors.find(request.id("id")).orElseThrow(Problem::notFound);
    }
}
