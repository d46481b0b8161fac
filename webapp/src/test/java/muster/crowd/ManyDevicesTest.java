package muster.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import muster.devices.Device;
import muster.devices.Devices;
import muster.devices.Timeline;
import muster.web.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With 100,000 devices a page of them reads no more than ten times the rows that it shows. */
@Tag("slow")
class ManyDevicesTest {
    private final Devices devices = new Devices(Crowd.database());

    @Test
    void listReadsLittleHoweverItIsAsked() {
        var asked =
                Stream.of(
                        "",
                        "sort=-hostname",
                        "sort=first_seen",
                        "sort=last_seen",
                        "sort=-last_seen",
                        "sort=-findings",
                        "sort=-software",
                        "sort=-exploited",
                        "q=type:printer",
                        "q=type:server&sort=-findings",
                        "q=hostname:web-777*",
                        "q=hostname:web-77",
                        "q=os_name:alpine*",
                        "q=ip_address:10.1.134.160",
                        "q=exploited:>0&sort=-exploited");
        assertEquals(List.of(), asked.flatMap(this::tooMuch).toList());
    }

    @Test
    void lateAndRetiredReadLittleInTheirOwnOrder() {
        var asked =
                Stream.of(
                        "q=status:late",
                        "q=status:late&sort=-findings",
                        "status=late&sort=hostname",
                        "q=status:late type:server",
                        "q=status:late web",
                        "q=-status:reporting -status:listed -status:retired",
                        "q=status:offline",
                        "q=status:late OR status:offline",
                        "q=status:offline&sort=-findings",
                        "q=status:retired",
                        "q=status:retired&sort=-last_seen",
                        "q=status:reporting&sort=-findings",
                        "q=-status:retired",
                        "q=status:<=late");
        assertEquals(List.of(), asked.flatMap(this::tooMuch).toList());
    }

    @Test
    void wordsReadLittleWhetherRareOrCommon() {
        var asked =
                Stream.of(
                        "q=web",
                        "q=w",
                        "q=9",
                        "q=web-9",
                        "q=web-9&sort=hostname",
                        "q=9&sort=-findings",
                        "q=web-99999",
                        "q=99999",
                        "q=linux",
                        "q=rare",
                        "q=debian rare",
                        "q=web&sort=-last_seen",
                        "q=\"gnu linux\"",
                        "q=alpine");
        assertEquals(List.of(), asked.flatMap(this::tooMuch).toList());
    }

    @Test
    void everyPageIsReachedByItsCursor() {
        var asked =
                Stream.of(
                        "",
                        "q=status:late",
                        "q=status:retired",
                        "q=web-9",
                        "q=9",
                        "sort=-findings");
        assertEquals(
                List.of(),
                asked.map(one -> one + "&cursor=" + tenthPage(one))
                        .flatMap(this::tooMuch)
                        .toList());
    }

    @Test
    void timelineReadsLittle() {
        var timeline = new Timeline(Crowd.database());
        var device = Crowd.id("device1");
        assertEquals(
                List.of(),
                Crowd.tooMuch("timeline", () -> Math.min(Crowd.SHOWN, timeline.of(device).size())));
    }

    private Stream<String> tooMuch(String asked) {
        return Crowd.tooMuch(asked, () -> page(asked).items().size()).stream();
    }

    private String tenthPage(String asked) {
        var cursor = "";
        for (int page = 0; page < 10; page++) {
            var next = asked + "&cursor=" + cursor;
            cursor = Crowd.inAcme(() -> String.valueOf(page(next).nextCursor()));
        }
        return cursor;
    }

    private Page<Device> page(String asked) {
        return devices.matching(devices.ask(Crowd.parameters(asked), Crowd.NOW), Crowd.NOW);
    }
}
