package muster.organizations;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.identity.Faults;
import muster.identity.Line;
import muster.identity.People;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /orgs and /orgs/new, and the same for programs: /api/v1/orgs */
public final class OrganizationsPages {
    /** Whoever needs more talks to us. */
    private static final int MEMBERSHIPS_MAX = 50;

    private final Desk desk;
    private final SignUp signUp;
    private final People people;
    private final Messages messages;

    public OrganizationsPages(Desk desk, SignUp signUp, People people, Messages messages) {
        this.desk = desk;
        this.people = people;
        this.signUp = signUp;
        this.messages = messages;
    }

    /** The organizations of a person. */
    public record Switcher(List<Row> organizations) implements Reply.Page {}

    /** The form that founds another. */
    public record NewOrganization(Parts.Field name) implements Reply.Page {
        @Override
        public int status() {
            return name.problem() == null ? 200 : Faults.STATUS;
        }
    }

    /** An organization as one of its members sees it; no role for its programs. */
    public record Row(UUID id, String slug, String name, @Nullable Role role, boolean confirmed) {
        /** The role's word, as the message files have it. */
        public String roleWord() {
            return role == null ? "program" : role.word();
        }
    }

    private record Form(String name) {}

    public void pages(Routes routes) {
        routes.get("/", desk.person(this::index).forBound())
                .get("/new", desk.person(_ -> new NewOrganization(Parts.Field.EMPTY)))
                .post("/new", desk.account(this::found));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.known(this::list))
                .post("/", desk.account(this::found).reading(Form.class));
    }

    /** What open pages listen to; they read again what they are told of. */
    public void live(Routes routes) {
        routes.pages().get("/", desk.member(Permission.ORGANIZATION_READ, this::listen));
    }

    /** Every page of an organization listens: where somebody was last is where they begin next. */
    private Reply listen(Request request) {
        if (request.role().isPresent()) {
            people.remember(request.person().person());
        }
        return new Reply.Live();
    }

    private Reply index(Request request) {
        var memberships = request.person().memberships();
        // After signing in everybody wants to be where they were, or in the only one they have.
        if (request.query("to").isPresent() && !memberships.isEmpty()) {
            var last = people.lastOrganization(request.person().person());
            var there =
                    memberships.stream()
                            .map(Visitor.Membership::organization)
                            .filter(one ->
                                    memberships.size() == 1
                                            || last.filter(one.id()::equals).isPresent())
                            .findFirst();
            if (there.isPresent()) {
                return Reply.Moved.to("/o/" + there.get().slug());
            }
        }
        return new Switcher(memberships.stream().map(OrganizationsPages::row).toList());
    }

    private Reply list(Request request) {
        var rows =
                switch (request.visitor()) {
                    case Visitor.SignedIn person ->
                            person.memberships().stream().map(OrganizationsPages::row).toList();
                    case Visitor.Program program -> List.of(row(program.organization(), null));
                    case Visitor.Anonymous _, Visitor.Collector _ ->
                            throw Problem.unauthorized("sign in, or send a key");
                };
        return Reply.Json.ok(Page.whole(rows));
    }

    private Reply found(Request request) {
        var person = request.person();
        if (person.memberships().size() >= MEMBERSHIPS_MAX) {
            throw Problem.of(
                    409,
                    "Too many organizations",
                    "one person belongs to at most %d".formatted(MEMBERSHIPS_MAX));
        }
        var typed = request.body(Form.class).name();
        var name = Line.of(typed, Organizations.NAME_LETTERS_MAX);
        var faults = new Faults(messages);
        faults.check(name.isPresent(), "name", "organizations.name.malformed");
        if (faults.none()) {
            var owner = new People.Person(person.person(), person.email(), person.name());
            var founded = signUp.found(name.orElseThrow(), owner);
            var slug = founded.slug().text();
            return new Reply.Moved(
                    "/o/" + slug,
                    Reply.Json.created(Map.of("id", founded.organization(), "slug", slug)));
        } else if (request.isApi()) {
            throw faults.problem();
        } else {
            return new NewOrganization(faults.field("name", typed));
        }
    }

    private static Row row(Visitor.Membership membership) {
        return row(membership.organization(), membership.role());
    }

    private static Row row(Visitor.Organization one, @Nullable Role role) {
        return new Row(one.id(), one.slug(), one.name(), role, one.confirmed());
    }
}
