package muster.identity.oidc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Sha256;
import muster.identity.AccountTabs;
import muster.identity.People;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /account/connections: the accounts elsewhere that a person signs in with. */
public final class ConnectedPages {
    private static final List<String> EVENTS = List.of("connected", "disconnected");

    private final Desk desk;
    private final Oidc oidc;
    private final OidcPages pages;
    private final Messages messages;

    public ConnectedPages(Desk desk, Oidc oidc, OidcPages pages, Messages messages) {
        this.desk = desk;
        this.oidc = oidc;
        this.pages = pages;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param offers providers to connect an account of
     */
    public record Connected(
            List<Parts.Choice> tabs,
            List<Row> accounts,
            List<Parts.Link> offers,
            @Nullable String notice)
            implements Reply.Page {}

    /** One account. */
    public record Row(UUID id, String provider, String label, Instant since, Instant usedAt) {}

    public void routing(Routes routes) {
        routes.get("/", desk.person(this::page).asking("after"))
                .get("/{provider}", desk.account(this::connect).asking("intent").fresh())
                .post("/{id}/disconnection", desk.account(this::disconnect).fresh());
    }

    private Reply page(Request request) {
        var notice =
                request.query("after")
                        .filter(EVENTS::contains)
                        .map(event -> messages.text("identity.oidc.after." + event));
        return new Connected(
                AccountTabs.CONNECTIONS.open(messages),
                oidc.identities.mine().stream().map(this::row).toList(),
                offers(request.person()),
                notice.orElse(null));
    }

    private Row row(Identities.Identity one) {
        var title =
                oidc.providers.stream()
                        .filter(it -> it.name().equals(one.provider()))
                        .findFirst()
                        .map(Provider::title);
        return new Row(
                one.id(), title.orElse(one.provider()), one.label(), one.createdAt(), one.usedAt());
    }

    private List<Parts.Link> offers(Visitor.SignedIn person) {
        return oidc.providers.stream()
                .map(one ->
                        new Parts.Link(
                                one.title(),
                                "/account/connections/%s?intent=%s"
                                        .formatted(one.name(), intent(person))))
                .toList();
    }

    /**
     * Goes to the provider. A link, since a browser follows no form to another origin; so that no
     * other site can make somebody connect an account that is not theirs, only the page knows the
     * whole address.
     */
    private Reply connect(Request request) {
        var person = request.person();
        if (oidc.providers.stream().noneMatch(one -> one.name().equals(name(request)))) {
            throw Problem.notFound();
        } else if (person.session().isEmpty()
                || request.query("intent").filter(intent(person)::equals).isEmpty()) {
            throw Problem.forbidden("this link is out of date: open the page again");
        }
        return pages.asked(request, new Questions.Question(Optional.of(person.person()), ""));
    }

    private static String name(Request request) {
        return request.parameter("provider");
    }

    private static String intent(Visitor.SignedIn person) {
        return Sha256.of("connect an account " + person.csrf());
    }

    private Reply disconnect(Request request) {
        var one = request.person();
        var person = new People.Person(one.person(), one.email(), one.name());
        if (!oidc.signIn.disconnected(person, request.id("id"))) {
            throw Problem.of(409, "Your last way in", messages.text("identity.oidc.last"));
        }
        return Reply.Moved.to("/account/connections?after=disconnected");
    }
}
