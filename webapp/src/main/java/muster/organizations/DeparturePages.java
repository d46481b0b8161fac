package muster.organizations;

import static muster.tenancy.Permission.ORGANIZATION_DELETE;
import static muster.tenancy.Permission.ORGANIZATION_READ;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.identity.EmailAddress;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;

/**
 * /o/{org}/settings/departure, where a member leaves, and /o/{org}/settings/transfer, where an
 * owner makes another member the owner.
 */
public final class DeparturePages {
    /** To choose one of; in a larger organization roles are given on the page of the members. */
    private static final int CHOICES_MAX = 500;

    private final Desk desk;
    private final Database database;
    private final Organizations organizations;
    private final Members members;
    private final OrganizationLetters letters;
    private final Messages messages;

    public DeparturePages(
            Desk desk,
            Database database,
            Organizations organizations,
            Members members,
            OrganizationLetters letters,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.organizations = organizations;
        this.members = members;
        this.letters = letters;
        this.messages = messages;
    }

    /** The page: who else there is. */
    public record Transfer(List<Parts.Choice> tabs, List<Parts.Option> members)
            implements Reply.Page {}

    /** The member who is to be owner. */
    private record Heir(UUID member) {}

    public void leaving(Routes routes) {
        routes.post("/", desk.member(ORGANIZATION_READ, this::leave));
    }

    public void transferPages(Routes routes) {
        routes.get("/", desk.member(ORGANIZATION_DELETE, this::page));
        transferEndpoints(routes);
    }

    public void transferEndpoints(Routes routes) {
        routes.post(
                "/", desk.member(ORGANIZATION_DELETE, this::transfer).reading(Heir.class).fresh());
    }

    private Reply leave(Request request) {
        var self = self(request);
        try {
            members.leave(self, request.actor());
            return Reply.Moved.to("/orgs");
        } catch (Unchanged unchanged) {
            return MembersPages.refused(request, unchanged);
        }
    }

    /** The reader as a member: in the demo people look around who are none. */
    private Members.Member self(Request request) {
        return request.visitor() instanceof Visitor.SignedIn person && person.session().isPresent()
                ? members.find(person.person()).orElseThrow(Problem::notFound)
                : noMember();
    }

    private static Members.Member noMember() {
        throw Problem.forbidden("sign in to do this: a key or token is no member");
    }

    private Reply page(Request request) {
        var self = self(request);
        var others = members.first(CHOICES_MAX).stream().filter(one -> !one.id().equals(self.id()));
        return new Transfer(SettingsTabs.of(request, messages, "/members"), options(others));
    }

    private static List<Parts.Option> options(Stream<Members.Member> members) {
        return members.map(one ->
                        new Parts.Option(
                                one.id().toString(), one.name() + ", " + one.email(), false))
                .toList();
    }

    private Reply transfer(Request request) {
        var self = self(request);
        if (self.role() != Role.OWNER) {
            throw Problem.forbidden("only an owner hands the organization over");
        }
        var heir =
                members.find(request.body(Heir.class).member())
                        .filter(one -> !one.id().equals(self.id()))
                        .orElseThrow(() ->
                                Problem.badRequest(
                                        "member: " + messages.text("organizations.transfer.who")));
        try {
            members.transfer(self, heir, request.actor());
        } catch (Unchanged unchanged) {
            return MembersPages.refused(request, unchanged);
        }
        var organization = organizations.current().name();
        database.afterCommit(() -> {
            for (var one : List.of(self, heir)) {
                letters.transferred(
                        new EmailAddress(one.email()), organization, self.email(), heir.email());
            }
        });
        return Reply.Moved.to(request.path("/settings/members"));
    }
}
