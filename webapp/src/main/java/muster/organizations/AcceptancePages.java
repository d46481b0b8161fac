package muster.organizations;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import muster.identity.Faults;
import muster.identity.Line;
import muster.identity.Origin;
import muster.identity.People;
import muster.identity.Secret;
import muster.identity.Sessions;
import muster.identity.SignIns;
import muster.identity.Weakness;
import muster.tenancy.Authentication;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * /invitations/{token} and /api/v1/invitations/{token}/accept: joining an organization, with an
 * account or without one.
 */
public final class AcceptancePages {
    private static final String GONE =
            "this invitation is none of ours, used up, revoked or too old";

    private final Desk desk;
    private final Acceptance acceptance;
    private final SignIns signIns;
    private final RateLimits limits;
    private final Messages messages;

    public AcceptancePages(
            Desk desk,
            Acceptance acceptance,
            SignIns signIns,
            RateLimits limits,
            Messages messages) {
        this.desk = desk;
        this.acceptance = acceptance;
        this.signIns = signIns;
        this.limits = limits;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param way what the visitor can do with it
     * @param role what the visitor would be, as people call it
     * @param other the address of who is signed in but was not invited
     * @param refusal why it was not accepted, null where nobody tried
     */
    public record Invited(
            String token,
            Way way,
            String organization,
            String invitedBy,
            String role,
            String email,
            String other,
            Parts.Field name,
            Parts.Field password,
            @Nullable String refusal)
            implements Reply.Page {
        /** What a visitor can do with an invitation. */
        public enum Way {
            /** It leads nowhere. */
            GONE,
            /** Who is signed in is who was invited. */
            ACCEPT,
            /** Who was invited has an account. */
            SIGN_IN,
            /** Who was invited has none. */
            JOIN,
            /** Somebody else is signed in. */
            OTHER;

            /** How the page calls it. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        static Invited gone(String token) {
            var none = Parts.Field.EMPTY;
            return new Invited(token, Way.GONE, "", "", "", "", "", none, none, null);
        }

        @Override
        public int status() {
            if (way == Way.GONE) {
                return 404;
            } else if (refusal != null) {
                return 409;
            } else {
                return name.problem() == null && password.problem() == null ? 200 : Faults.STATUS;
            }
        }
    }

    private record Form(@Nullable String name, @Nullable String password) {
        String nameText() {
            return name == null ? "" : name;
        }

        String passwordText() {
            return password == null ? "" : password;
        }
    }

    public void pages(Routes routes) {
        routes.get("/{token}", desk.anyone(this::page))
                .post("/{token}", desk.anyone(this::accept).reading(Form.class));
    }

    public void endpoints(Routes routes) {
        routes.post("/{token}/accept", desk.anyone(this::accept).reading(Form.class));
    }

    private Reply page(Request request) {
        return find(request)
                .<Reply>map(one -> page(request, one, new Faults(messages), "", null))
                .orElseGet(() -> gone(request));
    }

    private Invited page(
            Request request,
            Acceptance.Open one,
            Faults faults,
            String name,
            @Nullable String refusal) {
        return new Invited(
                request.parameter("token"),
                way(request, one),
                one.name(),
                one.invitedBy(),
                messages.text("organizations.role." + one.role().word()),
                one.email().text(),
                own(request).map(Visitor.SignedIn::email).orElse(""),
                faults.field("name", name),
                faults.field("password"),
                refusal);
    }

    private static Invited.Way way(Request request, Acceptance.Open one) {
        var person = own(request);
        if (person.isPresent()) {
            return isFor(one, person.get()) ? Invited.Way.ACCEPT : Invited.Way.OTHER;
        } else {
            return one.known() ? Invited.Way.SIGN_IN : Invited.Way.JOIN;
        }
    }

    /** Who is signed in as themselves: whom another organization vouches for is somebody there. */
    private static Optional<Visitor.SignedIn> own(Request request) {
        return request.visitor() instanceof Visitor.SignedIn person
                        && person.session().filter(one -> one.organization().isEmpty()).isPresent()
                ? Optional.of(person)
                : Optional.empty();
    }

    private static boolean isFor(Acceptance.Open one, Visitor.SignedIn person) {
        return one.email().text().equals(person.email());
    }

    private Reply accept(Request request) {
        var group = Addresses.group(request.address());
        limits.require(RateLimit.VERIFICATION_BY_ADDRESS, group, "invitations");
        var found = find(request);
        if (found.isEmpty()) {
            return gone(request);
        }
        var one = found.get();
        try {
            return switch (way(request, one)) {
                case ACCEPT -> accept(request, one);
                case JOIN -> join(request, one);
                case GONE, OTHER, SIGN_IN -> refuse(request, one);
            };
        } catch (Acceptance.Full full) {
            if (request.isApi()) {
                throw Problem.of(409, "Full", String.valueOf(full.getMessage()));
            }
            var why = messages.text("organizations.invitation.full");
            return page(request, one, new Faults(messages), "", why);
        }
    }

    private Reply accept(Request request, Acceptance.Open one) {
        var visitor = request.person();
        var person = new People.Person(visitor.person(), visitor.email(), visitor.name());
        return acceptance.accept(one, person) ? arrived(one) : gone(request);
    }

    private Reply join(Request request, Acceptance.Open one) {
        var form = request.body(Form.class);
        var name = Line.of(form.nameText(), People.NAME_LETTERS_MAX);
        var faults = new Faults(messages);
        faults.check(name.isPresent(), "name", "identity.name.malformed");
        Weakness.of(form.passwordText(), one.email().text(), form.nameText(), one.name())
                .ifPresent(weak -> faults.add("password", weak.message()));
        if (faults.none()) {
            var origin = Origin.of(request);
            var beginning = Sessions.Beginning.of(Authentication.PASSWORD, false);
            return acceptance
                    .acceptAnew(one, name.orElseThrow(), form.passwordText())
                    .<Reply>map(person -> {
                        // The link has shown that the mailbox is theirs, and the password is new.
                        var session = signIns.begin(person, beginning, origin);
                        return arrived(one).with(session.cookies());
                    })
                    .orElseGet(() -> gone(request));
        } else if (request.isApi()) {
            throw faults.problem();
        } else {
            return page(request, one, faults, form.nameText(), null);
        }
    }

    private Reply refuse(Request request, Acceptance.Open one) {
        if (request.isApi()) {
            throw Problem.unauthorized("sign in as " + one.email() + " first");
        }
        return page(request, one, new Faults(messages), "", null);
    }

    private static Reply.Moved arrived(Acceptance.Open one) {
        var organization = Map.of("id", one.organization(), "slug", one.slug());
        return new Reply.Moved(
                "/o/" + one.slug(), Reply.Json.created(Map.of("organization", organization)));
    }

    /** A second click of who has just accepted goes where the first one went. */
    private Reply gone(Request request) {
        var joined =
                own(request).flatMap(person -> acceptance.joined(link(request), person.person()));
        if (joined.isPresent()) {
            return Reply.Moved.to("/o/" + joined.get());
        } else if (request.isApi()) {
            throw Problem.of(404, "Not found", GONE);
        } else {
            return Invited.gone(request.parameter("token"));
        }
    }

    private Optional<Acceptance.Open> find(Request request) {
        return acceptance.find(link(request));
    }

    private static Secret link(Request request) {
        return Secret.shown(request.parameter("token"));
    }
}
