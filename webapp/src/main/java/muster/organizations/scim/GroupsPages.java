package muster.organizations.scim;

import static muster.tenancy.Permission.MEMBERS_WRITE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.organizations.SettingsTabs;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Site;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/scim and /api/v1/orgs/{org}/scim-groups: which role a group gives. */
public final class GroupsPages {
    private final Desk desk;
    private final Groups groups;
    private final Messages messages;
    private final Site site;

    GroupsPages(Desk desk, Groups groups, Messages messages, Site site) {
        this.desk = desk;
        this.groups = groups;
        this.messages = messages;
        this.site = site;
    }

    /** The page: where an identity provider comes in, and what its groups give. */
    public record Provisioning(List<Parts.Choice> tabs, String base, List<Row> groups)
            implements Reply.Page {
        public Provisioning {
            groups = List.copyOf(groups);
        }
    }

    /** A group with the roles that it may give. */
    public record Row(UUID id, String name, int people, List<Parts.Option> roles) {}

    /** A group as programs see it. */
    private record Item(UUID id, String displayName, @Nullable String role, int people) {}

    private record Given(String role) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(MEMBERS_WRITE, this::page))
                .post(
                        "/{id}/role",
                        desk.member(MEMBERS_WRITE, this::give).reading(Given.class).fresh());
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(MEMBERS_WRITE, _ -> list()))
                .put("/{id}", desk.member(MEMBERS_WRITE, this::give).reading(Given.class).fresh());
    }

    private Reply page(Request request) {
        return new Provisioning(
                SettingsTabs.of(request, messages, "/scim"),
                site.link("/scim/v2"),
                groups.matching(Filter.ALL).stream().map(this::row).toList());
    }

    private Row row(Group one) {
        var none =
                new Parts.Option("", messages.text("organizations.scim.none"), one.role() == null);
        var roles =
                given().map(role ->
                        new Parts.Option(
                                role.word(),
                                messages.text("organizations.role." + role.word()),
                                role.word().equals(one.role())));
        return new Row(
                one.id(),
                one.displayName(),
                one.users().size(),
                Stream.concat(Stream.of(none), roles).toList());
    }

    /** Owners are made by owners alone. */
    private static Stream<Role> given() {
        return Stream.of(Role.values()).filter(role -> role != Role.OWNER);
    }

    private Reply list() {
        return Reply.Json.ok(
                Page.whole(
                        groups.matching(Filter.ALL).stream()
                                .map(one ->
                                        new Item(
                                                one.id(),
                                                one.displayName(),
                                                one.role(),
                                                one.users().size()))
                                .toList()));
    }

    private Reply give(Request request) {
        var group = groups.find(request.id("id")).orElseThrow(Problem::notFound);
        var word = request.body(Given.class).role();
        Optional<Role> role = given().filter(one -> one.word().equals(word)).findFirst();
        if (role.isEmpty() && !word.isEmpty()) {
            throw Problem.badRequest("role: one that is not owner, or nothing");
        }
        groups.give(group, role.orElse(null), request.actor());
        return Reply.Moved.to(request.path("/settings/scim"));
    }
}
