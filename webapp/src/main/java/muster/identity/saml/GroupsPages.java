package muster.identity.saml;

import static muster.tenancy.Permission.SSO_READ;
import static muster.tenancy.Permission.SSO_WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import muster.identity.Faults;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Tabs;
import org.jspecify.annotations.Nullable;

/**
 * /o/{org}/settings/sso/{id}/groups and /api/v1/orgs/{org}/saml/{id}/groups: which group of the
 * identity provider is which role, seen before it is so.
 */
public final class GroupsPages {
    /** To fill in more without script. */
    private static final int SPARE_LINES = 3;

    private final Desk desk;
    private final Connections connections;
    private final Groups groups;
    private final Memberships memberships;
    private final Messages messages;
    private final Tabs tabs;

    /**
     * The page.
     *
     * @param known what groups members had, to choose from
     * @param members what becomes of each
     * @param previewed whether this is not yet saved
     * @param problem why it cannot be
     */
    public record GroupRoles(
            List<Parts.Choice> tabs,
            String connection,
            List<Line> lines,
            List<String> known,
            List<Foreseen> members,
            boolean previewed,
            boolean mayChange,
            boolean saved,
            @Nullable String problem,
            String home)
            implements Reply.Page {
        public GroupRoles {
            tabs = List.copyOf(tabs);
            lines = List.copyOf(lines);
            known = List.copyOf(known);
            members = List.copyOf(members);
        }

        @Override
        public int status() {
            return problem == null ? 200 : Faults.STATUS;
        }
    }

    /** A group with the roles that it may be. */
    public record Line(int number, String group, List<Parts.Option> roles) {}

    /** The same for programs. */
    private record Table(List<Groups.Mapping> groups, List<Foreseen> members) {}

    private record Form(List<String> group, List<String> role) {}

    GroupsPages(
            Desk desk,
            Connections connections,
            Groups groups,
            Memberships memberships,
            Messages messages,
            Tabs tabs) {
        this.desk = desk;
        this.connections = connections;
        this.groups = groups;
        this.memberships = memberships;
        this.messages = messages;
        this.tabs = tabs;
    }

    public void pages(Routes routes) {
        routes.get("/{id}/groups", desk.member(SSO_READ, this::page))
                .post("/{id}/groups", desk.member(SSO_WRITE, this::submitted).fresh())
                .post("/{id}/groups/preview", desk.member(SSO_WRITE, this::previewed));
    }

    public void endpoints(Routes routes) {
        routes.get("/{id}/groups", desk.member(SSO_READ, this::present))
                .put(
                        "/{id}/groups",
                        desk.member(SSO_WRITE, this::put).reading(WantedGroups.class).fresh())
                .post(
                        "/{id}/groups/preview",
                        desk.member(SSO_WRITE, this::foreseen).reading(WantedGroups.class));
    }

    private Reply page(Request request) {
        var connection = found(request);
        var mappings = groups.of(connection.id());
        return shown(request, connection, lines(mappings), foreseen(connection, mappings), null);
    }

    private Reply previewed(Request request) {
        var connection = found(request);
        var wanted = wanted(request);
        try {
            var mappings = wanted.mappings();
            return shown(
                    request, connection, lines(mappings), foreseen(connection, mappings), null);
        } catch (WantedGroups.Unfit unfit) {
            return refused(request, connection, wanted, unfit);
        }
    }

    private Reply submitted(Request request) {
        var connection = found(request);
        var wanted = wanted(request);
        try {
            groups.replace(connection, wanted.mappings(), request.actor());
            return Reply.Moved.to(request.path(page(connection) + "?after=saved"));
        } catch (WantedGroups.Unfit unfit) {
            return refused(request, connection, wanted, unfit);
        }
    }

    private static WantedGroups wanted(Request request) {
        var form = request.body(Form.class);
        return WantedGroups.of(form.group(), form.role());
    }

    private Reply refused(
            Request request, Connection connection, WantedGroups wanted, WantedGroups.Unfit unfit) {
        var lines =
                wanted.groups().stream()
                        .limit(Groups.MAPPINGS_MAX)
                        .map(one -> new Entry(one.group(), Role.of(one.role()).orElse(Role.VIEWER)))
                        .toList();
        return shown(request, connection, lines, List.of(), messages.text(unfit.sentence()));
    }

    /** What a line of the form says. */
    private record Entry(String group, Role role) {}

    private static List<Entry> lines(List<Groups.Mapping> mappings) {
        return mappings.stream().map(one -> new Entry(one.group(), one.role())).toList();
    }

    private Reply shown(
            Request request,
            Connection connection,
            List<Entry> entries,
            List<Foreseen> members,
            @Nullable String problem) {
        return new GroupRoles(
                tabs.of(request, "/sso"),
                connection.name(),
                numbered(entries),
                known(connection),
                members,
                request.route().changes() && problem == null,
                request.may(SSO_WRITE),
                request.query("after").isPresent(),
                problem,
                request.path("/settings/sso/" + connection.id()));
    }

    private List<Line> numbered(List<Entry> entries) {
        var all = new ArrayList<>(entries);
        var size = Math.min(entries.size() + SPARE_LINES, Groups.MAPPINGS_MAX);
        while (all.size() < size) {
            all.add(new Entry("", Role.VIEWER));
        }
        var lines = new ArrayList<Line>();
        for (var one : all) {
            lines.add(new Line(lines.size() + 1, one.group(), roles(one.role())));
        }
        return List.copyOf(lines);
    }

    private List<Parts.Option> roles(Role chosen) {
        return Stream.of(Role.values())
                .map(role ->
                        new Parts.Option(
                                role.word(),
                                messages.text("organizations.role." + role.word()),
                                role == chosen))
                .toList();
    }

    private List<String> known(Connection connection) {
        return memberships.seen(connection.id()).stream()
                .flatMap(one -> one.groups().stream())
                .distinct()
                .sorted()
                .limit(Groups.GROUPS_MAX)
                .toList();
    }

    private Reply present(Request request) {
        var connection = found(request);
        return table(connection, groups.of(connection.id()));
    }

    private Reply put(Request request) {
        var connection = found(request);
        var mappings = understood(request);
        groups.replace(connection, mappings, request.actor());
        return table(connection, mappings);
    }

    private Reply foreseen(Request request) {
        return table(found(request), understood(request));
    }

    private List<Groups.Mapping> understood(Request request) {
        try {
            return request.body(WantedGroups.class).mappings();
        } catch (WantedGroups.Unfit unfit) {
            throw Problem.badRequest("groups: " + messages.text(unfit.sentence()));
        }
    }

    private Reply table(Connection connection, List<Groups.Mapping> mappings) {
        return Reply.Json.ok(new Table(mappings, foreseen(connection, mappings)));
    }

    private List<Foreseen> foreseen(Connection connection, List<Groups.Mapping> mappings) {
        return Foreseen.of(
                memberships.seen(connection.id()),
                mappings,
                connection.policy().defaultRole(),
                memberships.owners());
    }

    private Connection found(Request request) {
        return connections.find(request.id("id")).orElseThrow(Problem::notFound);
    }

    private static String page(Connection connection) {
        return "/settings/sso/" + connection.id() + "/groups";
    }
}
