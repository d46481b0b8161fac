package muster.organizations;

import java.util.Map;
import java.util.TreeMap;
import muster.ClockedHub;
import muster.TestClient;

/** A hub and those who sign up at it: Ada founds Initech. */
final class Founders implements AutoCloseable {
    static final String ADA = "ada@initech.example";

    final ClockedHub hub = new ClockedHub();

    /** Signs up as a program does. */
    TestClient.Answer signUp(String email, String organization) {
        return signUp(email, organization, ClockedHub.PASSWORD);
    }

    TestClient.Answer signUp(String email, String organization, String password) {
        return signUp("Ada Lovelace", email, organization, password);
    }

    TestClient.Answer signUp(String name, String email, String organization, String password) {
        return hub.client()
                .post(
                        "/api/v1/signup",
                        Map.of(
                                "email", email,
                                "password", password,
                                "name", name,
                                "organization", organization));
    }

    /** Signs Ada up as a browser does, with these fields besides. */
    TestClient.Answer submit(Map<String, String> more) {
        var fields =
                new TreeMap<>(
                        Map.of(
                                "email",
                                ADA,
                                "password",
                                ClockedHub.PASSWORD,
                                "name",
                                "Ada",
                                "organization",
                                "Initech"));
        fields.putAll(more);
        return hub.client().submit("/signup", fields);
    }

    /** Presses the button behind the link that was mailed last. */
    TestClient.Answer confirm(String email) {
        return open(hub.mailedPath(email));
    }

    /** Presses the button behind this link. */
    TestClient.Answer open(String path) {
        return hub.client().post("/api/v1" + path, Map.of());
    }

    TestClient.Answer signIn(String email) {
        return signIn(hub.client(), email, ClockedHub.PASSWORD);
    }

    TestClient.Answer signIn(TestClient client, String email, String password) {
        return client.post("/api/v1/sessions", Map.of("email", email, "password", password));
    }

    TestClient signedIn(String email) {
        var client = hub.client();
        signIn(client, email, ClockedHub.PASSWORD).expect(200);
        return client;
    }

    @Override
    public void close() {
        hub.close();
    }
}
