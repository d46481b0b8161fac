package muster.organizations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import muster.identity.EmailAddress;
import muster.identity.Faults;
import muster.identity.Line;
import muster.identity.People;
import muster.identity.Weakness;
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
import org.jspecify.annotations.Nullable;

/** /signup, and the same for programs: /api/v1/signup, /api/signup */
public final class SignUpPages {
    /** The form carries a pasted list along. */
    private static final int FORM_BYTES_MAX = 8 * 1024 * 1024;

    private static final int HOSTNAME_LETTERS_MAX = 253;

    private final Desk desk;
    private final SignUp signUp;
    private final RateLimits limits;
    private final Messages messages;

    public SignUpPages(Desk desk, SignUp signUp, RateLimits limits, Messages messages) {
        this.desk = desk;
        this.signUp = signUp;
        this.limits = limits;
        this.messages = messages;
    }

    /** The form, with the pasted list that is kept, if there is one. */
    public record Signup(
            Parts.Field name,
            Parts.Field email,
            Parts.Field organization,
            Parts.Field password,
            String paste,
            Parts.Field hostname,
            @Nullable String problem)
            implements Reply.Page {
        @Override
        public int status() {
            var faulty =
                    problem != null
                            || name.problem() != null
                            || email.problem() != null
                            || organization.problem() != null
                            || password.problem() != null
                            || hostname.problem() != null;
            return faulty ? Faults.STATUS : 200;
        }
    }

    /**
     * Says that a mail is on its way, to whomever.
     *
     * @param organization what waits for its confirmation, for another letter
     * @param again whether one was just asked for
     */
    public record SignupSent(String organization, boolean again) implements Reply.Page {}

    private record Typed(
            String email,
            String password,
            String name,
            String organization,
            @Nullable String paste,
            @Nullable String hostname) {}

    private record Pasted(String text, @Nullable String hostname) {}

    public void pages(Routes routes) {
        routes.get("/", desk.anyone(_ -> form("", "")))
                .post("/", desk.anyone(this::signUp))
                .get("/sent", desk.anyone(SignUpPages::sent));
    }

    /** /keep: from a pasted list and what came of it to the form. */
    public void keep(Routes routes) {
        routes.post("/", desk.anyone(this::keep));
    }

    public void endpoints(Routes routes) {
        routes.post(
                "/", desk.anyone(this::signUpProgram).taking(FORM_BYTES_MAX).reading(Typed.class));
    }

    /** Where somebody goes who has founded this organization. */
    static String sent(UUID organization) {
        return "/signup/sent?organization=" + organization;
    }

    private static Reply sent(Request request) {
        var organization = request.query("organization").orElse("");
        return new SignupSent(organization, request.query("again").isPresent());
    }

    private static Signup form(String paste, String hostname) {
        var empty = Parts.Field.EMPTY;
        var named = new Parts.Field(hostname, null);
        return new Signup(empty, empty, empty, empty, paste, named, null);
    }

    /** The form for somebody who has just pasted a list and wants to keep what came of it. */
    private Reply keep(Request request) {
        limits.require(RateLimit.KEEP_BY_ADDRESS, Addresses.group(request.address()), "lists");
        var pasted = request.body(FORM_BYTES_MAX).as(Pasted.class);
        return form(pasted.text(), text(pasted.hostname()));
    }

    private Reply signUp(Request request) {
        take(request);
        var typed = request.body(FORM_BYTES_MAX).as(Typed.class);
        var faults = faults(typed);
        if (!faults.none()) {
            return again(typed, faults, null);
        }
        try {
            return Reply.Moved.to(sent(signUp.begin(founder(typed, false)).organization()));
        } catch (Problem problem) {
            return again(typed, faults, problem.detail());
        }
    }

    private Reply signUpProgram(Request request) {
        take(request);
        var typed = request.body(Typed.class);
        var faults = faults(typed);
        if (!faults.none()) {
            throw faults.problem();
        }
        var founded = signUp.begin(founder(typed, true));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "organization",
                Map.of("id", founded.organization(), "slug", founded.slug().text()));
        body.put("api_key", founded.key().orElseThrow().text());
        return Reply.Json.created(body);
    }

    private Faults faults(Typed typed) {
        var faults = new Faults(messages);
        faults.check(
                EmailAddress.of(typed.email()).isPresent(), "email", "identity.email.malformed");
        Weakness.of(typed.password(), typed.email(), typed.name(), typed.organization())
                .ifPresent(one -> faults.add("password", one.message()));
        faults.check(
                Line.of(typed.name(), People.NAME_LETTERS_MAX).isPresent(),
                "name",
                "identity.name.malformed");
        faults.check(
                Line.of(typed.organization(), Organizations.NAME_LETTERS_MAX).isPresent(),
                "organization",
                "organizations.name.malformed");
        var hostname = text(typed.hostname());
        faults.check(
                hostname.isBlank() || Line.of(hostname, HOSTNAME_LETTERS_MAX).isPresent(),
                "hostname",
                "organizations.hostname.malformed");
        return faults;
    }

    private static SignUp.Founder founder(Typed typed, boolean wantsKey) {
        var paste =
                Optional.of(text(typed.paste()))
                        .filter(text -> !text.isBlank())
                        .map(text ->
                                new SignUp.Paste(
                                        text,
                                        Optional.of(text(typed.hostname()).strip())
                                                .filter(name -> !name.isEmpty())));
        return new SignUp.Founder(
                EmailAddress.of(typed.email()).orElseThrow(),
                typed.password(),
                typed.name().strip(),
                typed.organization().strip(),
                paste,
                wantsKey);
    }

    private static Signup again(Typed typed, Faults faults, @Nullable String problem) {
        return new Signup(
                faults.field("name", typed.name()),
                faults.field("email", typed.email()),
                faults.field("organization", typed.organization()),
                faults.field("password"),
                text(typed.paste()),
                faults.field("hostname", text(typed.hostname())),
                problem);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void take(Request request) {
        var group = Addresses.group(request.address());
        limits.require(RateLimit.SIGNUP_BY_ADDRESS, group, "sign-ups");
    }
}
