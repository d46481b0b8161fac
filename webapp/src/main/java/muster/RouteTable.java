package muster;

import java.util.List;
import java.util.stream.Stream;
import muster.catalogue.FeedsPages;
import muster.docs.DocsPages;
import muster.enrollment.CollectorsPages;
import muster.enrollment.RequirementPages;
import muster.enrollment.TokensPages;
import muster.enrollment.Verbs;
import muster.events.EventsPages;
import muster.findings.CoveragePages;
import muster.findings.DeviceFindingsPages;
import muster.findings.FindingsPages;
import muster.findings.VulnerabilitiesPages;
import muster.home.HomePages;
import muster.identity.AccountPages;
import muster.identity.LoginPages;
import muster.identity.OutboxPages;
import muster.identity.ResetPages;
import muster.identity.TokenPages;
import muster.identity.oidc.ConnectedPages;
import muster.identity.oidc.ConnectionPages;
import muster.identity.oidc.OidcPages;
import muster.install.EnrollPages;
import muster.install.InstallPages;
import muster.install.Listening;
import muster.intake.IntakePages;
import muster.intake.ReportPages;
import muster.organizations.AcceptancePages;
import muster.organizations.AccountDeletion;
import muster.organizations.AccountDeletionPages;
import muster.organizations.ApiKeys;
import muster.organizations.AuditPages;
import muster.organizations.ConfirmationPages;
import muster.organizations.DeletionPages;
import muster.organizations.DeparturePages;
import muster.organizations.InvitationsPages;
import muster.organizations.KeysPages;
import muster.organizations.MembersPages;
import muster.organizations.Organizations;
import muster.organizations.OrganizationsPages;
import muster.organizations.PermissionsPages;
import muster.organizations.SettingsPages;
import muster.organizations.SettingsTabs;
import muster.organizations.SignInRulesPages;
import muster.organizations.SignUp;
import muster.organizations.SignUpPages;
import muster.organizations.SitesPages;
import muster.organizations.scim.Scim;
import muster.overview.OverviewPages;
import muster.overview.SearchPages;
import muster.plans.PlansPages;
import muster.web.Desk;
import muster.web.Gallery;
import muster.web.OpenApi;
import muster.web.Routes;

/** Where every room is mounted. */
final class RouteTable {
    private final Rooms rooms;
    private final Desk desk;

    RouteTable(Rooms rooms, Desk desk) {
        this.rooms = rooms;
        this.desk = desk;
    }

    void fill(Routes routes) {
        site(routes);
        people(routes);
        organizations(routes);
        enrollment(routes);
        catalogue(routes);
        new DeviceRoutes(rooms, desk).fill(routes);
        findings(routes);
        intake(routes);
        install(routes);
        events(routes);
        var openApi = new OpenApi(routes, rooms.site);
        routes.api("/v1", at -> openApi.routing(at, desk));
        var docs = new DocsPages(desk, openApi, settings(), rooms.site);
        routes.site("/docs", docs::docs).site("/trust", docs::trust).site("/status", docs::status);
    }

    private void site(Routes routes) {
        var home =
                new HomePages(
                        desk,
                        rooms.preview,
                        rooms.identity.doorkeeper,
                        rooms.limits,
                        rooms.messages);
        routes.site("", home::routing);
        var plans = new PlansPages(desk, rooms.database, rooms.plans, rooms.messages);
        routes.site("/pricing", plans::pricing).api("/v1/plans", plans::endpoints);
        if (rooms.site.development()) {
            routes.site(
                    "/gallery",
                    at -> at.get("/", desk.anyone(_ -> Gallery.at(rooms.clock.instant()))));
        }
    }

    private static List<DocsPages.Setting> settings() {
        return Stream.of(Setting.values())
                .map(one -> new DocsPages.Setting(one.variable(), one.meaning(), one.otherwise()))
                .toList();
    }

    private void people(Routes routes) {
        var identity = rooms.identity;
        var login =
                new LoginPages(
                        desk,
                        identity.logins,
                        rooms.secondFactors.steps,
                        identity.sessions,
                        rooms.singleSignOn.farewell(),
                        rooms.oidc.links(),
                        rooms.database,
                        rooms.messages);
        routes.site("/login", login::login)
                .site("/logout", login::logout)
                .api("/v1/sessions", login::sessions);
        var reset = new ResetPages(desk, identity.resets, rooms.limits, rooms.messages);
        routes.site("/forgot", reset::forgot).site("/reset", reset::reset);
        var account = new AccountPages(desk, identity.accounts, rooms.messages);
        routes.site("/account", account::account).api("/v1/me", account::me);
        rooms.secondFactors.fill(routes, desk, rooms.limits);
        var tokens =
                new TokenPages(
                        desk, rooms.database, identity.tokens, identity.record, rooms.messages);
        routes.site("/account/tokens", tokens::pages).api("/v1/me/tokens", tokens::endpoints);
        var oidc =
                new OidcPages(
                        desk,
                        rooms.database,
                        rooms.oidc,
                        identity.signIns,
                        rooms.secondFactors.steps,
                        rooms.limits);
        var connected = new ConnectedPages(desk, rooms.oidc, oidc, rooms.messages);
        var ofOrganization =
                new ConnectionPages(
                        desk,
                        rooms.database,
                        rooms.oidc,
                        rooms.site,
                        (request, path) -> SettingsTabs.of(request, rooms.messages, path),
                        rooms.messages);
        routes.organization("settings/sso/oidc", at -> ofOrganization.pages(at.pages()))
                .organization("oidc", at -> ofOrganization.endpoints(at.endpoints()));
        routes.site("/login/oidc", oidc::routing).site("/account/connections", connected::routing);
        rooms.outbox.ifPresent(outbox -> routes.site("", new OutboxPages(desk, outbox)::routing));
    }

    private void organizations(Routes routes) {
        var identity = rooms.identity;
        var organizations = rooms.organizations.organizations;
        var keys = rooms.organizations.keys;
        var signUp =
                new SignUp(
                        rooms.database,
                        organizations,
                        keys,
                        rooms.founding,
                        identity.people,
                        identity.passwords,
                        identity.links,
                        identity.letters,
                        rooms.audit);
        var signUpPages = new SignUpPages(desk, signUp, rooms.limits, rooms.messages);
        routes.site("/signup", signUpPages::pages)
                .site("/keep", signUpPages::keep)
                .api("/v1/signup", signUpPages::endpoints)
                .api("/signup", signUpPages::endpoints);
        var confirmation = new ConfirmationPages(desk, signUp, rooms.limits);
        routes.site("/verify", confirmation::pages).api("/v1/verify", confirmation::endpoints);
        var own = new OrganizationsPages(desk, signUp, identity.people, rooms.messages);
        routes.site("/orgs", own::pages).api("/v1/orgs", own::endpoints);
        var accepting =
                new AcceptancePages(
                        desk,
                        rooms.organizations.acceptance,
                        identity.signIns,
                        rooms.limits,
                        rooms.messages);
        routes.site("/invitations", accepting::pages).api("/v1/invitations", accepting::endpoints);
        var farewell =
                new AccountDeletionPages(
                        desk,
                        new AccountDeletion(
                                rooms.database, rooms.organizations.members, identity.people),
                        rooms.messages);
        routes.site("/account/deletion", farewell::pages).api("/v1/me", farewell::endpoints);
        var permissions = new PermissionsPages(desk, routes);
        routes.site("/docs/permissions", permissions::pages)
                .api("/v1/permissions", permissions::endpoints);
        settings(routes, organizations, keys);
        rooms.singleSignOn.mount(
                routes, desk, (request, path) -> SettingsTabs.of(request, rooms.messages, path));
        routes.organization("live", own::live);
        var scim =
                new Scim(
                        desk,
                        rooms.database,
                        rooms.audit,
                        rooms.plans,
                        rooms.organizations,
                        identity.people,
                        rooms.singleSignOn.domains::isOwn,
                        rooms.messages,
                        rooms.site,
                        rooms.clock);
        routes.ofKey("/scim/v2", scim.pages::routing)
                .organization("settings/scim", at -> scim.groups.pages(at.pages()))
                .organization("scim-groups", at -> scim.groups.endpoints(at.endpoints()));
    }

    private void settings(Routes routes, Organizations organizations, ApiKeys keys) {
        var general = new SettingsPages(desk, organizations, rooms.plans, rooms.messages);
        routes.organization("settings", general::routing)
                .organization("", at -> general.endpoints(at.endpoints()));
        var deletion = new DeletionPages(desk, rooms.deletions, rooms.messages);
        routes.organization("settings/deletion", at -> deletion.pages(at.pages()))
                .organization("", at -> deletion.endpoints(at.endpoints()));
        var sites = new SitesPages(desk, rooms.database, rooms.sites, rooms.messages);
        routes.organization("sites", sites::routing);
        var keysPages = new KeysPages(desk, rooms.database, keys, rooms.messages);
        routes.organization("settings/keys", at -> keysPages.pages(at.pages()))
                .organization("api-keys", at -> keysPages.endpoints(at.endpoints()));
        var members =
                new MembersPages(
                        desk,
                        rooms.database,
                        rooms.organizations.members,
                        rooms.organizations.invitations,
                        rooms.messages);
        var invitations =
                new InvitationsPages(
                        desk,
                        rooms.database,
                        rooms.organizations.invitations,
                        rooms.limits,
                        rooms.messages);
        routes.organization("settings/invitations", at -> invitations.pages(at.pages()))
                .organization("invitations", at -> invitations.endpoints(at.endpoints()));
        var departures =
                new DeparturePages(
                        desk,
                        rooms.database,
                        organizations,
                        rooms.organizations.members,
                        rooms.organizations.letters,
                        rooms.messages);
        routes.organization("settings/departure", at -> departures.leaving(at.pages()))
                .organization("departure", at -> departures.leaving(at.endpoints()))
                .organization("settings/transfer", at -> departures.transferPages(at.pages()))
                .organization("transfer", at -> departures.transferEndpoints(at.endpoints()));
        routes.organization("settings/members", at -> members.pages(at.pages()))
                .organization("members", at -> members.endpoints(at.endpoints()));
        var signIn =
                new SignInRulesPages(
                        desk,
                        rooms.organizations.signInRules,
                        rooms.organizations.singleSignOnRule,
                        rooms.messages);
        routes.organization("settings/sign-in", at -> signIn.pages(at.pages()))
                .organization("sign-in-rules", at -> signIn.endpoints(at.endpoints()));
        var audit = new AuditPages(desk, rooms.database, rooms.audit, rooms.messages);
        routes.organization("settings/audit", at -> audit.pages(at.pages()))
                .organization("audit", at -> audit.endpoints(at.endpoints()));
    }

    private void enrollment(Routes routes) {
        var tokens =
                new TokensPages(
                        desk, rooms.database, rooms.enrollment.tokens, rooms.sites, rooms.messages);
        routes.organization("enrollment-tokens", tokens::routing);
        var collectors =
                new CollectorsPages(
                        desk,
                        rooms.database,
                        rooms.enrollment.collectors,
                        rooms.enrollment.removals,
                        rooms.enrollment.requirement,
                        rooms.messages);
        var requirement = new RequirementPages(desk, rooms.enrollment.requirement);
        routes.organization("collectors", collectors::routing)
                .organization("certificate-requirement", requirement::routing);
        var verbs =
                new Verbs(
                        desk, rooms.database, rooms.enrollment, rooms.limits, rooms::collectorsAt);
        routes.api("/v1/agents", verbs::routing);
    }

    private void findings(Routes routes) {
        var findings = new FindingsPages(desk, rooms.database, rooms.messages);
        var onDevice =
                new DeviceFindingsPages(
                        desk, rooms.database, rooms.fleet.devices(), rooms.messages);
        var vulnerabilities = new VulnerabilitiesPages(desk, rooms.database, rooms.messages);
        var coverage = new CoveragePages(desk, rooms.database, rooms.messages);
        var overview = new OverviewPages(desk, rooms.database, rooms.messages, rooms.clock);
        var search = new SearchPages(desk, rooms.database);
        routes.organization("findings", findings::routing)
                .organization("devices", onDevice::routing)
                .organization("vulnerabilities", vulnerabilities::routing)
                .organization("coverage", coverage::routing)
                .organization("", overview::routing)
                .organization("search", search::routing);
    }

    private void catalogue(Routes routes) {
        var feeds = new FeedsPages(desk, rooms.feeds, rooms.catalogue);
        routes.site("/feeds", feeds::routing).api("/v1/feeds", feeds::routing);
    }

    private void events(Routes routes) {
        var pages =
                new EventsPages(
                        desk,
                        rooms.database,
                        rooms.eventSink,
                        rooms.fleet.forks(),
                        rooms.limits,
                        rooms.messages);
        routes.api("/v1/agents/events", pages::batches).organization("events", pages::routing);
    }

    private void intake(Routes routes) {
        var pages = new IntakePages(desk, rooms.intake, rooms.messages, rooms.site);
        var reports = new ReportPages(desk, rooms.database, rooms.intake, rooms.signedReports);
        routes.api("/v1/agents/inventory", reports::reports)
                .api("/agent/inventory", reports::compatible)
                .organization("imports", pages::imports);
    }

    private void install(Routes routes) {
        var listening = new Listening(rooms.database, rooms.announcements, rooms.site);
        var pages =
                new InstallPages(
                        desk, rooms.downloads, rooms.ownAuthority(), listening, rooms.site);
        routes.site("", pages::scripts).site("/downloads", pages::downloads);
        var enroll =
                new EnrollPages(
                        desk,
                        rooms.enrollment.tokens,
                        rooms.enrollment.readableTokens,
                        listening,
                        rooms.messages,
                        rooms.site,
                        rooms.ownAuthority(),
                        rooms.downloads);
        routes.organization("enroll", enroll::routing)
                .organization("enrollment-tokens", enroll::arrivals);
    }
}
