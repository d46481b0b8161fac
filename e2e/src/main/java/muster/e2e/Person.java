package muster.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;

/** Somebody with an e-mail address and an organization: the cast of the journeys. */
public record Person(String name, String email, String password, String organization) {
    public static final Person ADA =
            new Person("Ada Lovelace", "ada@acme.example", "brass-engine-difference-42", "Acme");
    public static final Person GRACE =
            new Person("Grace Hopper", "grace@globex.example", "moth-in-relay-seventy", "Globex");

    /** What a program gets when it signs up. */
    public record Founded(UUID id, String slug, Api api) {
        /** The API of the organization. */
        public String path(String rest) {
            return "/api/v1/orgs/" + slug + rest;
        }
    }

    /** Signs up as a program does; the key works at once. */
    public Founded signUp(RunningHub hub) {
        var api = Api.of(hub);
        var answer =
                api.post(
                                "/api/v1/signup",
                                Map.of(
                                        "name", name,
                                        "email", email,
                                        "password", password,
                                        "organization", organization))
                        .expect(201)
                        .json();
        return new Founded(
                UUID.fromString(answer.at("/organization/id").asText()),
                answer.at("/organization/slug").asText(),
                api.withKey(answer.path("api_key").asText()));
    }

    /** Opens the mailed link as a program does. */
    public void confirm(RunningHub hub) {
        var link = new Outbox(hub).awaitMail(email, "/verify/").link("/verify/");
        var token = link.substring(link.lastIndexOf('/') + 1);
        Api.of(hub).post("/api/v1/verify/" + token, Map.of()).expect(204);
    }

    /** Logs in as a program does; what it gets also opens pages. */
    public Api session(RunningHub hub) {
        var answer =
                Api.of(hub)
                        .post("/api/v1/sessions", Map.of("email", email, "password", password))
                        .expect(200);
        return Api.of(hub).with("Cookie", answer.header("Set-Cookie").replaceFirst(";.*", ""));
    }

    /** Fills in the sign-up form that is open. */
    public void signUp(Page page) {
        page.locator("input[name=name]").fill(name);
        page.locator("input[name=email]").fill(email);
        page.locator("input[name=organization]").fill(organization);
        page.locator("input[name=password]").fill(password);
        submit(page);
        page.waitForURL("**/signup/sent?**");
    }

    /** Opens the link that was mailed, presses its button and logs in where that leads. */
    public void confirm(Visitor visitor, RunningHub hub) {
        var mail = new Outbox(hub).awaitMail(email, "/verify/");
        visitor.open(mail.link("/verify/"));
        submit(visitor.page());
        visitor.page().waitForURL("**/login?**");
        logIn(visitor.page());
    }

    /** Fills in the login form that is open. */
    public void logIn(Page page) {
        page.locator("input[name=email]").fill(email);
        page.locator("input[name=password]").fill(password);
        submit(page);
        page.waitForURL(url -> !url.contains("/login"));
    }

    public void logOut(Page page) {
        page.locator("details.account > summary").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out")).click();
        page.waitForURL(url -> !url.contains("/o/"));
    }

    private static void submit(Page page) {
        page.locator("main form button[type=submit]").first().click();
    }
}
