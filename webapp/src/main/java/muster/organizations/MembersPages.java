package muster.organizations;

import static muster.tenancy.Permission.MEMBERS_READ;
import static muster.tenancy.Permission.MEMBERS_WRITE;
import static muster.tenancy.Permission.ORGANIZATION_DELETE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.tenancy.Role;
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

/** /o/{org}/settings/members and /api/v1/orgs/{org}/members */
public final class MembersPages {
    private static final String SEGMENT = "/members";

    private static final String REMOVED = "removed";

    private static final List<String> COLUMNS = List.of("id", "email", "name", "role");

    private final Desk desk;
    private final Database database;
    private final Members members;
    private final Invitations invitations;
    private final Messages messages;

    public MembersPages(
            Desk desk,
            Database database,
            Members members,
            Invitations invitations,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.members = members;
        this.invitations = invitations;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param problem why the query could not be read
     * @param invited how many invitations are open
     * @param roles that somebody may be invited to
     * @param mayTransfer whether the reader may make another the owner
     * @param mayLeave whether the reader is a member
     * @param removed whether somebody was removed just now
     * @param refusal why a change was refused
     */
    public record MemberList(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            muster.web.Page<Row> members,
            boolean mayChange,
            long invited,
            Parts.Field email,
            List<Parts.Option> roles,
            boolean mayTransfer,
            boolean mayLeave,
            boolean removed,
            @Nullable String refusal)
            implements Reply.Page {}

    /** A member with the roles they may be given. */
    public record Row(Members.Member member, List<Parts.Option> roles, boolean self) {}

    /** The refusal of a word that names no role. */
    static Problem noRole() {
        return Problem.badRequest("role: one of " + String.join(", ", Role.words()));
    }

    private record Assignment(String role) {}

    /**
     * A member as programs see them.
     *
     * @param byGroups whether the role follows from groups of the identity provider
     */
    private record Item(UUID id, String email, String name, Role role, boolean byGroups) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, this::page))
                .post(
                        "/{id}/role",
                        desk.member(MEMBERS_WRITE, this::assign).reading(Assignment.class).fresh())
                .post("/{id}/removal", desk.member(MEMBERS_WRITE, this::remove).fresh());
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, this::list).listing().asking("format"))
                .put(
                        "/{id}",
                        desk.member(MEMBERS_WRITE, this::assign).reading(Assignment.class).fresh())
                .delete("/{id}", desk.member(MEMBERS_WRITE, this::remove).fresh());
    }

    private Reply page(Request request) {
        var asked = Asked.of(request, Members.FIELDS);
        var query = asked.query();
        return exported(request, query)
                .orElseGet(() ->
                        new MemberList(
                                SettingsTabs.of(request, messages, SEGMENT),
                                query,
                                asked.problem(),
                                members.matching(query).map(one -> row(request, one)),
                                request.may(MEMBERS_WRITE),
                                invitations.open(),
                                Parts.Field.EMPTY,
                                InvitationsPages.roles(request, messages, Role.VIEWER.word()),
                                request.role().filter(Role.OWNER::equals).isPresent(),
                                request.role().isPresent(),
                                request.query("after").filter(REMOVED::equals).isPresent(),
                                refusal(request)));
    }

    private @Nullable String refusal(Request request) {
        return request.query("after")
                .filter(word ->
                        Stream.of(Unchanged.Reason.values())
                                .anyMatch(one -> one.word().equals(word)))
                .map(word -> messages.text("organizations.members." + word))
                .orElse(null);
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "members",
                                COLUMNS,
                                (asked, receiver) ->
                                        members.each(asked, one -> receiver.accept(item(one))),
                                query,
                                database,
                                MembersPages::cells));
    }

    private static @Nullable Object[] cells(Item one) {
        return new @Nullable Object[] {one.id(), one.email(), one.name(), one.role().word()};
    }

    private static Item item(Members.Member one) {
        return new Item(one.id(), one.email(), one.name(), one.role(), one.byGroups());
    }

    private Row row(Request request, Members.Member member) {
        var roles =
                Stream.of(Role.values())
                        .map(role ->
                                new Parts.Option(
                                        role.word(),
                                        messages.text("organizations.role." + role.word()),
                                        role == member.role()))
                        .toList();
        var self = request.actor().reference().equals("person:" + member.id());
        return new Row(member, roles, self);
    }

    private Reply list(Request request) {
        var query = Asked.of(request, Members.FIELDS).query();
        return exported(request, query)
                .orElseGet(() -> Reply.Json.ok(members.matching(query).map(MembersPages::item)));
    }

    private Reply assign(Request request) {
        var member = member(request);
        var role = Role.of(request.body(Assignment.class).role()).orElseThrow(MembersPages::noRole);
        mayTouch(request, member, Optional.of(role));
        return changed(request, "", () -> members.assignByHand(member, role, request.actor()));
    }

    private Reply remove(Request request) {
        var member = member(request);
        mayTouch(request, member, Optional.empty());
        return changed(request, "?after=" + REMOVED, () -> members.remove(member, request.actor()));
    }

    private Members.Member member(Request request) {
        return members.find(request.id("id")).orElseThrow(Problem::notFound);
    }

    // An admin runs the organization for its owners; who owns it is for owners to say.
    private static void mayTouch(Request request, Members.Member member, Optional<Role> role) {
        var aboutOwners =
                member.role() == Role.OWNER || role.filter(Role.OWNER::equals).isPresent();
        // A key has no role: what it may do of what only owners may tells whose it is.
        if (aboutOwners && !request.may(ORGANIZATION_DELETE)) {
            throw Problem.forbidden("only an owner makes or removes owners");
        }
    }

    private Reply changed(Request request, String after, Runnable change) {
        try {
            change.run();
            return Reply.Moved.to(request.path("/settings/members" + after));
        } catch (Unchanged unchanged) {
            return refused(request, unchanged);
        }
    }

    /** What a member's page says where a change of theirs was refused. */
    static Reply refused(Request request, Unchanged unchanged) {
        if (request.isApi()) {
            throw unchanged.problem();
        }
        var after = unchanged.reason().word();
        return Reply.Moved.to(request.path("/settings/members?after=" + after));
    }
}
