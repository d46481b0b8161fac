package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import muster.enrollment.Requests;
import muster.events.EventsOf;
import muster.identity.saml.TestIdp;
import muster.scans.ScanOf;
import muster.tenancy.Role;
import muster.web.Door;
import muster.web.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Asks every route of the table as every role: who may not is refused, and what belongs to another
 * organization is not found and not changed. A new route is covered the moment it is mounted.
 */
@Tag("slow")
class EveryRouteTest {
    private static TestHub hub;
    private static List<Route> table;

    @BeforeAll
    static void open() {
        hub = new TestHub();
        table = hub.hub.routes();
        for (var organization : List.of("acme", "globex")) {
            fill(organization);
        }
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void aStrangerFindsNothingAndChangesNothing() {
        var before = fingerprint();
        var wrong = new ArrayList<String>();
        for (var role : Role.values()) {
            var stranger = Optional.of(hub.member("globex", role));
            for (var route : ofMembers()) {
                var path = path(route, "acme", "acme");
                var answer = hub.send(stranger, route.method(), path, body(route));
                if (answer.statusCode() != 404) {
                    wrong.add(
                            role
                                    + " of globex: "
                                    + route.method()
                                    + " "
                                    + path
                                    + " "
                                    + answer.statusCode());
                }
            }
        }

        assertEquals(List.of(), wrong);
        assertEquals(before, fingerprint());
    }

    @Test
    void anIdOfAnotherOrganizationIsNotFoundInOnesOwn() {
        var before = fingerprint();
        var wrong = new ArrayList<String>();
        var owner = Optional.of(hub.member("globex", Role.OWNER));
        for (var route : ofMembers()) {
            if (route.parameters().size() > 1) {
                var path = path(route, "globex", "acme");
                var status = hub.send(owner, route.method(), path, body(route)).statusCode();
                if (status != 404) {
                    wrong.add(route.method() + " " + path + " " + status);
                }
            }
        }

        assertEquals(List.of(), wrong);
        assertEquals(before, fingerprint());
    }

    @Test
    void eachRoleMayWhatTheTableSays() {
        var wrong = new ArrayList<String>();
        for (var role : Role.values()) {
            var member = Optional.of(hub.member("acme", role));
            for (var route : ofMembers()) {
                var may = route.permission() == null || role.may(route.permission());
                // What is allowed and changes something is left to the rooms' own tests.
                if (!may || !route.changes()) {
                    var path = path(route, "acme", "acme");
                    if (path.endsWith("/live") && may) {
                        continue;
                    }
                    var status = hub.send(member, route.method(), path, body(route)).statusCode();
                    if (may ? status >= 400 : status != 403) {
                        wrong.add(role + " " + route.method() + " " + path + " " + status);
                    }
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    /** What cannot be found or read is refused for that reason, never for who asks. */
    @Test
    void whoeverMayChangeSomethingIsNotHeldUpAtTheDoor() {
        var wrong = new ArrayList<String>();
        for (var role : Role.values()) {
            var member = Optional.of(hub.member("acme", role));
            for (var route : ofMembers()) {
                var permission = route.permission();
                var may = permission == null || role.may(permission);
                if (may && route.changes() && canMiss(route)) {
                    var path = unknown(route);
                    var status = hub.send(member, route.method(), path, "[").statusCode();
                    if (status < 400 || List.of(401, 403, 500).contains(status)) {
                        wrong.add(role + " " + route.method() + " " + path + " " + status);
                    }
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    /** Whether a request can be about nothing, so that it changes nothing. */
    private static boolean canMiss(Route route) {
        return route.parameters().size() > 1 || route.input().record() != null;
    }

    private static String unknown(Route route) {
        return route.path()
                .replace("{org}", "acme")
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    @Test
    void nobodySeesAnythingWithoutSigningIn() {
        var wrong = new ArrayList<String>();
        for (var route : table) {
            if (route.door() != Door.ANYONE) {
                var path = path(route, "acme", "acme");
                var status =
                        hub.send(Optional.empty(), route.method(), path, body(route)).statusCode();
                var toLogin = route.face() == Route.Face.PAGE && status == 303;
                if (status != 401 && !toLogin) {
                    wrong.add(route.method() + " " + path + " " + status);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void everyPageThatNeedsNothingOpens() {
        var wrong = new ArrayList<String>();
        var owner = Optional.of(hub.member("acme", Role.OWNER));
        for (var route : table) {
            if (!route.changes()
                    && !route.alias()
                    && !route.path().endsWith("/live")
                    && !route.path().contains("{token}")
                    && !route.path().contains("{provider}")
                    // Mail is read on the hub's own machine alone, and nobody here asks from there.
                    && !route.path().startsWith("/outbox")
                    // It wants a signed message.
                    && !route.path().equals("/saml/{id}/logout")
                    // This hub was started without programs to download.
                    && !route.path().contains("{file}")) {
                var status = hub.send(owner, "GET", path(route, "acme", "acme"), "").statusCode();
                if (status >= 400) {
                    wrong.add(route.path() + " " + status);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    private static List<Route> ofMembers() {
        return table.stream()
                .filter(route -> route.door() == Door.MEMBER && !route.alias())
                .toList();
    }

    /** The path with the organization's slug, and with ids of what another one owns. */
    private static String path(Route route, String organization, String owner) {
        var path = new StringBuilder();
        for (var segment : Arrays.stream(route.path().split("/", -1)).skip(1).toList()) {
            if (segment.equals("{org}")) {
                path.append('/').append(organization);
            } else if (segment.startsWith("{")) {
                path.append('/').append(id(path.toString(), organization, owner));
            } else {
                path.append('/').append(segment);
            }
        }
        return path.toString();
    }

    private static final Map<String, String> IDS = new TreeMap<>();

    /**
     * An id of the list before a parameter. Asked for across organizations it is one that only its
     * owner has: what all share, such as a vulnerability's name, tells nobody anything.
     */
    private static String id(String list, String organization, String owner) {
        var rest =
                list.replaceFirst("^(/o|/api/v1/orgs)/" + organization, "")
                        .replaceFirst("^/enroll/$", "/enrollment-tokens/")
                        .replace("/settings/keys", "/api-keys")
                        .replace("/settings/invitations", "/invitations")
                        .replace("/settings/scim", "/scim-groups")
                        .replace("/settings/members", "/members")
                        .replace("/settings/sso", "/saml")
                        .replace("/settings/domains", "/domains");
        return IDS.computeIfAbsent(
                organization + " asks " + owner + rest,
                _ -> {
                    var own = ids(owner, rest);
                    if (!organization.equals(owner)) {
                        own.removeAll(ids(organization, rest));
                    }
                    return own.isEmpty() ? UUID.randomUUID().toString() : own.getFirst();
                });
    }

    private static List<String> ids(String organization, String rest) {
        var member = Optional.of(hub.member(organization, Role.OWNER));
        var answer = hub.send(member, "GET", "/api/v1/orgs/" + organization + rest, "");
        return Pattern.compile("\"id\":\"([^\"]+)\"")
                .matcher(answer.body())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String body(Route route) {
        if (!route.changes() || route.method().equals("DELETE")) {
            return "";
        }
        return ValidBodies.of(route.input().record());
    }

    private static void fill(String organization) {
        var owner = Optional.of(hub.member(organization, Role.OWNER));
        var base = "/api/v1/orgs/" + organization;
        expect(
                201,
                hub.send(
                        owner,
                        "POST",
                        base + "/api-keys",
                        "{\"name\":\"k\",\"scopes\":[\"devices:read\"]}"));
        enroll(hub.send(owner, "POST", base + "/enrollment-tokens", "{}"));
        connect(owner, base);
        scan(organization);
        expect(
                201,
                hub.send(
                        owner,
                        "POST",
                        base + "/imports?format=show-version&hostname=a-switch-" + organization,
                        """
                        Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)
                        a-switch uptime is 3 days
                        """));
        expect(
                201,
                hub.send(
                        owner,
                        "POST",
                        base + "/imports?format=dpkg&hostname=web-" + organization,
                        """
                        ii  base-files 12.4+deb12u2 amd64 x
                        ii  openssl 3.0.11-1~deb12u1 amd64 x
                        ii  libc6 2.36-9+deb12u1 amd64 x
                        ii  %s-agent 1.0 amd64 x
                        """
                                .formatted(organization)));
        hub.program(organization, "events:write")
                .send("/api/v1/agents/events", EventsOf.line("something happened"))
                .expect(200);
    }

    private static void connect(Optional<TestHub.Session> owner, String base) {
        var metadata = TestIdp.rsa("https://idp.example" + base, Instant.now()).metadata();
        var escaped = metadata.replace("\"", "\\\"").replace("\n", "\\n");
        var body = "{\"metadata_xml\": \"%s\"}".formatted(escaped);
        var made = hub.send(owner, "PUT", base + "/saml", body);
        expect(200, made);
        var id = made.body().replaceFirst("(?s).*\"connection_id\":\"([^\"]+)\".*", "$1");
        expect(403, hub.send(Optional.empty(), "POST", "/saml/" + id + "/acs", "{}"));
        expect(201, hub.send(owner, "POST", base + "/domains", "{\"domain\": \"acme.example\"}"));
    }

    private static void scan(String organization) {
        var fixture = hub.fixture;
        var tenant = organization.equals("acme") ? fixture.acme() : fixture.globex();
        var at = URI.create("http://localhost:" + hub.hub.port());
        TestCollector.scanner(fixture.database(), tenant, at)
                .report(
                        ScanOf.site("Berlin", Instant.now())
                                .found("10.0.0.1", ScanOf.agent("z-switch-" + organization))
                                .finished())
                .expect(200);
    }

    private static void enroll(java.net.http.HttpResponse<String> made) {
        expect(201, made);
        var token = made.body().replaceFirst("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        var csr = Requests.pem().replace("\n", "\\n").replace("\r", "");
        var body =
                """
                {"token": "%s", "csr": "%s", "hostname": "web-1", "kind": "agent"}
                """
                        .formatted(token, csr);
        expect(201, hub.send(Optional.empty(), "POST", "/api/v1/agents/enroll", body));
    }

    private static void expect(int status, java.net.http.HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
    }

    /** Everything that belongs to Acme, as one text. */
    private static List<String> fingerprint() {
        var prints = new ArrayList<String>();
        for (var table :
                hub.administer(
                        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                                + " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
                                + " and a.attname = 'org_id' order by 1")) {
            prints.addAll(
                    hub.administer(
                            "select '%s ' || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from %s t where org_id = '%s'"
                                    .formatted(table, table, hub.fixture.acme().id())));
        }
        return prints;
    }
}
