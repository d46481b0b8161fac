package muster.identity.saml;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import muster.tenancy.Role;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.Query;
import muster.web.SampleShells;
import muster.web.Shell;
import org.jspecify.annotations.Nullable;

/** The pages of single sign-on. */
public final class SamlSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final UUID ID = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");
    private static final String HOME = "/o/acme/settings/sso";
    private static final String BASE = "https://muster.example/saml/" + ID;
    private static final List<Parts.Choice> TABS =
            List.of(Parts.Choice.of("Single sign-on", HOME, true));
    private static final List<Parts.Option> OPTIONS =
            List.of(new Parts.Option("viewer", "Viewer", true));
    private static final CheckRow WRONG =
            new CheckRow("Audience", BASE + "/metadata", "https://wrong.example", false);
    private static final CheckRow RIGHT =
            new CheckRow("Issuer", "https://idp", "https://idp", true);
    private static final Attempts.Attempt REFUSED =
            new Attempts.Attempt(
                    ID, NOW, "refused", "audience-mismatch", "7K2MXQ", "192.0.2.7", List.of());
    private static final Shell VISITOR = SampleShells.visitor();
    private static final Shell ADA = SampleShells.acme("");

    @Override
    public List<PageSample> samples() {
        return Stream.of(outside(), inside()).flatMap(List::stream).toList();
    }

    private static List<PageSample> outside() {
        return List.of(
                PageSample.of("identity/saml/refused", new SamlPages.Refused("7K2MXQ"), VISITOR),
                PageSample.of(
                        "identity/saml/farewell",
                        new SamlPages.Farewell("https://idp.example/slo?SAMLRequest=x"),
                        VISITOR),
                PageSample.of("identity/saml/signed-out", new SamlPages.SignedOut(true), VISITOR),
                new PageSample(
                        "identity/saml/signed-out",
                        "here",
                        new SamlPages.SignedOut(false),
                        VISITOR),
                PageSample.of(
                        "identity/saml/leaving",
                        new SignOnPages.Leaving("/saml/" + ID + "/login?next=%2Fo%2Facme"),
                        VISITOR),
                PageSample.of(
                        "identity/saml/single-sign-on",
                        new SignOnPages.SingleSignOn(Parts.Field.EMPTY, "", false),
                        VISITOR),
                new PageSample(
                        "identity/saml/single-sign-on",
                        "unknown",
                        new SignOnPages.SingleSignOn(
                                new Parts.Field("ada@acme.example", null), "/o/acme", true),
                        VISITOR),
                PageSample.of("identity/saml/tested", tested("Set the audience."), VISITOR),
                new PageSample("identity/saml/tested", "good", tested(null), VISITOR));
    }

    private static SamlPages.Tested tested(@Nullable String advice) {
        return new SamlPages.Tested(
                advice,
                advice == null ? "" : "audience-mismatch",
                "7K2MXQ",
                List.of(RIGHT, WRONG),
                advice == null ? "" : "<saml:Assertion/>",
                HOME + "/" + ID);
    }

    private static List<PageSample> inside() {
        return List.of(
                PageSample.of(
                        "identity/saml/sign-on",
                        signOn(List.of(shown(null)), null, "This is no metadata."),
                        ADA),
                new PageSample(
                        "identity/saml/sign-on",
                        "none",
                        signOn(
                                List.of(),
                                new ConnectionsPages.Side(
                                        BASE + "/metadata", BASE + "/acs", BASE + "/metadata"),
                                null),
                        ADA),
                PageSample.of(
                        "identity/saml/sign-on-connection", connection("steady", null, true), ADA),
                new PageSample(
                        "identity/saml/sign-on-connection",
                        "failing",
                        connection("shown", "idp.example: no answer", false),
                        ADA),
                PageSample.of(
                        "identity/saml/group-roles",
                        groups(
                                List.of(
                                        foreseen(Role.VIEWER, Role.OPERATOR, false),
                                        foreseen(Role.OWNER, Role.OWNER, true),
                                        foreseen(Role.VIEWER, Role.VIEWER, false)),
                                true,
                                null),
                        ADA),
                new PageSample(
                        "identity/saml/group-roles",
                        "none",
                        groups(List.of(), false, "A group gives one role."),
                        ADA),
                PageSample.of("identity/saml/attempt-list", attempts("", List.of(REFUSED)), ADA),
                new PageSample("identity/saml/attempt-list", "empty", attempts("", List.of()), ADA),
                PageSample.of(
                        "identity/saml/attempt-of",
                        new AttemptsPages.AttemptOf(
                                TABS, REFUSED, "Set the audience.", List.of(WRONG), HOME),
                        ADA));
    }

    private static GroupsPages.GroupRoles groups(
            List<Foreseen> members, boolean previewed, @Nullable String problem) {
        return new GroupsPages.GroupRoles(
                TABS,
                "Okta",
                List.of(
                        new GroupsPages.Line(1, "engineers", OPTIONS),
                        new GroupsPages.Line(2, "", OPTIONS)),
                List.of("engineers", "on call"),
                members,
                previewed,
                true,
                !previewed && problem == null,
                problem,
                HOME + "/" + ID);
    }

    private static Foreseen foreseen(Role role, Role becomes, boolean kept) {
        return new Foreseen(
                ID,
                "Grace Hopper",
                "grace@acme.example",
                List.of("engineers"),
                role,
                becomes,
                kept);
    }

    private static AttemptsPages.AttemptList attempts(String q, List<Attempts.Attempt> found) {
        var query = Query.parse(Map.of("q", q), Attempts.FIELDS, Clock.fixed(NOW, ZoneOffset.UTC));
        return new AttemptsPages.AttemptList(
                TABS,
                query,
                null,
                List.of(),
                Page.whole(found).map(one -> new AttemptsPages.Row(one, "Set the audience.")),
                HOME);
    }

    private static ConnectionsPages.SignOn signOn(
            List<Shown> connections,
            ConnectionsPages.@Nullable Side next,
            @Nullable String problem) {
        return new ConnectionsPages.SignOn(
                TABS, connections, next, form(problem), next != null, HOME);
    }

    private static ConnectionsPages.SignOnConnection connection(
            String rotation, @Nullable String failure, boolean saved) {
        return new ConnectionsPages.SignOnConnection(
                TABS, shown(failure), form(null), rotation, true, saved, HOME);
    }

    private static ConnectionsPages.Form form(@Nullable String problem) {
        return new ConnectionsPages.Form("", "", OPTIONS, OPTIONS, OPTIONS, problem);
    }

    private static Shown shown(@Nullable String failure) {
        var certificate = List.of(new Shown.Certificate("AB:CD", NOW));
        return new Shown(
                ID,
                ID,
                BASE + "/metadata",
                BASE + "/acs",
                BASE + "/metadata",
                BASE + "/login",
                BASE + "/logout",
                "Okta",
                "https://idp.example",
                null,
                NOW,
                null,
                certificate,
                certificate,
                failure == null
                        ? List.of(new Ending("ours", NOW, 42), new Ending("theirs", NOW, 5))
                        : List.of(),
                false,
                true,
                Role.VIEWER,
                failure);
    }
}
