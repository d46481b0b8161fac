package muster.devices;

import static muster.tenancy.Permission.ORGANIZATION_READ;
import static muster.tenancy.Permission.ORGANIZATION_WRITE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import muster.audit.Audit;
import muster.organizations.SettingsTabs;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Parts.Field;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/retirement */
public final class RetirementRulePages {
    private static final String PATH = "/retirement";
    private static final int UNPROCESSABLE = 422;

    private final Desk desk;
    private final RetirementRule rule;
    private final Audit audit;
    private final Messages messages;

    public RetirementRulePages(Desk desk, RetirementRule rule, Audit audit, Messages messages) {
        this.desk = desk;
        this.rule = rule;
        this.audit = audit;
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(ORGANIZATION_READ, this::page).asking("days"));
        routes.pages().post("/", desk.member(ORGANIZATION_WRITE, this::save).reading(Form.class));
        routes.endpoints().put("/", desk.member(ORGANIZATION_WRITE, this::put).reading(Days.class));
    }

    /**
     * The page.
     *
     * @param days after which devices retire; null where they do not
     * @param wouldRetire how many would now, by what is typed or else by the rule; null where
     *     neither says
     * @param more whether there are more than that
     */
    public record RetirementSettings(
            List<Choice> tabs,
            @Nullable Integer days,
            Field typed,
            @Nullable Integer wouldRetire,
            boolean more,
            boolean mayChange,
            boolean saved)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("days", days);
            json.put("would_retire", wouldRetire);
            return json;
        }

        @Override
        public int status() {
            return typed.problem() == null ? 200 : UNPROCESSABLE;
        }
    }

    private record Form(@Nullable String days) {}

    private record Days(@Nullable Integer days) {}

    private Reply page(Request request) {
        var typed = request.query("days");
        return typed.isEmpty()
                ? page(request, text(rule.days()), rule.days())
                : page(request, typed.get(), days(typed.get()));
    }

    private static String text(Optional<Integer> days) {
        return days.map(String::valueOf).orElse("");
    }

    private Reply page(Request request, String typed, Optional<Integer> days) {
        var counted = days.map(it -> rule.silent(it, request.now()));
        var isMeant = days.isPresent() || typed.isBlank();
        return new RetirementSettings(
                SettingsTabs.of(request, messages, PATH),
                rule.days().orElse(null),
                new Field(typed, isMeant ? null : messages.text("devices.rule.malformed")),
                counted.orElse(null),
                counted.filter(it -> it == RetirementRule.COUNTED_MAX).isPresent(),
                request.may(ORGANIZATION_WRITE),
                request.query("after").isPresent());
    }

    /** What is typed, where it can be meant. */
    private static Optional<Integer> days(String typed) {
        try {
            return Optional.of(Integer.parseInt(typed.strip()))
                    .filter(days ->
                            days >= RetirementRule.DAYS_MIN && days <= RetirementRule.DAYS_MAX);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private Reply save(Request request) {
        var given = request.body(Form.class).days();
        var typed = given == null ? "" : given.strip();
        var days = days(typed);
        if (days.isEmpty() && !typed.isEmpty()) {
            return page(request, typed, days);
        }
        set(request, days.orElse(null));
        return Reply.Moved.to(request.path("/settings" + PATH + "?after=saved"));
    }

    private Reply put(Request request) {
        var days = request.body(Days.class).days();
        if (days != null && days(String.valueOf(days)).isEmpty()) {
            throw Problem.badRequest(
                    "days: %d to %d, or null for never"
                            .formatted(RetirementRule.DAYS_MIN, RetirementRule.DAYS_MAX));
        }
        set(request, days);
        return Reply.Json.nothing();
    }

    private void set(Request request, @Nullable Integer days) {
        rule.set(days);
        audit.record(
                request.actor(),
                "devices.retirement-rule",
                "organization:" + request.tenant().id(),
                days == null ? "by hand alone" : "after %d silent days".formatted(days));
    }
}
