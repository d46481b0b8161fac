package muster.plans;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.ShortList;
import org.jspecify.annotations.Nullable;

/** /pricing and /api/v1/plans */
public final class PlansPages {
    private static final String RECOMMENDED = "team";
    private static final int CENTS = 2;
    private static final ShortList<Plan> LIST =
            ShortList.of(Plan::name)
                    .text("title", Plan::title)
                    .text("features", plan -> String.join(" ", plan.features()));

    private final Desk desk;
    private final Database database;
    private final Plans plans;
    private final Messages messages;

    public PlansPages(Desk desk, Database database, Plans plans, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.plans = plans;
        this.messages = messages;
    }

    /** The price list. */
    public record Pricing(List<Parts.Plan> plans) implements Reply.Page {}

    public void pricing(Routes routes) {
        routes.get("/", desk.anyone(this::page));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.anyone(this::list).listing());
    }

    private Reply page(Request request) {
        var all = database.atDoor(plans::all);
        return new Pricing(all.stream().map(this::card).toList());
    }

    private Reply list(Request request) {
        return Reply.Json.ok(LIST.page(request, database.atDoor(plans::all)).map(PlansPages::item));
    }

    private static Map<String, @Nullable Object> item(Plan plan) {
        var item = new HashMap<String, @Nullable Object>();
        item.put("id", plan.name());
        item.put("title", plan.title());
        item.put(
                "cents_per_month",
                plan.centsPerMonth().isPresent() ? plan.centsPerMonth().getAsLong() : null);
        item.put("devices_max", limit(plan.devicesMax()));
        item.put("members_max", limit(plan.membersMax()));
        item.put("history_days", plan.historyDays());
        item.put("features", plan.features());
        return item;
    }

    private static @Nullable Integer limit(OptionalInt limit) {
        return limit.isPresent() ? limit.getAsInt() : null;
    }

    private Parts.Plan card(Plan plan) {
        var lines = new ArrayList<String>();
        lines.add(limit("devices", plan.devicesMax()));
        lines.add(limit("members", plan.membersMax()));
        lines.add(messages.text("plans.history", plan.historyDays()));
        plan.features().forEach(one -> lines.add(messages.text("plans.feature." + one)));
        var priced = plan.centsPerMonth().isPresent();
        return new Parts.Plan(
                plan.title(),
                priced
                        ? euros(plan.centsPerMonth().getAsLong())
                        : messages.text("plans.price.agreed"),
                messages.text(priced ? "plans.per" : "plans.per.agreed"),
                messages.text("plans.note." + plan.name()),
                lines,
                new Parts.Link(messages.text("plans.action"), "/signup"),
                plan.name().equals(RECOMMENDED));
    }

    private String limit(String what, OptionalInt limit) {
        return limit.isPresent()
                ? messages.text("plans." + what, limit.getAsInt())
                : messages.text("plans." + what + ".unlimited");
    }

    private static String euros(long cents) {
        var amount = BigDecimal.valueOf(cents, CENTS).stripTrailingZeros();
        return "€"
                + amount.setScale(Math.max(0, amount.scale()), RoundingMode.UNNECESSARY)
                        .toPlainString();
    }
}
