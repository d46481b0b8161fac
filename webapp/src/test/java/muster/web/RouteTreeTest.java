package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import muster.web.Route.Face;
import org.junit.jupiter.api.Test;

class RouteTreeTest {
    private final RouteTree tree =
            new RouteTree(
                    List.of(
                            route("GET", "/"),
                            route("GET", "/o/{org}"),
                            route("GET", "/o/{org}/devices"),
                            route("GET", "/o/{org}/devices/new"),
                            route("GET", "/o/{org}/devices/{id}"),
                            route("POST", "/o/{org}/devices/{id}/retirement")));

    @Test
    void parametersAreTakenFromThePath() {
        var match = tree.find("GET", "/o/acme/devices/7");

        assertEquals("/o/{org}/devices/{id}", match.route().path());
        assertEquals(Map.of("org", "acme", "id", "7"), match.parameters());
    }

    @Test
    void aWordGoesBeforeAParameter() {
        assertEquals(
                "/o/{org}/devices/new", tree.find("GET", "/o/acme/devices/new").route().path());
    }

    @Test
    void aHeadIsAnsweredLikeAGet() {
        assertEquals("/", tree.find("HEAD", "/").route().path());
    }

    @Test
    void anotherMethodIs405AndSaysWhich() {
        var problem = assertThrows(Problem.class, () -> tree.find("DELETE", "/o/acme/devices/7"));

        assertEquals(405, problem.status());
    }

    @Test
    void anUnknownPathIs404() {
        assertEquals(404, assertThrows(Problem.class, () -> tree.find("GET", "/x")).status());
    }

    @Test
    void nothingIsNamedWithANul() {
        var problem = assertThrows(Problem.class, () -> tree.find("GET", "/o/acme/devices/%00"));

        assertEquals(404, problem.status());
    }

    @Test
    void anEscapedSlashStaysInItsSegment() {
        assertEquals("a/b", tree.find("GET", "/o/acme/devices/a%2Fb").parameters().get("id"));
    }

    @Test
    void aBrokenEscapeIs400() {
        assertEquals(400, assertThrows(Problem.class, () -> tree.find("GET", "/o/%zz")).status());
    }

    private static Route route(String method, String path) {
        return new Route(
                method,
                path,
                Face.PAGE,
                false,
                new Way(Door.ANYONE, null, _ -> Reply.Json.nothing()));
    }
}
