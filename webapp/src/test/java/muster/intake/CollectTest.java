package muster.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import muster.ClockedHub;
import muster.tenancy.Role;
import org.junit.jupiter.api.Test;

/** What the page tells people to run does what it says. */
class CollectTest {
    private static final Pattern ADDRESS =
            Pattern.compile("http://localhost:\\d+(/[^ ?]+)\\?format=(\\w+)&amp;hostname");

    @Test
    void everyLineToCopySendsAList() {
        var lists =
                Map.of(
                        "dpkg", "ii  bash  5.2.15-2+b2  amd64  shell",
                        "rpm", "bash-5.1.8-9.el9.x86_64",
                        "apk", "busybox-1.36.1-r5 x86_64 {busybox} (GPL-2.0-only) [installed]");
        try (var hub = new ClockedHub()) {
            var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var wanted = Map.of("name", "Cron", "scopes", List.of("inventory:write"));
            var key = ada.post("/api/v1/orgs/acme/api-keys", wanted).json().path("key").asText();
            var lines = ADDRESS.matcher(ada.get("/o/acme/imports").expect(200).body());
            var sent = new HashSet<String>();
            while (lines.find()) {
                var format = lines.group(2);
                var path = lines.group(1) + "?format=" + format + "&hostname=web-" + format;
                hub.client().bearer(key).send(path, lists.getOrDefault(format, "")).expect(201);
                sent.add(format);
            }
            assertEquals(lists.keySet(), sent);
        }
    }
}
