package muster.identity.domains;

import static muster.tenancy.Permission.SSO_READ;
import static muster.tenancy.Permission.SSO_WRITE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import muster.database.Database;
import muster.identity.Faults;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.ShortList;
import muster.web.Tabs;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/domains and /api/v1/orgs/{org}/domains */
public final class DomainsPages {
    private static final int CONFLICT = 409;
    private static final String SEGMENT = "/domains";
    private static final ShortList<Domains.Domain> LIST =
            ShortList.<Domains.Domain>of(one -> one.id().toString())
                    .text("domain", Domains.Domain::domain);

    private final Desk desk;
    private final Database database;
    private final Domains domains;
    private final DomainChecks checks;
    private final RateLimits limits;
    private final Messages messages;
    private final Tabs tabs;

    /**
     * The page.
     *
     * @param outcome what came of the check that was just made, null where none was
     */
    public record DomainList(
            List<Parts.Choice> tabs,
            List<Domains.Domain> domains,
            Parts.Field domain,
            boolean mayChange,
            @Nullable String outcome,
            boolean good)
            implements Reply.Page {
        public DomainList {
            tabs = List.copyOf(tabs);
            domains = List.copyOf(domains);
        }

        @Override
        public int status() {
            return domain.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String domain) {}

    public DomainsPages(
            Desk desk,
            Database database,
            Domains domains,
            DomainChecks checks,
            RateLimits limits,
            Messages messages,
            Tabs tabs) {
        this.desk = desk;
        this.database = database;
        this.domains = domains;
        this.checks = checks;
        this.limits = limits;
        this.messages = messages;
        this.tabs = tabs;
    }

    public void pages(Routes routes) {
        routes.get("/", desk.member(SSO_READ, request -> page(request, Parts.Field.EMPTY)))
                .post("/", desk.member(SSO_WRITE, this::add).reading(Form.class).fresh())
                .post("/{id}/verification", desk.member(SSO_WRITE, this::verify).alone())
                .post("/{id}/removal", desk.member(SSO_WRITE, this::remove).fresh());
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(SSO_READ, this::list).listing())
                .post("/", desk.member(SSO_WRITE, this::add).reading(Form.class).fresh())
                .post("/{id}/verification", desk.member(SSO_WRITE, this::verify).alone())
                .delete("/{id}", desk.member(SSO_WRITE, this::remove).fresh());
    }

    private Reply page(Request request, Parts.Field typed) {
        var outcome =
                request.query("after")
                        .flatMap(word ->
                                Stream.of(DomainChecks.Outcome.values())
                                        .filter(one -> word(one).equals(word))
                                        .findFirst());
        return new DomainList(
                tabs.of(request, SEGMENT),
                domains.all(),
                typed,
                request.may(SSO_WRITE),
                outcome.map(one -> messages.text("identity.sso.domain." + word(one))).orElse(null),
                outcome.filter(DomainChecks.Outcome.CONFIRMED::equals).isPresent());
    }

    private Reply list(Request request) {
        return Reply.Json.ok(LIST.page(request, domains.all()));
    }

    private Reply add(Request request) {
        var typed = request.body(Form.class).domain();
        var name = DomainName.of(typed);
        var faults = new Faults(messages);
        faults.check(name.isPresent(), "domain", "identity.sso.domain.malformed");
        faults.check(!domains.isFull(), "domain", "identity.sso.domain.many");
        if (faults.none()) {
            var added = domains.add(name.orElseThrow(), request.actor());
            return new Reply.Moved(
                    request.path("/settings/domains"),
                    Reply.Json.created(Map.of("id", added.id(), "txt", added.txt())));
        } else if (request.isApi()) {
            throw faults.problem();
        } else {
            return page(request, faults.field("domain", typed));
        }
    }

    private Reply verify(Request request) {
        var domain = in(request, () -> found(request));
        limits.require(
                RateLimit.DOMAIN_CHECK_BY_ORGANIZATION, request.tenant().toString(), "checks");
        var outcome = checks.check(request.tenant(), domain, request.actor());
        if (request.isApi() && outcome != DomainChecks.Outcome.CONFIRMED) {
            throw Problem.of(
                    CONFLICT,
                    "Not verified",
                    messages.text("identity.sso.domain." + word(outcome)));
        }
        return Reply.Moved.to(request.path("/settings/domains?after=" + word(outcome)));
    }

    private Reply remove(Request request) {
        domains.remove(found(request), request.actor());
        return Reply.Moved.to(request.path("/settings/domains"));
    }

    private Domains.Domain found(Request request) {
        return Optional.of(request.id("id")).flatMap(domains::find).orElseThrow(Problem::notFound);
    }

    private <T> T in(Request request, Supplier<T> work) {
        return database.inTenant(request.tenant(), work);
    }

    private static String word(DomainChecks.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
