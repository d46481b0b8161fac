package muster.identity.saml;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.EmailAddress;
import muster.identity.Next;
import muster.identity.domains.DomainName;
import muster.identity.domains.Domains;
import muster.tenancy.Tenant;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Parts;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/**
 * /login/sso: from a mailbox's domain to its organization's identity provider. What it tells of a
 * domain holds for everybody there: nobody learns who has an account.
 */
public final class SignOnPages {
    private final Desk desk;
    private final Database database;
    private final Connections connections;
    private final Domains domains;
    private final RateLimits limits;

    /**
     * The page.
     *
     * @param next where to go afterwards, a path of ours or nothing
     * @param unknown whether the mailbox that was typed leads nowhere
     */
    public record SingleSignOn(Parts.Field email, String next, boolean unknown)
            implements Reply.Page {}

    /**
     * A link that the browser follows by itself. No redirect: a form of ours may lead to no other
     * site, not even by steps.
     */
    public record Leaving(String link) implements Reply.Page {}

    private record Form(String email, @Nullable String next) {}

    SignOnPages(
            Desk desk,
            Database database,
            Connections connections,
            Domains domains,
            RateLimits limits) {
        this.desk = desk;
        this.database = database;
        this.connections = connections;
        this.domains = domains;
        this.limits = limits;
    }

    public void routing(Routes routes) {
        routes.get("/", desk.anyone(this::page).asking("organization", "next"))
                .post("/", desk.anyone(this::submitted));
    }

    private Reply page(Request request) {
        var next = Next.of(request);
        return request.query("organization")
                .flatMap(this::ofOrganization)
                .map(one -> leaving(one, next))
                .orElseGet(() -> new SingleSignOn(Parts.Field.EMPTY, next, false));
    }

    private Reply submitted(Request request) {
        limits.require(
                RateLimit.SINGLE_SIGN_ON_BY_ADDRESS,
                Addresses.group(request.address()),
                "sign-ins");
        var form = request.body(Form.class);
        var next = Next.of(Optional.ofNullable(form.next()));
        return EmailAddress.of(form.email())
                .flatMap(email -> DomainName.ofMailbox(email.text()))
                .flatMap(this::ofDomain)
                .map(one -> leaving(one, next))
                .orElseGet(() -> new SingleSignOn(typed(form), next, true));
    }

    private static Reply leaving(UUID connection, String next) {
        var query =
                next.isEmpty() ? "" : "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        return new Leaving("/saml/" + connection + "/login" + query);
    }

    private Optional<UUID> ofDomain(DomainName domain) {
        return database.atDoor(() -> domains.owner(domain).flatMap(connections::of));
    }

    private Optional<UUID> ofOrganization(String slug) {
        return database.atDoor(() ->
                database.first(
                                Sql.of("select org_id from organizations where slug = ?", slug),
                                row -> new Tenant(row.uuid("org_id")))
                        .flatMap(connections::of));
    }

    private static Parts.Field typed(Form form) {
        var letters = Math.min(form.email().length(), EmailAddress.LETTERS_MAX);
        return new Parts.Field(form.email().substring(0, letters), null);
    }
}
