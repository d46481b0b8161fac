package muster.e2e.swarm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import muster.e2e.Api;
import muster.e2e.Eventually;
import muster.e2e.Person;
import muster.e2e.RunningHub;

/** A hub with an organization, and what its owner sees of collectors. */
final class Headquarters implements AutoCloseable {
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(20);

    private final RunningHub hub;
    private final Person.Founded acme;
    private final Api ada;

    private Headquarters(RunningHub hub) {
        this.hub = hub;
        this.acme = Person.ADA.signUp(hub);
        Person.ADA.confirm(hub);
        this.ada = Person.ADA.session(hub);
    }

    static Headquarters open() {
        return new Headquarters(RunningHub.start());
    }

    /** Where nobody listens. */
    static URI nowhere() {
        return URI.create("http://localhost:" + RunningHub.freePort());
    }

    URI url() {
        return hub.url();
    }

    /** A collector with a token that lets in nobody else. */
    Station station(String name, Path folder) {
        var token =
                acme.api()
                        .post(acme.path("/enrollment-tokens"), Map.of("max_uses", 1))
                        .expect(201)
                        .json()
                        .path("token")
                        .asText();
        return new Station(name, folder, hub.url(), token);
    }

    /** The page of the one collector of this name says this, or it soon does. */
    void shows(Station station, String words) {
        var page = "/o/" + acme.slug() + "/collectors/" + collector(station);
        Eventually.holds(
                words + " on the page of " + station.name,
                SHOWN_WITHIN,
                () -> ada.get(page).expect(200).text().contains(words));
    }

    /** What the collector's events say, in the order of the alphabet. */
    List<String> events(Station station) {
        var found = new ArrayList<String>();
        acme.api()
                .get(acme.path("/events?limit=500&q=collector:" + collector(station)))
                .expect(200)
                .json()
                .path("items")
                .forEach(event -> found.add(event.path("message").asText()));
        Collections.sort(found);
        return found;
    }

    private String collector(Station station) {
        var found =
                acme.api()
                        .get(acme.path("/collectors?q=name:" + station.name))
                        .expect(200)
                        .json()
                        .path("items");
        if (found.size() != 1) {
            throw new AssertionError(station.name + ": " + found);
        }
        return found.get(0).path("id").asText();
    }

    @Override
    public void close() {
        hub.close();
    }
}
