package muster.identity.saml;

import java.time.Clock;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.MasterKey;
import muster.identity.Farewell;
import muster.identity.Identity;
import muster.identity.Mail;
import muster.identity.Outbound;
import muster.identity.domains.DomainChecks;
import muster.identity.domains.Domains;
import muster.identity.domains.DomainsPages;
import muster.identity.domains.OwnerLetters;
import muster.identity.domains.TxtRecords;
import muster.plans.Plans;
import muster.tenancy.Authentication;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.RateLimits;
import muster.web.Routes;
import muster.web.Site;
import muster.web.Tabs;

/** The room, wired: identity providers of organizations, and the domains they speak for. */
public final class SingleSignOn {
    public final Domains domains;
    public final DomainChecks domainChecks;
    public final Runnable watch;
    public final Runnable upkeep;
    private final Database database;
    private final RateLimits limits;
    private final Messages messages;
    private final Connections connections;
    private final Attempts attempts;
    private final Changes changes;
    private final Departures departures;
    private final Arrivals arrivals;
    private final Farewells farewells;
    private final Groups groups;
    private final Memberships memberships;
    private final Browser browser;

    public SingleSignOn(
            Database database,
            Audit audit,
            Identity identity,
            Plans plans,
            RateLimits limits,
            Mail mail,
            Messages messages,
            Site site,
            MasterKey key,
            Outbound outbound,
            TxtRecords records,
            Clock clock) {
        this.database = database;
        this.browser = new Browser(site);
        this.limits = limits;
        this.messages = messages;
        var random = identity.random;
        var letters = new OwnerLetters(database, mail, messages);
        domains = new Domains(database, audit, random, clock);
        domainChecks = new DomainChecks(database, domains, records, letters, clock);
        var keys = new ServiceKeys(database, key, random, clock);
        connections = new Connections(database, audit, keys, site, clock);
        attempts = new Attempts(database, random, clock);
        var links = new Links(database, identity.sessions, key, clock);
        var source = new MetadataSource(outbound, messages, clock);
        changes = new Changes(database, connections, keys, links, source, letters, site, messages);
        var daily = new Watch(database, connections, changes, letters, clock);
        watch = daily;
        var pending = new Pending(database, clock);
        departures = new Departures(database, connections, pending, random, clock);
        var replays = new Replays(database, clock);
        groups = new Groups(database, audit);
        memberships = new Memberships(database, audit, plans, clock);
        var admission = new Admission(database, identity.people, domains, memberships, groups);
        arrivals =
                new Arrivals(
                        database,
                        pending,
                        replays,
                        attempts,
                        admission,
                        identity.signIns,
                        links,
                        connections,
                        daily,
                        clock);
        farewells =
                new Farewells(database, departures, pending, links, attempts, audit, random, clock);
        upkeep = new SamlUpkeep(database, pending, replays, attempts, links);
    }

    /** Tells identity providers of sessions that end here. */
    public Farewell farewell() {
        return ended ->
                ended.organization()
                        .filter(_ -> ended.authentication() == Authentication.SAML)
                        .flatMap(one -> farewells.tell(one, ended.id()))
                        .map(told ->
                                new Farewell.Onward(
                                        "/saml/" + told.connection() + "/farewell",
                                        browser.cookie(told.connection(), told.browser())));
    }

    /** Mounts all of it. */
    public void mount(Routes routes, Desk desk, Tabs tabs) {
        var saml =
                new SamlPages(
                        desk, database, departures, arrivals, farewells, browser, limits, messages);
        var signOn = new SignOnPages(desk, database, connections, domains, limits);
        routes.site("/saml", saml::routing).site("/login/sso", signOn::routing);
        var attemptsPages = new AttemptsPages(desk, database, attempts, messages, tabs);
        routes.organization("settings/sso/attempts", at -> attemptsPages.pages(at.pages()))
                .organization("saml/attempts", at -> attemptsPages.endpoints(at.endpoints()));
        var connectionsPages =
                new ConnectionsPages(
                        desk,
                        database,
                        connections,
                        changes,
                        departures,
                        browser,
                        limits,
                        messages,
                        tabs);
        routes.organization("settings/sso", at -> connectionsPages.pages(at.pages()))
                .organization("saml", at -> connectionsPages.endpoints(at.endpoints()));
        var groupsPages = new GroupsPages(desk, connections, groups, memberships, messages, tabs);
        routes.organization("settings/sso", at -> groupsPages.pages(at.pages()))
                .organization("saml", at -> groupsPages.endpoints(at.endpoints()));
        var domainsPages =
                new DomainsPages(desk, database, domains, domainChecks, limits, messages, tabs);
        routes.organization("settings/domains", at -> domainsPages.pages(at.pages()))
                .organization("domains", at -> domainsPages.endpoints(at.endpoints()));
    }
}
