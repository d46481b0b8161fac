package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import muster.web.Messages;
import muster.web.Templates;
import org.junit.jupiter.api.Test;

/** What a timeline says in words. */
class MomentsTest {
    private final Messages messages =
            Templates.packaged(Clock.systemUTC(), link -> link).messages();

    @Test
    void saysOnlyWhatHappened() {
        assertEquals("3 added, 1 upgraded", Moments.counted(3, 0, 1, messages));
        assertEquals("2 removed", Moments.counted(0, 2, 0, messages));
    }

    @Test
    void callsTypesByTheirNames() {
        assertEquals(
                "Server → Virtual machine",
                Moments.changed("asset_type", "server", "virtual_machine", messages));
        assertEquals("11 → 12", Moments.changed("os_version", "11", "12", messages));
    }

    @Test
    void showsATypeWithoutANameAsItWasTold() {
        assertEquals("beacon", DeviceTypes.title("beacon", messages));
        assertEquals("Type not known", DeviceTypes.title("unknown", messages));
    }
}
