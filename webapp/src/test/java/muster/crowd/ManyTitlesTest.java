package muster.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import muster.inventory.Installations;
import muster.inventory.SoftwareList;
import muster.web.Query;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With 20,000 titles, and 2,000 of them on one device, a page of them reads little. */
@Tag("slow")
class ManyTitlesTest {
    private final SoftwareList software = new SoftwareList(Crowd.database());
    private final Installations installations = new Installations(Crowd.database());

    @Test
    void listReadsLittleHoweverItIsAsked() {
        var asked =
                Stream.of(
                        "",
                        "sort=-name",
                        "sort=-devices",
                        "q=l",
                        "q=lib",
                        "q=lib7",
                        "q=lib77",
                        "q=lib7777",
                        "q=lib7&sort=name",
                        "q=lib1&sort=-devices",
                        "q=source:pypi",
                        "q=source:deb&sort=-devices",
                        "q=name:lib9*");
        assertEquals(
                List.of(),
                asked.flatMap(one ->
                                Crowd.tooMuch(
                                        one,
                                        () ->
                                                software.titles(
                                                                software.ask(
                                                                        Crowd.parameters(one),
                                                                        Crowd.CLOCK))
                                                        .items()
                                                        .size())
                                        .stream())
                        .toList());
    }

    @Test
    void softwareOfADeviceReadsLittle() {
        var device = Crowd.id("device1");
        var asked = Stream.of("", "sort=-name", "sort=-first_seen", "q=lib", "q=lib777");
        assertEquals(
                List.of(),
                asked.flatMap(one ->
                                Crowd.tooMuch(
                                        one,
                                        () ->
                                                installations
                                                        .on(device, onDevice(one))
                                                        .items()
                                                        .size())
                                        .stream())
                        .toList());
    }

    @Test
    void devicesOfAVersionReadLittle() {
        for (var version : List.of("version1", "version50", "version700")) {
            assertEquals(List.of(), holders(Crowd.id(version), version));
        }
    }

    private List<String> holders(UUID id, String name) {
        var title = Crowd.id(name.replace("version", "title"));
        var version = Crowd.inAcme(() -> software.version(title, id)).orElseThrow();
        return Stream.of("", "q=hostname:web-777*")
                .flatMap(asked ->
                        Crowd.tooMuch(
                                name + asked,
                                () ->
                                        installations
                                                .holders(
                                                        version,
                                                        installations.ask(
                                                                version,
                                                                Crowd.parameters(asked),
                                                                Crowd.CLOCK))
                                                .items()
                                                .size())
                                .stream())
                .toList();
    }

    private static Query onDevice(String asked) {
        return Query.parse(Crowd.parameters(asked), Installations.ON_DEVICE, Crowd.CLOCK);
    }
}
