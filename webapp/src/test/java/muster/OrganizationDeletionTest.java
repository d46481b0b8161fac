package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import muster.events.EventsOf;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization is deleted: nothing of it is left, and nothing of another is touched. */
@Tag("slow")
class OrganizationDeletionTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String LIST =
            "ii  base-files 12.4+deb12u2 amd64 x\nii  openssl 3.0.11-1~deb12u1 amd64 x\n";

    private final TestHub hub = new TestHub();

    @BeforeEach
    void bothHaveADevice() throws InterruptedException {
        for (var organization : List.of("acme", "globex")) {
            expect(201, organization, Role.OWNER, "POST", imports(organization), LIST);
            hub.program(organization, "events:write")
                    .send("/api/v1/agents/events", EventsOf.line("what happened here"))
                    .expect(200);
        }
        await(() -> hub.administer("select id from happenings").isEmpty());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void nothingOfItIsLeftAndNothingOfAnotherIsTouched() throws InterruptedException {
        var program = hub.program("acme");
        var globex = rows(hub.fixture.globex());
        assertTrue(rows(hub.fixture.acme()).size() > 10);

        expect(204, "acme", Role.OWNER, "DELETE", "/api/v1/orgs/acme", "");

        program.get("/api/v1/orgs/acme/devices").expect(410);
        program.send(imports("acme"), LIST).expect(410);
        expect(404, "acme", Role.OWNER, "GET", "/api/v1/orgs/acme/devices", "");
        expect(404, "acme", Role.VIEWER, "GET", "/o/acme", "");
        expect(200, "acme", Role.OWNER, "GET", "/api/v1/me", "");
        awaitEmpty(hub.fixture.acme());
        assertEquals(globex, rows(hub.fixture.globex()));
        expect(200, "globex", Role.OWNER, "GET", "/api/v1/orgs/globex/devices", "");
    }

    @Test
    void onlyAnOwnerWhoHasJustShownWhoTheyAreDeletes() {
        expect(403, "acme", Role.ADMIN, "DELETE", "/api/v1/orgs/acme", "");
        expect(404, "globex", Role.OWNER, "DELETE", "/api/v1/orgs/acme", "");
        var page = "/o/acme/settings/deletion";
        expect(200, "acme", Role.OWNER, "GET", page, "");
        expect(400, "acme", Role.OWNER, "POST", page, form("globex"));
        hub.administer("update sessions set proven_at = now() - interval '1 hour'");
        expect(403, "acme", Role.OWNER, "DELETE", "/api/v1/orgs/acme", "");
        expect(303, "acme", Role.OWNER, "POST", page, form("acme"));
        expect(200, "acme", Role.OWNER, "GET", "/api/v1/orgs/acme/devices", "");
    }

    @Test
    void thePageDeletesWhoTypesTheAddress() throws InterruptedException {
        var page = "/o/acme/settings/deletion";

        expect(303, "acme", Role.OWNER, "POST", page, form("acme"));

        awaitEmpty(hub.fixture.acme());
        var outbox = hub.outbox();
        assertTrue(outbox.contains("owner@acme.example"), outbox);
        assertTrue(outbox.contains("deleted"), outbox);
    }

    @Test
    void aKeyThatWasMadeForItDeletes() throws InterruptedException {
        var wanted =
                """
                {"name": "undertaker", "scopes": ["organization:delete"]}
                """;
        expect(403, "acme", Role.ADMIN, "POST", "/api/v1/orgs/acme/api-keys", wanted);
        var undertaker = hub.program("acme", "organization:delete");

        undertaker.delete("/api/v1/orgs/globex").expect(404);
        undertaker.delete("/api/v1/orgs/acme").expect(204);

        undertaker.delete("/api/v1/orgs/acme").expect(410);
        awaitEmpty(hub.fixture.acme());
    }

    private void expect(
            int status, String organization, Role role, String method, String path, String body) {
        var member = Optional.of(hub.member(organization, role));
        var answer = hub.send(member, method, path, body);
        assertEquals(status, answer.statusCode(), method + " " + path + ": " + answer.body());
    }

    private static String form(String slug) {
        return "{\"slug\": \"%s\"}".formatted(slug);
    }

    private static String imports(String organization) {
        return "/api/v1/orgs/" + organization + "/imports?format=dpkg&hostname=web-1";
    }

    private void awaitEmpty(Tenant tenant) throws InterruptedException {
        await(() -> rows(tenant).isEmpty());
        assertEquals(List.of(), rows(tenant));
    }

    /** What happens in the background happens soon. */
    private static void await(BooleanSupplier state) throws InterruptedException {
        var latest = Instant.now().plus(SOON);
        while (!state.getAsBoolean() && Instant.now().isBefore(latest)) {
            Thread.sleep(100);
        }
    }

    /** Every table that has rows of this organization, with their digest. */
    private List<String> rows(Tenant tenant) {
        var found = new ArrayList<String>();
        for (var table :
                hub.administer(
                        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                                + " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
                                + " and a.attname = 'org_id' order by 1")) {
            found.addAll(
                    hub.administer(
                            "select '%s ' || md5(string_agg(t::text, ',' order by t::text)) from %s t where org_id = '%s' having count(*) > 0"
                                    .formatted(table, table, tenant.id())));
        }
        return found;
    }
}
