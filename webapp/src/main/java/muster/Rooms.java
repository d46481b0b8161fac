package muster;

import io.helidon.webserver.http.Handler;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import muster.database.Database;
import muster.database.Entities;
import muster.happenings.Happenings;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Front;
import muster.web.Pages;
import muster.web.RateLimits;
import muster.web.Replies;
import muster.web.Routes;
import muster.web.Shells;
import muster.web.Site;
import muster.web.StaticFiles;
import muster.web.Templates;
import muster.web.Visitor;
import muster.web.Visitors;

/** Every room of the hub, wired by hand from top to bottom. */
final class Rooms implements AutoCloseable {
    static final Entities ENTITIES = new Entities();

    private final Site site;
    private final StaticFiles staticFiles;
    private final Templates templates;
    private final RateLimits limits;
    private final Desk desk;
    private final Routes routes;
    private final Happenings happenings;

    static Rooms wire(Settings settings, Database database, Clock clock) {
        return new Rooms(settings, database, clock);
    }

    private Rooms(Settings settings, Database database, Clock clock) {
        site = new Site(settings.publicUrl(), settings.development());
        var sources = settings.sources();
        staticFiles =
                sources.map(folder -> StaticFiles.in(folder.resolve("static")))
                        .orElseGet(StaticFiles::onClassPath);
        templates = templates(sources, clock);
        limits = new RateLimits(clock);
        happenings = new Happenings(database, clock);
        Visitors visitors =
                new Visitors() {
                    @Override
                    public Visitor of(Credentials credentials) {
                        return new Visitor.Anonymous();
                    }

                    @Override
                    public Optional<Visitor.Organization> demo() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> formerly(String slug) {
                        return Optional.empty();
                    }
                };
        desk = new Desk(database, visitors, clock);
        routes = new Routes();
    }

    Handler staticFiles() {
        return staticFiles;
    }

    Front front(Addresses addresses) {
        var replies = new Replies(new Pages(templates), new Shells(site), site);
        return new Front(routes, desk, replies, site, addresses, limits);
    }

    void start() {
        happenings.start();
    }

    @Override
    public void close() {
        happenings.close();
    }

    private Templates templates(Optional<Path> sources, Clock clock) {
        return sources.map(folder ->
                        Templates.edited(folder.resolve("templates"), clock, staticFiles::hashed))
                .orElseGet(() -> Templates.packaged(clock, staticFiles::hashed));
    }
}
