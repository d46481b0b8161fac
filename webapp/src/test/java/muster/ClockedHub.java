package muster;

import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.demo.Demo;
import muster.demo.Developer;
import muster.identity.EmailAddress;
import muster.identity.Outbox;
import muster.identity.QuickHash;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.web.Addresses;
import muster.web.Listener;
import muster.web.Patience;
import muster.web.SlowClients;
import org.jspecify.annotations.Nullable;

/** A whole hub on a database of its own, whose clock a test moves. It believes X-Forwarded-For. */
public final class ClockedHub implements AutoCloseable {
    public static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");
    public static final String PASSWORD = "seven purple otters";
    private static final String PASSWORD_HASH = QuickHash.of(PASSWORD);

    public final TestClock clock = new TestClock(MONDAY);
    private final TestDatabase test = TestDatabase.fresh();
    private final AtomicInteger clients = new AtomicInteger();
    private final Rooms rooms;
    private final Listener listener;
    private @Nullable Listener collectors;

    public ClockedHub() {
        this(Map.of());
    }

    /** With settings of its own, by their variables. */
    public ClockedHub(Map<String, String> settings) {
        rooms = new Rooms(settings(settings), test.database(), TestDatabase.KEY, clock);
        var addresses = Addresses.trusting("127.0.0.0/8");
        listener =
                Listener.open(
                        InetAddress.getLoopbackAddress(),
                        0,
                        new Listener.Handlers(
                                rooms.staticFiles(),
                                Listener.health(() -> true),
                                Listener.health(() -> true),
                                rooms.front(addresses)),
                        new SlowClients(Patience.USUAL, addresses::trusts),
                        Optional.empty());
    }

    public Database database() {
        return test.database();
    }

    /** What makes the demo organization; the catalogue has the project's excerpt. */
    public Demo demo() {
        if (!rooms.catalogue.loaded()) {
            rooms.feeds.refresh();
        }
        return rooms.demo;
    }

    /** Who may change the demo organization, logged in. */
    public TestClient developer() {
        rooms.developer().moveIn();
        return loggedIn(Developer.EMAIL, Developer.PASSWORD);
    }

    /** Runs a statement as the superuser, past all policies; says the first column of its rows. */
    public List<String> administer(String statement) {
        return test.administer(statement);
    }

    public Tenant acme() {
        return test.acme();
    }

    public Tenant globex() {
        return test.globex();
    }

    int port() {
        return listener.port();
    }

    /** Where it listens, as programs of this machine reach it. */
    public String address() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** Somebody at an address that nobody else has. */
    public TestClient client() {
        var number = clients.incrementAndGet();
        return client("198.51.%d.%d".formatted(100 + number / 250, number % 250 + 1));
    }

    public TestClient client(String address) {
        return new TestClient(URI.create(address()), address);
    }

    /** A collector that is new in this organization. */
    public TestCollector collector(Tenant tenant) {
        return TestCollector.enrolled(
                database(), tenant, URI.create("http://127.0.0.1:" + listener.port()));
    }

    /** A scanner that is new in this organization. */
    public TestCollector scanner(Tenant tenant) {
        return TestCollector.scanner(
                database(), tenant, URI.create("http://127.0.0.1:" + listener.port()));
    }

    /** What identifies devices again once there are other rules. */
    public Runnable reidentification() {
        return rooms.scanning.reidentification;
    }

    /** A collector that has enrolled, with the key that it was told. */
    public TestCollector collector(UUID id, UUID key, byte[] secret) {
        return TestCollector.of(id, key, secret, URI.create("http://127.0.0.1:" + listener.port()));
    }

    /** What tells owners how far the record has got, once a day. */
    public Runnable dailyHeads() {
        return rooms.organizations.dailyHeads;
    }

    /** What asks name servers again for domains that were proven, once a day. */
    public Runnable domainChecks() {
        return rooms.singleSignOn.domainChecks;
    }

    /** What fetches the descriptions of identity providers again, once a day. */
    public Runnable identityProviders() {
        return rooms.singleSignOn.watch;
    }

    /** What forgets sign-ins through identity providers that are long over. */
    public Runnable singleSignOnUpkeep() {
        return rooms.singleSignOn.upkeep;
    }

    /** What removes collectors that are gone for long, once a day. */
    public Runnable removals() {
        return rooms.enrollment.removals;
    }

    /** Writes the check-ins down, as the hub does every second. */
    public void flushHeartbeats() {
        rooms.enrollment.heartbeats.flush();
    }

    /** Where collectors show their certificate. */
    public synchronized URI collectorsAt() {
        if (collectors == null) {
            var addresses = Addresses.trusting("127.0.0.0/8");
            collectors =
                    Listener.openForCollectors(
                            InetAddress.getLoopbackAddress(),
                            0,
                            rooms.front(addresses),
                            new SlowClients(Patience.USUAL, addresses::trusts),
                            rooms.mutualTls());
            rooms.collectorsAt(collectors.port());
        }
        return rooms.collectorsAt();
    }

    /** Somebody signed in who is this in that organization. */
    public TestClient member(Tenant tenant, Role role, String email) {
        person(tenant, role, email);
        return loggedIn(email, PASSWORD);
    }

    public TestClient loggedIn(String email, String password) {
        var client = client();
        client.post("/api/v1/sessions", Map.of("email", email, "password", password)).expect(200);
        client.csrf(client.get("/api/v1/me").expect(200).json().path("csrf").asText());
        return client;
    }

    /** A person who is this in that organization; a new one where the address is new. */
    public void person(Tenant tenant, Role role, String email) {
        var address = EmailAddress.of(email).orElseThrow();
        var name = email.substring(0, email.indexOf('@'));
        var person =
                database()
                        .atDoor(() -> rooms.identity.people.welcome(address, name, PASSWORD_HASH));
        database()
                .inTenant(
                        tenant,
                        () ->
                                database()
                                        .run(
                                                Sql.of(
                                                        "insert into memberships (person_id, role) values (?, ?)",
                                                        person.id(),
                                                        role.word())));
    }

    /** Writes lockouts down, as the hub does every minute. */
    public void recordLockouts() {
        rooms.identity.lockouts.run();
    }

    /** The newest letter to this address. */
    public Outbox.Sent letter(String to) {
        return letterAbout(to, "");
    }

    /** The newest letter to this address whose subject says this. */
    public Outbox.Sent letterAbout(String to, String subject) {
        return rooms.outbox.orElseThrow().letters().stream()
                .filter(letter -> letter.to().equals(to) && letter.subject().contains(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no letter to " + to));
    }

    public long letters(String to) {
        return rooms.outbox.orElseThrow().letters().stream()
                .filter(letter -> letter.to().equals(to))
                .count();
    }

    /** What the letters to this address are about, the newest first. */
    public List<String> subjects(String to) {
        return rooms.outbox.orElseThrow().letters().stream()
                .filter(letter -> letter.to().equals(to))
                .map(Outbox.Sent::subject)
                .toList();
    }

    /** The path of the only link of the newest letter to this address. */
    public String mailedPath(String to) {
        return URI.create(letter(to).links().getFirst()).getPath();
    }

    @Override
    public void close() {
        listener.close();
        if (collectors != null) {
            collectors.close();
        }
        rooms.close();
        test.close();
    }

    private static Settings settings(Map<String, String> own) {
        var all = new TreeMap<>(own);
        all.put("MUSTER_PORT", "8080");
        all.put("MUSTER_DATA", "/nowhere");
        try {
            return Settings.read(all);
        } catch (Settings.Refused refused) {
            throw new IllegalStateException(refused);
        }
    }
}
