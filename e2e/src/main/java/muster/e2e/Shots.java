package muster.e2e;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A picture of every page, light and dark, wide and narrow, and a sheet that shows them all. */
public final class Shots {
    private static final String DEMO = "/o/demo";
    private static final List<String> PUBLIC_PAGES =
            List.of("/", "/pricing", "/signup", "/login", "/forgot", "/docs", "/feeds", "/status");

    /** Pages that nothing links to in a place where the crawl comes by. */
    private static final List<String> FURTHER_PAGES =
            List.of("/?sample=debian", "/signup/sent", "/gallery", DEMO + "/search?q=openssl");

    private static final Duration DEMO_AT_MOST = Duration.ofMinutes(3);

    private final Path folder;
    private final List<String> complaints = new ArrayList<>();

    private Shots(Path folder) {
        this.folder = folder;
    }

    /** The folder of feeds, when there is one, gives the pages findings to show. */
    static void main(String[] arguments) throws IOException {
        var settings =
                arguments.length == 0
                        ? Map.<String, String>of()
                        : Map.of("MUSTER_FEEDS", Path.of(arguments[0]).toAbsolutePath().toString());
        var shots = new Shots(Home.folder().resolve("shots"));
        try (var hub = RunningHub.start(settings, "demo");
                var browser = Browser.start()) {
            shots.take(hub, browser);
        }
        shots.complaints.forEach(System.err::println);
        System.exit(shots.complaints.isEmpty() ? 0 : 1);
    }

    private void take(RunningHub hub, Browser browser) throws IOException {
        Files.createDirectories(folder);
        var strangers = new LinkedHashMap<String, String>();
        var members = new LinkedHashMap<String, String>();
        var acme = Person.ADA.signUp(hub);
        Person.ADA.confirm(hub);
        acme.api().postText(acme.path("/imports?format=dpkg&hostname=web-1"), Samples.DPKG);
        awaitDemo(hub);
        try (var stranger = browser.visitor(hub)) {
            var crawl = new Crawl(stranger, hub.url(), complaints);
            crawl.from(PUBLIC_PAGES).forEach((kind, path) -> strangers.put(ofDemo(kind), path));
            crawl.from(List.of(DEMO)).forEach((kind, path) -> strangers.put(ofDemo(kind), path));
            stranger.forgetComplaints();
        }
        try (var member = signedIn(Person.ADA, hub, browser, Look.WIDE_LIGHT)) {
            var crawl = new Crawl(member, hub.url(), complaints);
            members.putAll(crawl.from(List.of("/o/" + acme.slug(), "/account", "/orgs")));
            member.forgetComplaints();
        }
        members.keySet().removeAll(strangers.keySet());
        FURTHER_PAGES.forEach(path -> strangers.put(path, path));
        strangers.put("/error-page", "/nothing-here");
        var newcomers = newcomer(hub, strangers);
        for (var look : Look.values()) {
            shoot(strangers, browser.visitor(hub, look), look);
            shoot(members, signedIn(Person.ADA, hub, browser, look), look);
            shoot(newcomers, signedIn(Person.GRACE, hub, browser, look), look);
        }
        var all = new LinkedHashMap<>(strangers);
        all.putAll(members);
        all.putAll(newcomers);
        Files.writeString(folder.resolve("index.html"), sheet(all));
        System.out.println(all.size() + " pages: " + folder.resolve("index.html").toUri());
    }

    /** The demo is told in the background, after the hub is ready. */
    private static void awaitDemo(RunningHub hub) {
        Eventually.holds(
                "the demo is made",
                DEMO_AT_MOST,
                () -> hub.output().contains("made the demo organization"));
    }

    /** Pages of the demo and of the member's own organization are both shown. */
    private static String ofDemo(String kind) {
        return kind.replaceFirst("^/o/\\{org\\}", DEMO);
    }

    /**
     * Somebody who has mails with links that nobody opened, and an organization without devices.
     */
    private static Map<String, String> newcomer(RunningHub hub, Map<String, String> strangers) {
        var globex = Person.GRACE.signUp(hub);
        var mail = new Outbox(hub).awaitMail(Person.GRACE.email(), "/verify/");
        Person.GRACE.confirm(hub);
        Api.of(hub).post("/forgot", Map.of("email", Person.GRACE.email()));
        var reset = new Outbox(hub).awaitMail(Person.GRACE.email(), "/reset/");
        strangers.put("/reset", URI.create(reset.link("/reset/")).getPath());
        strangers.put("/verify", URI.create(mail.link("/verify/")).getPath());
        var empty = new LinkedHashMap<String, String>();
        for (var page :
                List.of("", "/devices", "/software", "/findings", "/coverage", "/scans", "/map")) {
            empty.put("/empty" + page, "/o/" + globex.slug() + page);
        }
        return empty;
    }

    private static Visitor signedIn(Person person, RunningHub hub, Browser browser, Look look) {
        var visitor = browser.visitor(hub, look);
        visitor.open("/login");
        person.logIn(visitor.page());
        return visitor;
    }

    private void shoot(Map<String, String> pages, Visitor visitor, Look look) {
        pages.forEach((kind, path) -> {
            visitor.page().navigate(path);
            var options = new Page.ScreenshotOptions().setFullPage(true);
            visitor.page().screenshot(options.setPath(folder.resolve(file(kind, look))));
        });
        visitor.complaints().stream()
                .filter(complaint -> !complaint.contains("/nothing-here"))
                .forEach(complaints::add);
        visitor.forgetComplaints();
        visitor.close();
    }

    private static String file(String kind, Look look) {
        var name = kind.equals("/") ? "landing" : kind.substring(1).replaceAll("[^a-z0-9]+", "-");
        return "%s.%s.png".formatted(name, look.name().toLowerCase(Locale.ROOT));
    }

    private static String sheet(Map<String, String> pages) {
        var rows = new StringBuilder();
        pages.forEach((kind, _) -> {
            rows.append("<h2>%s</h2>\n<p>".formatted(kind));
            for (var look : Look.values()) {
                var file = file(kind, look);
                rows.append(
                        "<a href='%s'><img src='%s' width='%d' alt='%s'></a>\n"
                                .formatted(file, file, look.width() / 3, look));
            }
        });
        return "<!doctype html><meta charset='utf-8'><title>Pages of Muster</title>"
                + "<style>img {vertical-align: top; border: 1px solid #999}</style>\n"
                + rows;
    }
}
