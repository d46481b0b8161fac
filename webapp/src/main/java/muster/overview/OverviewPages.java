package muster.overview;

import static muster.tenancy.Permission.DEVICES_READ;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import muster.database.Database;
import muster.devices.Counters;
import muster.devices.Device;
import muster.devices.Moments;
import muster.findings.Coverage.Checked;
import muster.findings.Remedies;
import muster.findings.Terms;
import muster.findings.Totals;
import muster.tenancy.Permission;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Moment;
import muster.web.Parts.Todo;
import muster.web.Parts.Trend;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}: what to do first, how much there is, and what is new. */
public final class OverviewPages {
    private static final int DAYS = 30;
    private static final int TODOS = 5;
    private static final int NEWCOMERS = 5;
    private static final int EVENTS = 8;
    private static final int LATE_COUNTED_MAX = 500;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private final Desk desk;
    private final Totals totals;
    private final Remedies remedies;
    private final Counters counters;
    private final Recent recent;
    private final Messages messages;
    private final Clock clock;

    public OverviewPages(Desk desk, Database database, Messages messages, Clock clock) {
        this.desk = desk;
        this.totals = new Totals(database);
        this.remedies = new Remedies(database);
        this.counters = new Counters(database);
        this.recent = new Recent(database);
        this.messages = messages;
        this.clock = clock;
    }

    /** The page is the organization's own address; programs ask for {@code …/overview}. */
    public void routing(Routes routes) {
        routes.pages().get("/", desk.member(DEVICES_READ, this::index));
        routes.endpoints().get("/overview", desk.member(DEVICES_READ, this::index));
    }

    /**
     * The overview.
     *
     * @param late devices that are silent, counted up to 500
     * @param offline those of them that nobody waits for any more
     * @param days the last 30, or those since the first device
     * @param chart open findings on each of them
     * @param change what the chart shows in words
     */
    public record Index(
            String name,
            String home,
            long devices,
            long late,
            long offline,
            Totals.Total total,
            Checked checked,
            List<Todo> todos,
            List<Remedies.First> remedies,
            List<Totals.Day> days,
            Trend chart,
            String change,
            List<Recent.Newcomer> newcomers,
            List<Moment> moments,
            boolean mayMakeKeys)
            implements Reply.Page {
        public Index {
            todos = List.copyOf(todos);
            remedies = List.copyOf(remedies);
            days = List.copyOf(days);
            newcomers = List.copyOf(newcomers);
            moments = List.copyOf(moments);
        }

        /** Whether there is nothing to look at yet. */
        public boolean isEmpty() {
            return devices == 0;
        }

        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("devices", devices);
            json.put("late", late);
            json.put("offline", offline);
            json.put("findings", total);
            json.put("coverage", checked);
            json.put("first", remedies);
            json.put("days", days);
            return json;
        }
    }

    Reply index(Request request) {
        var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        var total = totals.total();
        var days = days(today);
        var devices = counters.value(Counters.Of.DEVICES);
        var late = recent.late(request.now(), LATE_COUNTED_MAX);
        var offline =
                recent.late(request.now().minus(Device.Status.UNTIL_OFFLINE), LATE_COUNTED_MAX);
        var first = remedies.first(TODOS);
        return new Index(
                request.organization().name(),
                request.path(""),
                devices,
                late,
                offline,
                total,
                new Checked(total.software(), total.checked()),
                todos(request, first, late),
                first,
                days,
                chart(days),
                change(days),
                recent.newcomers(NEWCOMERS),
                moments(request),
                request.may(Permission.KEYS_WRITE));
    }

    private List<Todo> todos(Request request, List<Remedies.First> first, long late) {
        var todos = new ArrayList<Todo>();
        for (var remedy : first) {
            todos.add(
                    new Todo(
                            messages.text("overview.todo.upgrade"),
                            remedy.name(),
                            messages.text("overview.todo.on", remedy.devices()),
                            effect(remedy),
                            remedy.exploited(),
                            request.path("/findings")
                                    + "?q="
                                    + Terms.encoded("package", remedy.name())
                                    + "+fixable%3Atrue"));
        }
        if (late > 0) {
            todos.add(
                    new Todo(
                            messages.text("overview.todo.late"),
                            null,
                            messages.text("overview.todo.late.silent", late),
                            messages.text("overview.todo.late.effect"),
                            0,
                            request.path("/devices?q=status%3Alate+OR+status%3Aoffline")));
        }
        return todos;
    }

    private String effect(Remedies.First remedy) {
        if (remedy.critical() > 0) {
            return messages.text(
                    "overview.todo.closes.critical", remedy.findings(), remedy.critical());
        } else if (remedy.high() > 0) {
            return messages.text("overview.todo.closes.high", remedy.findings(), remedy.high());
        } else {
            return messages.text("overview.todo.closes", remedy.findings());
        }
    }

    private static Trend chart(List<Totals.Day> days) {
        return new Trend(
                days.stream().map(Totals.Day::open).toList(),
                DAY.format(days.getFirst().day()),
                DAY.format(days.getLast().day()));
    }

    // Before the first device nothing was open because nothing was known: that is no comparison.
    private List<Totals.Day> days(LocalDate today) {
        var from = today.minusDays(DAYS - 1);
        var first =
                recent.firstSeen()
                        .map(at -> at.atOffset(ZoneOffset.UTC).toLocalDate())
                        .filter(day -> day.isAfter(from) && !day.isAfter(today));
        return totals.since(first.orElse(from), today);
    }

    private String change(List<Totals.Day> days) {
        if (days.size() < DAYS) {
            return messages.text("overview.chart.since", DAY.format(days.getFirst().day()));
        }
        var first = days.getFirst().open();
        var last = days.getLast().open();
        if (last == first) {
            return messages.text("overview.chart.same");
        } else {
            return messages.text(
                    last > first ? "overview.chart.more" : "overview.chart.fewer",
                    Math.abs(last - first));
        }
    }

    private List<Moment> moments(Request request) {
        return recent.events(EVENTS).stream()
                .map(event ->
                        new Moment(
                                event.at(),
                                glyph(event.kind()),
                                tone(event.kind()),
                                messages.text("overview.event." + event.kind(), event.hostname()),
                                detail(event),
                                request.path("/devices/" + event.device())))
                .toList();
    }

    private @Nullable String detail(Recent.Event event) {
        return switch (event.kind()) {
            case "software_changed" ->
                    Moments.counted(event.added(), event.removed(), event.upgraded(), messages);
            case "fact_changed" ->
                    Moments.changed(event.subject(), event.before(), event.after(), messages);
            case "clash" -> event.after();
            default -> null;
        };
    }

    private static String glyph(String kind) {
        return switch (kind) {
            case "software_changed" -> "software";
            case "clash", "forked" -> "warning";
            case "fact_changed", "retired" -> "info";
            default -> "devices";
        };
    }

    private static String tone(String kind) {
        return switch (kind) {
            case "clash", "forked" -> "bad";
            case "first_seen", "returned", "adopted" -> "good";
            default -> "plain";
        };
    }
}
