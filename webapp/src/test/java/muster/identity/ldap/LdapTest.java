package muster.identity.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import muster.ClockedHub;
import muster.TestClient;
import muster.identity.Directory;
import muster.identity.EmailAddress;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in with passwords that a real slapd keeps. */
@Tag("slow")
class LdapTest {
    private static final String ADA = "ada@acme.example";
    private static final EmailAddress ADA_ADDRESS = new EmailAddress(ADA);
    private static final String ADA_PASSWORD = "analytical engine";
    private static final String PEOPLE = "ou=people," + Slapd.BASE;
    private static final String ADMINS = "cn=admins,ou=groups," + Slapd.BASE;
    private static final String STAFF = "cn=staff,ou=groups," + Slapd.BASE;
    private static final String ENTRIES =
            """
            dn: dc=acme,dc=example
            objectClass: dcObject
            objectClass: organization
            dc: acme
            o: Acme

            dn: ou=people,dc=acme,dc=example
            objectClass: organizationalUnit
            ou: people

            dn: ou=groups,dc=acme,dc=example
            objectClass: organizationalUnit
            ou: groups

            dn: uid=ada,ou=people,dc=acme,dc=example
            objectClass: inetOrgPerson
            uid: ada
            cn: Ada Lovelace
            sn: Lovelace
            mail: Ada@acme.example
            userPassword: analytical engine

            dn: uid=bob,ou=people,dc=acme,dc=example
            objectClass: inetOrgPerson
            uid: bob
            cn: Bob
            sn: Bob
            mail: bob@acme.example
            userPassword: rope and barrel

            dn: uid=twin1,ou=people,dc=acme,dc=example
            objectClass: inetOrgPerson
            uid: twin1
            cn: Twin
            sn: Twin
            mail: twin@acme.example
            userPassword: one of two

            dn: uid=twin2,ou=people,dc=acme,dc=example
            objectClass: inetOrgPerson
            uid: twin2
            cn: Twin
            sn: Twin
            mail: twin@acme.example
            userPassword: one of two

            dn: cn=admins,ou=groups,dc=acme,dc=example
            objectClass: groupOfNames
            cn: admins
            member: uid=ada,ou=people,dc=acme,dc=example

            dn: cn=staff,ou=groups,dc=acme,dc=example
            objectClass: groupOfNames
            cn: staff
            member: uid=ada,ou=people,dc=acme,dc=example
            """;

    private static @Nullable Slapd slapd;
    private @Nullable ClockedHub opened;

    @BeforeAll
    static void start() throws IOException {
        if (!Slapd.isInstalled()) {
            System.out.println("SKIPPED LdapTest: slapd is not installed: ./muster setup");
        }
        assumeTrue(Slapd.isInstalled(), "slapd is not installed: ./muster setup");
        slapd = new Slapd(Files.createTempDirectory("muster-slapd"), ENTRIES);
    }

    @AfterAll
    static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void aPersonOfTheDirectorySignsInByTheSameFormAndIsWhatTheirGroupsSay() {
        var hub = hub(Map.of());

        var ada = hub.loggedIn(ADA, ADA_PASSWORD);

        var me = ada.get("/api/v1/me").expect(200).json();
        assertEquals("ldap", me.path("authentication").asText());
        assertEquals("Ada Lovelace", me.path("name").asText());
        assertEquals("admin", me.path("organizations").get(0).path("role").asText());
        assertEquals(1, me.path("organizations").size());
    }

    @Test
    void whatTheGroupsSayCountsAtEachSignIn() {
        var hub = hub(Map.of("MUSTER_LDAP_ROLES", "viewer=" + STAFF));
        hub.person(hub.acme(), Role.OWNER, "olga@elsewhere.example");
        hub.person(hub.acme(), Role.OWNER, ADA);

        hub.loggedIn(ADA, ADA_PASSWORD);

        assertEquals("viewer", role(hub));
    }

    @Test
    void theLastOwnerStaysOne() {
        var hub = hub(Map.of("MUSTER_LDAP_ROLES", "viewer=" + STAFF));
        hub.person(hub.acme(), Role.OWNER, ADA);

        hub.loggedIn(ADA, ADA_PASSWORD);

        assertEquals("owner", role(hub));
    }

    @Test
    void whoIsInNoGroupStaysOut() {
        var hub = hub(Map.of());

        refused(hub, "bob@acme.example", "rope and barrel");

        assertEquals(
                "0",
                hub.administer("select count(*) from people where email = 'bob@acme.example'")
                        .getFirst());
    }

    @Test
    void noPasswordOfTheHubCountsForAPersonOfTheDirectory() {
        var hub = hub(Map.of());
        hub.person(hub.acme(), Role.OWNER, ADA);

        refused(hub, ADA, ClockedHub.PASSWORD);
    }

    @Test
    void peopleOfOtherDomainsSignInAsBefore() {
        var hub = hub(Map.of());
        hub.person(hub.acme(), Role.OWNER, "olga@elsewhere.example");

        var olga = hub.loggedIn("olga@elsewhere.example", ClockedHub.PASSWORD);

        assertEquals("password", olga.get("/api/v1/me").json().path("authentication").asText());
    }

    @Test
    void aWrongPasswordAndNoneAreRefused() {
        var hub = hub(Map.of());

        refused(hub, ADA, "difference engine");
        refused(hub, ADA, "");
        refused(hub, "nobody@acme.example", ADA_PASSWORD);
        hub.loggedIn(ADA, ADA_PASSWORD);
    }

    @Test
    void wrongPasswordsLockOutHereBeforeTheyDoThere() {
        var hub = hub(Map.of());
        for (int i = 0; i < 5; i++) {
            refused(hub, ADA, "difference engine");
        }

        hub.clock.pass(Duration.ofMinutes(2));
        refused(hub, ADA, ADA_PASSWORD);
    }

    @Test
    void anEmptyPasswordIsSentNowhere() throws IOException {
        var asked = new AtomicInteger();
        try (var socket = listening(asked)) {
            var lookup = new Lookup(server(socket.getLocalPort(), false, Optional.empty()));

            assertTrue(lookup.find(ADA_ADDRESS, "").isEmpty());
        }
        assertEquals(0, asked.get());
    }

    @Test
    void bothKindsOfTlsWork() {
        var trusted = Optional.of(slapd().authorities());

        for (var startTls : new boolean[] {true, false}) {
            var entry = lookup(startTls, trusted).find(ADA_ADDRESS, ADA_PASSWORD).orElseThrow();
            assertEquals("uid=ada," + PEOPLE, entry.dn());
            assertTrue(entry.groups().contains(ADMINS), entry.groups()::toString);
        }
    }

    @Test
    void aServerThatNobodyTrustedVouchesForIsToldNothing() {
        for (var startTls : new boolean[] {true, false}) {
            var stranger = lookup(startTls, Optional.of(slapd().strangers()));
            var system = lookup(startTls, Optional.empty());

            assertThrows(
                    Directory.Unreachable.class, () -> stranger.find(ADA_ADDRESS, ADA_PASSWORD));
            assertThrows(Directory.Unreachable.class, () -> system.find(ADA_ADDRESS, ADA_PASSWORD));
        }
    }

    @Test
    void aCertificateForAnotherNameIsNone() {
        for (var startTls : new boolean[] {true, false}) {
            var port = startTls ? slapd().plainPort() : slapd().tlsPort();
            // The same server, by a name that its certificate does not have.
            var other =
                    new LdapServer(
                            "localhost",
                            port,
                            startTls,
                            Optional.of(slapd().authorities()),
                            search(),
                            Set.of("acme.example"),
                            Optional.empty(),
                            Map.of());

            assertThrows(
                    Directory.Unreachable.class,
                    () -> new Lookup(other).find(ADA_ADDRESS, ADA_PASSWORD));
        }
    }

    @Test
    void aServerWithoutStartTlsIsToldNothing() throws IOException {
        var said = new ConcurrentLinkedQueue<String>();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var client = socket.accept()) {
                            var bytes = new byte[1_000];
                            // "Not now", in the words of RFC 4511, to whatever was asked.
                            int read = client.getInputStream().read(bytes);
                            said.add(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
                            client.getOutputStream()
                                    .write(
                                            new byte[] {
                                                0x30, 0x0c, 2, 1, 1, 0x78, 7, 10, 1, 2, 4, 0, 4, 0
                                            });
                            read = client.getInputStream().read(bytes);
                            said.add(
                                    read > 0
                                            ? new String(
                                                    bytes, 0, read, StandardCharsets.ISO_8859_1)
                                            : "");
                        } catch (IOException _) {
                            // The hub has gone, as it should.
                        }
                    });
            var lookup = new Lookup(server(socket.getLocalPort(), true, Optional.empty()));

            assertThrows(Directory.Unreachable.class, () -> lookup.find(ADA_ADDRESS, ADA_PASSWORD));
        }
        assertFalse(said.toString().contains(Slapd.ADMIN_PASSWORD));
        assertFalse(said.toString().contains(ADA_PASSWORD));
    }

    @Test
    void lettersThatMeanSomethingInAFilterFindNobody() {
        var lookup = lookup(true, Optional.of(slapd().authorities()));

        // Each of these is an address as browsers know it; the first two are everybody's in a
        // filter.
        for (var typed :
                new String[] {"*@acme.example", "a*a@acme.example", "ada|b@acme.example"}) {
            assertTrue(lookup.find(new EmailAddress(typed), ADA_PASSWORD).isEmpty(), typed);
        }
        assertEquals("(mail=\\2a\\29\\28uid=\\2a@x)", unchecked("(mail={mail})", "*)(uid=*@x"));
    }

    @Test
    void oneOfTwoIsNobody() {
        var lookup = lookup(true, Optional.of(slapd().authorities()));

        assertTrue(lookup.find(new EmailAddress("twin@acme.example"), "one of two").isEmpty());
    }

    @Test
    void aNameByPatternNeedsNoAccountOfTheHub() {
        var pattern = new LdapServer.Pattern("uid={name}," + PEOPLE);
        var direct = new Lookup(with(pattern));

        assertEquals("Ada Lovelace", direct.find(ADA_ADDRESS, ADA_PASSWORD).orElseThrow().name());
        assertTrue(direct.find(ADA_ADDRESS, "difference engine").isEmpty());
        assertTrue(direct.find(new EmailAddress("no@acme.example"), ADA_PASSWORD).isEmpty());
        assertEquals(
                "uid=a\\,dc=x\\+y," + PEOPLE,
                Names.dn("uid={name}," + PEOPLE, new EmailAddress("a,dc=x+y@acme.example")));
    }

    @Test
    void anEntryWithAnotherAddressIsNotThePersonWhoTyped() {
        // A pattern takes what stands before the @ from any domain of the directory.
        var hub =
                hub(
                        Map.of(
                                "MUSTER_LDAP_DOMAINS", "acme.example,other.example",
                                "MUSTER_LDAP_FILTER", "(uid={name})"));

        refused(hub, "ada@other.example", ADA_PASSWORD);
    }

    @Test
    void aDirectoryThatIsAwaySaysSoAndKeepsNobodyElseOut() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        var hub = hub(Map.of("MUSTER_LDAP_URL", "ldaps://127.0.0.1:" + closed));
        hub.person(hub.acme(), Role.OWNER, "olga@elsewhere.example");

        login(hub, ADA, ADA_PASSWORD).expect(503);
        hub.loggedIn("olga@elsewhere.example", ClockedHub.PASSWORD);
    }

    private ClockedHub hub(Map<String, String> other) {
        var settings = new HashMap<String, String>();
        settings.put("MUSTER_LDAP_URL", "ldap://127.0.0.1:" + slapd().plainPort());
        settings.put("MUSTER_LDAP_CA_FILE", slapd().authorities().toString());
        settings.put("MUSTER_LDAP_DOMAINS", "acme.example");
        settings.put("MUSTER_LDAP_BIND_DN", Slapd.ADMIN);
        settings.put("MUSTER_LDAP_BIND_PASSWORD", Slapd.ADMIN_PASSWORD);
        settings.put("MUSTER_LDAP_BASE", Slapd.BASE);
        settings.put("MUSTER_LDAP_ORGANIZATION", "acme");
        settings.put("MUSTER_LDAP_ROLES", "admin=%s; viewer=%s".formatted(ADMINS, STAFF));
        settings.putAll(other);
        var hub = new ClockedHub(settings);
        opened = hub;
        return hub;
    }

    private static Slapd slapd() {
        return Optional.ofNullable(slapd).orElseThrow();
    }

    private static String role(ClockedHub hub) {
        return hub.administer(
                        "select m.role from memberships m join people p on p.id = m.person_id"
                                + " where p.email = '"
                                + ADA
                                + "'")
                .getFirst();
    }

    private static TestClient.Answer login(ClockedHub hub, String email, String password) {
        return hub.client().post("/api/v1/sessions", Map.of("email", email, "password", password));
    }

    private static void refused(ClockedHub hub, String email, String password) {
        login(hub, email, password).expect(401);
    }

    private static ServerSocket listening(AtomicInteger asked) throws IOException {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        socket.accept().close();
                        asked.incrementAndGet();
                    } catch (IOException _) {
                        // Nobody came.
                    }
                });
        return socket;
    }

    private static Lookup lookup(boolean startTls, Optional<Path> authorities) {
        var port = startTls ? slapd().plainPort() : slapd().tlsPort();
        return new Lookup(server(port, startTls, authorities));
    }

    private static LdapServer with(LdapServer.Way way) {
        return new LdapServer(
                "127.0.0.1",
                slapd().tlsPort(),
                false,
                Optional.of(slapd().authorities()),
                way,
                Set.of("acme.example"),
                Optional.empty(),
                Map.of());
    }

    private static LdapServer server(int port, boolean startTls, Optional<Path> authorities) {
        return new LdapServer(
                "127.0.0.1",
                port,
                startTls,
                authorities,
                search(),
                Set.of("acme.example"),
                Optional.empty(),
                Map.of());
    }

    private static LdapServer.Search search() {
        return new LdapServer.Search(
                Slapd.ADMIN,
                Slapd.ADMIN_PASSWORD,
                Slapd.BASE,
                "(&(objectClass=person)(mail={mail}))");
    }

    private static String unchecked(String template, String address) {
        try {
            return Names.filter(template, new EmailAddress(address)).toString();
        } catch (com.unboundid.ldap.sdk.LDAPException e) {
            throw new IllegalStateException(e);
        }
    }
}
