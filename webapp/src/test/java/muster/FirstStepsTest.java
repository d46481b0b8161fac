package muster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import muster.tenancy.Role;
import org.junit.jupiter.api.Test;

/** Wherever the first device is missing, the agent is offered first, a key of the API last. */
class FirstStepsTest {
    private static final List<String> EMPTY = List.of("", "/devices", "/software", "/findings");

    @Test
    void enrollingComesBeforePastingAndKeysComeLast() {
        try (var hub = new ClockedHub()) {
            var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            for (var path : EMPTY) {
                var page = main(ada.get("/o/acme" + path).expect(200).body());
                var enroll = page.indexOf("/o/acme/enroll\"");
                var paste = page.indexOf("/o/acme/imports\"");
                var key = page.indexOf("/settings/keys");
                assertTrue(enroll > 0 && enroll < paste, path + page);
                assertTrue(key < 0 || key > paste, path + page);
            }
        }
    }

    private static String main(String page) {
        return page.substring(page.indexOf("<main"));
    }
}
