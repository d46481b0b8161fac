package muster.organizations;

import static muster.organizations.Founders.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import muster.ClockedHub;
import muster.database.Sql;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing up with bad input, too often, at the same time, and without leaving secrets. */
class SignUpLimitsTest {
    private final Founders founders = new Founders();
    private final ClockedHub hub = founders.hub;

    @AfterEach
    void close() {
        founders.close();
    }

    @Test
    void aFormComesBackWithWhatWasTypedButNeverThePassword() {
        var page =
                hub.client()
                        .submit(
                                "/signup",
                                Map.of(
                                        "email", "not an address",
                                        "password", "hunter2",
                                        "name", "Ada <b>",
                                        "organization", "Initech",
                                        "paste", "ii openssl"))
                        .expect(400)
                        .body();

        assertTrue(page.contains("value=\"not an address\""), page);
        assertTrue(page.contains("Ada &lt;b&gt;"));
        assertTrue(page.contains("ii openssl"));
        assertFalse(page.contains("hunter2"));
        assertTrue(page.contains("At least 10"));
    }

    @Test
    void oneAddressSignsUpTwentyTimesAMinute() {
        var client = hub.client("203.0.113.9");
        for (int i = 0; i < 20; i++) {
            client.post("/api/signup", Map.of("email", "no")).expect(400);
        }

        client.post("/api/signup", Map.of("email", "no")).expect(429);
        hub.client("203.0.113.10").post("/api/signup", Map.of("email", "no")).expect(400);
    }

    @Test
    void aMailboxIsNotFloodedByStrangers() {
        for (int i = 0; i < 14; i++) {
            founders.signUp(ADA, "Initech").expect(201);
        }

        assertEquals(10, hub.letters(ADA));
    }

    @Test
    void badInputIsToldFieldByField() {
        var answer =
                hub.client()
                        .post(
                                "/api/v1/signup",
                                Map.of(
                                        "email",
                                        "x",
                                        "password",
                                        "1234567890",
                                        "name",
                                        " ",
                                        "organization",
                                        "\u0007"))
                        .expect(400);

        var detail = answer.json().path("detail").asText();
        for (var field : new String[] {"email:", "password:", "name:", "organization:"}) {
            assertTrue(detail.contains(field), detail);
        }
    }

    @Test
    void secretsAreNowhereAtRest() {
        var key = founders.signUp(ADA, "Initech").json().path("api_key").asText();
        var link = hub.mailedPath(ADA).substring("/verify/".length());
        var tenant = hub.client().bearer(key).get("/api/v1/orgs").json().path("items").get(0);

        var rows =
                hub.database()
                        .inTenant(
                                new Tenant(UUID.fromString(tenant.path("id").asText())),
                                () ->
                                        hub.database()
                                                .list(
                                                        Sql.of(
                                                                """
                                                                select row_to_json(a)::text as row from audit_entries a
                                                                union all select row_to_json(k)::text from api_keys k
                                                                """),
                                                        row -> row.text("row")));
        var links =
                hub.database()
                        .atDoor(() ->
                                hub.database()
                                        .list(
                                                Sql.of(
                                                        "select row_to_json(l)::text as row from mailed_links l"),
                                                row -> row.text("row")));

        var all = String.join("\n", rows) + String.join("\n", links);
        assertNotEquals("", all);
        assertFalse(all.contains(key));
        assertFalse(all.contains(link));
        assertFalse(all.contains(ClockedHub.PASSWORD));
    }

    @Test
    void namesThatLookAlikeGetAddressesOfTheirOwn() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var signUps =
                    IntStream.range(0, 12)
                            .mapToObj(i ->
                                    (Callable<String>)
                                            () ->
                                                    founders.signUp("a" + i + "@x.example", "Acme!")
                                                            .expect(201)
                                                            .json()
                                                            .path("organization")
                                                            .path("slug")
                                                            .asText())
                            .toList();
            var slugs = new TreeSet<String>();
            for (var slug : threads.invokeAll(signUps)) {
                slugs.add(slug.get());
            }
            assertEquals(12, slugs.size(), slugs.toString());
            // The cast has one of that name already.
            assertFalse(slugs.contains("acme"), slugs.toString());
        }
    }
}
