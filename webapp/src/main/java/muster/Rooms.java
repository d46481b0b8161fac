package muster;

import io.helidon.webserver.http.Handler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import muster.audit.Audit;
import muster.catalogue.Catalogue;
import muster.catalogue.Feeds;
import muster.catalogue.Follower;
import muster.database.Database;
import muster.database.Entities;
import muster.database.MasterKey;
import muster.demo.Demo;
import muster.demo.Developer;
import muster.devices.Arrivals;
import muster.devices.Belongings;
import muster.devices.Books;
import muster.devices.Counters;
import muster.devices.Fleet;
import muster.devices.Labels;
import muster.devices.RetirementRule;
import muster.devices.Seats;
import muster.devices.Timeline;
import muster.enrollment.Batches;
import muster.enrollment.Bindings;
import muster.enrollment.Enrollment;
import muster.enrollment.SigningKeys;
import muster.events.EventDays;
import muster.events.EventMoves;
import muster.events.EventSink;
import muster.events.LocalSink;
import muster.findings.NewsOfCatalogue;
import muster.findings.Preview;
import muster.findings.Rematch;
import muster.happenings.Happening;
import muster.happenings.Happenings;
import muster.identity.Identity;
import muster.identity.Mail;
import muster.identity.Outbound;
import muster.identity.Outbox;
import muster.identity.Reach;
import muster.identity.Smtp;
import muster.identity.domains.TxtRecords;
import muster.identity.factors.SecondFactors;
import muster.identity.oidc.Oidc;
import muster.identity.saml.SingleSignOn;
import muster.install.Downloads;
import muster.install.OwnAuthority;
import muster.intake.Intake;
import muster.intake.SignedReports;
import muster.intake.Sorting;
import muster.inventory.Inventories;
import muster.network.NetworkMoves;
import muster.network.Networks;
import muster.organizations.Deletions;
import muster.organizations.Founding;
import muster.organizations.OrganizationsRoom;
import muster.organizations.Sites;
import muster.plans.Plans;
import muster.scans.EvidenceMoves;
import muster.scans.Scanning;
import muster.web.Addresses;
import muster.web.Announcements;
import muster.web.Desk;
import muster.web.Front;
import muster.web.Messages;
import muster.web.Pages;
import muster.web.RateLimits;
import muster.web.Replies;
import muster.web.Route;
import muster.web.Routes;
import muster.web.Shells;
import muster.web.Site;
import muster.web.StaticFiles;
import muster.web.Templates;

/** Every room of the hub, wired by hand from top to bottom. */
final class Rooms implements AutoCloseable {
    static final Entities ENTITIES = new Entities();

    private static final System.Logger LOG = System.getLogger(Rooms.class.getName());

    final Site site;
    final StaticFiles staticFiles;
    final Templates templates;
    final Messages messages;
    final RateLimits limits;
    final Happenings happenings;
    final Announcements announcements = new Announcements();
    final Audit audit;
    final Plans plans;
    final Optional<Outbox> outbox;
    final Identity identity;
    final SecondFactors secondFactors;
    final Oidc oidc;
    final SingleSignOn singleSignOn;
    final Enrollment enrollment;
    final Catalogue catalogue;
    final Feeds feeds;
    final Follower follower;
    final Fleet fleet;
    final RetirementRule retirementRule;
    final Intake intake;
    final EventDays eventDays;
    final EventSink eventSink;
    final SignedReports signedReports;
    final Scanning scanning;
    final Founding founding;
    final Deletions deletions;
    final OrganizationsRoom organizations;
    final Sites sites;
    final Rematch rematch;
    final Preview preview;
    final Demo demo;
    final Downloads downloads;
    private final boolean ownTls;
    final Database database;
    final Clock clock;
    private final Routes routes;
    private final Desk desk;
    private final boolean developed;
    private volatile int collectorPort;

    Rooms(Settings settings, Database database, MasterKey key, Clock clock) {
        this.database = database;
        this.clock = clock;
        site = new Site(settings.publicUrl(), settings.development());
        ownTls = settings.ownTls();
        developed = settings.sources().isPresent();
        collectorPort = settings.collectorPort();
        staticFiles =
                settings.sources()
                        .map(folder -> StaticFiles.in(folder.resolve("static")))
                        .orElseGet(StaticFiles::onClassPath);
        templates = templates(settings.sources());
        messages = templates.messages();
        limits = new RateLimits(clock);
        happenings = new Happenings(database, clock);
        audit = new Audit(database, key, clock);
        plans = new Plans(database);
        outbox = settings.smtp().isPresent() ? Optional.empty() : Optional.of(new Outbox(clock));
        var mail =
                settings.smtp()
                        .<Mail>map(server -> new Smtp(server, settings.mailFrom(), clock))
                        .orElseGet(outbox::orElseThrow);
        var keys = new SigningKeys(database, key, clock);
        identity =
                new Identity(
                        database,
                        audit,
                        limits,
                        announcements,
                        mail,
                        messages,
                        site,
                        keys,
                        key,
                        settings.signIn().ldap(),
                        clock);
        secondFactors = new SecondFactors(database, identity, mail, messages, site, key, clock);
        var outbound =
                new Outbound(new Reach(site.development(), settings.signIn().privateHosts()));
        singleSignOn =
                new SingleSignOn(
                        database,
                        audit,
                        identity,
                        plans,
                        limits,
                        mail,
                        messages,
                        site,
                        key,
                        outbound,
                        new TxtRecords(settings.dnsServer()),
                        clock);
        oidc =
                new Oidc(
                        settings.signIn().providers(),
                        database,
                        audit,
                        identity,
                        outbound,
                        new Oidc.Organization(
                                singleSignOn.domains::isOwn, () -> plans.current().membersMax()),
                        site,
                        key,
                        clock);
        deletions = new Deletions(database, identity.formerKeys, identity.letters, happenings);
        organizations =
                new OrganizationsRoom(
                        database, audit, plans, identity, mail, messages, site, clock);
        sites = new Sites(database, audit, clock);
        enrollment =
                new Enrollment(database, audit, announcements, keys, key, identity.random, clock);
        catalogue = new Catalogue(database);
        feeds = new Feeds(database, catalogue, settings.feeds(), clock);
        follower = new Follower(database, catalogue);
        var counters = new Counters(database);
        var timeline = new Timeline(database);
        var inventories = new Inventories(database, timeline, counters, happenings);
        var seats = new Seats(plans, counters);
        var links = new NetworkMoves(database);
        var evidence = new EvidenceMoves(database);
        var belongings = Belongings.of(inventories, links, new EventMoves(database), evidence);
        var books = new Books(database, timeline, counters, belongings, seats);
        fleet = Fleet.of(books, audit);
        retirementRule = new RetirementRule(database, fleet.devices(), fleet.retirements(), clock);
        var arrivals = new Arrivals(database, timeline);
        scanning =
                new Scanning(database, arrivals, inventories, seats, sites, announcements, clock);
        var networks = new Networks(database);
        var sorting = new Sorting(database, arrivals, inventories, networks, seats, announcements);
        intake = new Intake(database, sorting, scanning.inspections, sites);
        founding = new KeptPaste(intake, audit, clock);
        signedReports =
                new SignedReports(
                        database,
                        scanning.intake,
                        sorting,
                        new Batches(database),
                        new Bindings(database),
                        new Labels(database),
                        enrollment.notes,
                        fleet.forks(),
                        sites);
        eventDays = new EventDays(database);
        eventSink = new LocalSink(database, eventDays);
        rematch = new Rematch(database, catalogue, counters, announcements, clock);
        preview = new Preview(database, catalogue);
        demo =
                new Demo(
                        database,
                        audit,
                        catalogue,
                        counters,
                        announcements,
                        intake,
                        fleet.devices(),
                        fleet.retirements(),
                        scanning.intake,
                        clock);
        downloads = Downloads.in(settings.downloads());
        desk = new Desk(database, identity.doorkeeper, clock);
        routes = new Routes();
        new RouteTable(this, desk).fill(routes);
        listen();
    }

    List<Route> routes() {
        return routes.table();
    }

    /** Where collectors show their certificate. */
    URI collectorsAt() {
        return URI.create("https://" + site.publicUrl().getHost() + ":" + collectorPort);
    }

    /** The same, once the port is known. */
    void collectorsAt(int port) {
        collectorPort = port;
    }

    /** Whom machines are told to trust, where the hub itself makes https of what it serves. */
    Optional<OwnAuthority> ownAuthority() {
        return ownTls ? Optional.of(new OwnAuthority(enrollment::authorities)) : Optional.empty();
    }

    /** What the pages are served with, where the hub itself makes https of them. */
    Optional<SSLContext> ownTls() {
        return ownTls
                ? Optional.of(enrollment.ownTls(site.publicUrl().getHost()))
                : Optional.empty();
    }

    SSLContext mutualTls() {
        return enrollment.mutualTls(site.publicUrl().getHost());
    }

    Handler staticFiles() {
        return staticFiles;
    }

    Front front(Addresses addresses) {
        var replies =
                new Replies(new Pages(templates), new Shells(site), site, announcements, limits);
        return new Front(routes, desk, replies, site, addresses, limits);
    }

    /** Begins everything that goes on by itself; with the demo organization where it is wanted. */
    void start(boolean withDemo) {
        Jobs.plan(this);
        happenings.start();
        enrollment.heartbeats.start();
        var fed = feeds.start();
        follower.start();
        scanning.start();
        if (withDemo) {
            demo.start(fed, developed ? this::letDeveloperIn : () -> {});
        }
    }

    private void letDeveloperIn() {
        developer().moveIn();
        LOG.log(
                System.Logger.Level.INFO,
                "log in as {0} with the password {1}",
                Developer.EMAIL,
                Developer.PASSWORD);
    }

    Developer developer() {
        return new Developer(
                database, identity.people, identity.passwords, organizations.organizations);
    }

    @Override
    public void close() {
        announcements.close();
        scanning.reidentification.close();
        demo.close();
        follower.close();
        happenings.close();
        enrollment.heartbeats.close();
        eventSink.close();
    }

    private void listen() {
        happenings.on(Happening.Kind.SOFTWARE_CHANGED, rematch::of);
        happenings.on(Happening.Kind.ORGANIZATION_DELETED, deletions::goOn);
        catalogue.onChange(new NewsOfCatalogue(database, happenings)::spread);
    }

    private Templates templates(Optional<Path> sources) {
        return sources.map(folder ->
                        Templates.edited(folder.resolve("templates"), clock, staticFiles::hashed))
                .orElseGet(() -> Templates.packaged(clock, staticFiles::hashed));
    }
}
