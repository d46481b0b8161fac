package muster.organizations;

import static muster.tenancy.Permission.MEMBERS_READ;
import static muster.tenancy.Permission.MEMBERS_WRITE;
import static muster.tenancy.Permission.ORGANIZATION_DELETE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.identity.EmailAddress;
import muster.identity.Faults;
import muster.tenancy.Role;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Query;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/invitations and /api/v1/orgs/{org}/invitations */
public final class InvitationsPages {
    private static final int CONFLICT = 409;
    private static final String SEGMENT = "/settings/invitations";
    private static final List<String> EVENTS = List.of("invited", "reminded", "revoked", "letters");
    private static final List<String> COLUMNS =
            List.of("id", "email", "role", "invited_by", "letters", "sent_at", "expires_at");

    private final Desk desk;
    private final Database database;
    private final Invitations invitations;
    private final RateLimits limits;
    private final Messages messages;

    public InvitationsPages(
            Desk desk,
            Database database,
            Invitations invitations,
            RateLimits limits,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.invitations = invitations;
        this.limits = limits;
        this.messages = messages;
    }

    /**
     * The page: the open invitations and a form for another.
     *
     * @param problem why the query could not be read
     * @param notice what has just happened, null where nothing has
     * @param refusal why nobody was invited, null where somebody was or nobody tried
     */
    public record InvitationList(
            List<Parts.Choice> tabs,
            Query query,
            @Nullable String problem,
            muster.web.Page<Row> invitations,
            Parts.Field email,
            List<Parts.Option> roles,
            boolean mayChange,
            @Nullable String notice,
            @Nullable String refusal)
            implements Reply.Page {
        @Override
        public int status() {
            if (email.problem() != null) {
                return Faults.STATUS;
            } else {
                return refusal == null ? 200 : CONFLICT;
            }
        }
    }

    /** An invitation, and whether its link still works. */
    public record Row(Invitations.Invitation invitation, boolean expired) {}

    private record Form(String email, String role) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, this::page))
                .post("/", desk.member(MEMBERS_WRITE, this::invite).reading(Form.class))
                .post("/{id}/reminder", desk.member(MEMBERS_WRITE, this::remind))
                .post("/{id}/revocation", desk.member(MEMBERS_WRITE, this::revoke));
    }

    public void endpoints(Routes routes) {
        routes.get("/", desk.member(MEMBERS_READ, this::list).listing().asking("format"))
                .post("/", desk.member(MEMBERS_WRITE, this::invite).reading(Form.class))
                .post("/{id}/reminder", desk.member(MEMBERS_WRITE, this::remind))
                .delete("/{id}", desk.member(MEMBERS_WRITE, this::revoke));
    }

    /** The roles that the visitor may invite to, those who may least first. */
    static List<Parts.Option> roles(Request request, Messages messages, String chosen) {
        return Stream.of(Role.values())
                .filter(role -> role != Role.OWNER || request.may(ORGANIZATION_DELETE))
                .map(role ->
                        new Parts.Option(
                                role.word(),
                                messages.text("organizations.role." + role.word()),
                                role.word().equals(chosen)))
                .toList();
    }

    private Reply page(Request request) {
        return page(request, Parts.Field.EMPTY, Role.VIEWER.word(), null);
    }

    private Reply page(Request request, Parts.Field email, String role, @Nullable String refusal) {
        var asked = Asked.of(request, Invitations.FIELDS);
        var query = asked.query();
        var notice =
                request.query("after")
                        .filter(EVENTS::contains)
                        .map(event -> messages.text("organizations.invitation.after." + event));
        return exported(request, query)
                .orElseGet(() ->
                        new InvitationList(
                                SettingsTabs.of(request, messages, "/members"),
                                query,
                                asked.problem(),
                                invitations.matching(query).map(one -> row(request, one)),
                                email,
                                roles(request, messages, role),
                                request.may(MEMBERS_WRITE),
                                notice.orElse(null),
                                refusal));
    }

    private static Row row(Request request, Invitations.Invitation one) {
        return new Row(one, !one.expiresAt().isAfter(request.now()));
    }

    private Reply list(Request request) {
        var query = Asked.of(request, Invitations.FIELDS).query();
        return exported(request, query).orElseGet(() -> Reply.Json.ok(invitations.matching(query)));
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "invitations",
                                COLUMNS,
                                invitations::each,
                                query,
                                database,
                                one ->
                                        new @Nullable Object[] {
                                            one.id(),
                                            one.email(),
                                            one.role(),
                                            one.invitedBy(),
                                            one.letters(),
                                            one.sentAt(),
                                            one.expiresAt()
                                        }));
    }

    private Reply invite(Request request) {
        var form = request.body(Form.class);
        var role = Role.of(form.role()).orElseThrow(MembersPages::noRole);
        if (role == Role.OWNER && !request.may(ORGANIZATION_DELETE)) {
            throw Problem.forbidden("only an owner invites owners");
        }
        limits.require(
                RateLimit.INVITATION_BY_ORGANIZATION, request.tenant().toString(), "invitations");
        var email = EmailAddress.of(form.email());
        var refusal = email.flatMap(invitations::refusal).map(this::sentence);
        if (email.isEmpty()) {
            var faults = new Faults(messages);
            faults.add("email", "identity.email.malformed");
            if (request.isApi()) {
                throw faults.problem();
            }
            return page(request, faults.field("email", form.email()), form.role(), null);
        } else if (refusal.isEmpty()) {
            var id = invitations.invite(email.get(), role, request.actor());
            return moved(request, "invited", Reply.Json.created(Map.of("id", id)));
        } else if (request.isApi()) {
            throw Problem.of(CONFLICT, "Not invited", refusal.get());
        } else {
            var typed = new Parts.Field(form.email(), null);
            return page(request, typed, form.role(), refusal.get());
        }
    }

    private String sentence(Invitations.Refusal refusal) {
        return messages.text(
                "organizations.invitation.refused." + refusal.name().toLowerCase(Locale.ROOT));
    }

    private Reply remind(Request request) {
        var invitation = open(request);
        if (invitations.remind(invitation, request.actor())) {
            return moved(request, "reminded", Reply.Json.nothing());
        } else if (request.isApi()) {
            throw Problem.of(
                    CONFLICT,
                    "Too many letters",
                    messages.text("organizations.invitation.after.letters"));
        } else {
            return moved(request, "letters", Reply.Json.nothing());
        }
    }

    private Reply revoke(Request request) {
        invitations.revoke(open(request), request.actor());
        return moved(request, "revoked", Reply.Json.nothing());
    }

    /** The invitation of the path, whose role the visitor may give. */
    private Invitations.Invitation open(Request request) {
        UUID id = request.id("id");
        var invitation = invitations.find(id).orElseThrow(Problem::notFound);
        if (invitation.role() == Role.OWNER && !request.may(ORGANIZATION_DELETE)) {
            throw Problem.forbidden("only an owner invites owners");
        }
        return invitation;
    }

    private static Reply moved(Request request, String event, Reply.Json twin) {
        return new Reply.Moved(request.path(SEGMENT + "?after=" + event), twin);
    }
}
