package muster.organizations;

import static muster.tenancy.Permission.MEMBERS_READ;
import static muster.tenancy.Permission.MEMBERS_WRITE;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/members and /api/v1/orgs/{org}/members */
public final class MembersPages {
    private static final int CONFLICT = 409;
    private static final String SEGMENT = "/members";

    private final Desk desk;
    private final Members members;
    private final Messages messages;

    public MembersPages(Desk desk, Members members, Messages messages) {
        this.desk = desk;
        this.members = members;
        this.messages = messages;
    }

    /** The page; {@code problem} says why a change was refused. */
    public record MemberList(
            List<Parts.Choice> tabs,
            List<Row> members,
            boolean mayChange,
            @Nullable String next,
            @Nullable String problem)
            implements Reply.Page {
        @Override
        public int status() {
            return problem == null ? 200 : CONFLICT;
        }
    }

    /** A member with the roles they may be given. */
    public record Row(Members.Member member, List<Parts.Option> roles, boolean self) {}

    private record Assignment(String role) {}

    /** A member as programs see them. */
    private record Item(UUID id, String email, String name, Role role) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, request -> page(request, null)))
                .post("/{id}/role", desk.member(MEMBERS_WRITE, this::assign))
                .post("/{id}/removal", desk.member(MEMBERS_WRITE, this::remove));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, this::list))
                .put("/{id}", desk.member(MEMBERS_WRITE, this::assign).reading(Assignment.class))
                .delete("/{id}", desk.member(MEMBERS_WRITE, this::remove));
    }

    private Reply page(Request request, @Nullable String problem) {
        var found = found(request, Members.PAGE_MAX);
        return new MemberList(
                SettingsTabs.of(request, messages, SEGMENT),
                found.members().stream().map(one -> row(request, one)).toList(),
                request.may(MEMBERS_WRITE),
                found.next(),
                problem);
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

    private record Found(List<Members.Member> members, @Nullable String next) {}

    private Found found(Request request, int count) {
        var list = members.after(request.query("cursor").orElse(""), count + 1);
        return list.size() > count
                ? new Found(list.subList(0, count), list.get(count - 1).email())
                : new Found(list, null);
    }

    private Reply list(Request request) {
        var found = found(request, Limit.of(request));
        var items =
                found.members().stream()
                        .map(one -> new Item(one.id(), one.email(), one.name(), one.role()))
                        .toList();
        return Reply.Json.ok(new Items(items, found.next()));
    }

    private Reply assign(Request request) {
        var member = member(request);
        var role =
                Role.of(request.body(Assignment.class).role())
                        .orElseThrow(() ->
                                Problem.badRequest(
                                        "role: one of owner, admin, analyst, operator,"
                                                + " viewer, auditor"));
        mayTouch(request, member, Optional.of(role));
        return changed(request, () -> members.assign(member, role, request.actor()));
    }

    private Reply remove(Request request) {
        var member = member(request);
        mayTouch(request, member, Optional.empty());
        return changed(request, () -> members.remove(member, request.actor()));
    }

    private Members.Member member(Request request) {
        return members.find(request.id("id")).orElseThrow(Problem::notFound);
    }

    // An admin runs the organization for its owners; who owns it is for owners to say.
    private static void mayTouch(Request request, Members.Member member, Optional<Role> role) {
        var aboutOwners =
                member.role() == Role.OWNER || role.filter(Role.OWNER::equals).isPresent();
        if (aboutOwners && request.role().filter(one -> one != Role.OWNER).isPresent()) {
            throw Problem.forbidden("only an owner makes or removes owners");
        }
    }

    private Reply changed(Request request, Runnable change) {
        try {
            change.run();
            return Reply.Moved.to(request.path("/settings/members"));
        } catch (Members.LastOwner last) {
            if (request.isApi()) {
                throw Problem.of(CONFLICT, "Last owner", String.valueOf(last.getMessage()));
            }
            return page(request, messages.text("organizations.members.last-owner"));
        }
    }
}
