package muster.organizations;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import muster.audit.Entry;
import muster.plans.Plan;
import muster.tenancy.Role;
import muster.web.Fields;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.Query;
import muster.web.SampleShells;
import muster.web.Shell;
import org.jspecify.annotations.Nullable;

/** The pages of sign-up, organizations and settings. */
public final class OrganizationsSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final UUID ID = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");
    private static final UUID OTHER = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0e");
    private static final Parts.Field EMPTY = Parts.Field.EMPTY;
    private static final Parts.Field ACME = new Parts.Field("Acme", null);
    private static final Parts.Field NAMELESS =
            new Parts.Field("", "A name of at most 100 letters.");
    private static final List<Parts.Choice> TABS =
            List.of(
                    Parts.Choice.of("General", "/o/acme/settings", true),
                    Parts.Choice.of("API keys", "/o/acme/settings/keys", false));
    private static final Shell VISITOR = SampleShells.visitor();
    private static final Shell ADA = SampleShells.acme("");

    @Override
    public List<PageSample> samples() {
        return Stream.of(entering(), belonging(), joining(), settings())
                .flatMap(List::stream)
                .toList();
    }

    private static List<PageSample> entering() {
        return List.of(
                PageSample.of("organizations/signup", signup("", EMPTY, null), VISITOR),
                new PageSample(
                        "organizations/signup",
                        "with a list",
                        signup("ii  openssl  3.0.11", EMPTY, null),
                        VISITOR),
                new PageSample(
                        "organizations/signup",
                        "faulty",
                        signup("", NAMELESS, "The list holds a password."),
                        VISITOR),
                PageSample.of("organizations/signup-sent", sent(false), VISITOR),
                new PageSample("organizations/signup-sent", "again", sent(true), VISITOR),
                PageSample.of("organizations/verify", verify(true, false), VISITOR),
                new PageSample("organizations/verify", "used", verify(true, true), VISITOR),
                new PageSample("organizations/verify", "gone", verify(false, false), VISITOR),
                PageSample.of(
                        "organizations/permissions",
                        new PermissionsPages.Permissions(
                                List.of(Role.OWNER, Role.VIEWER),
                                List.of(
                                        new PermissionsPages.Row(
                                                "devices:write",
                                                List.of(true, false),
                                                List.of("GET /o/{org}/devices")))),
                        VISITOR));
    }

    private static List<PageSample> belonging() {
        var row = new OrganizationsPages.Row(ID, "acme", "Acme", Role.OWNER, true);
        return List.of(
                PageSample.of(
                        "organizations/switcher",
                        new OrganizationsPages.Switcher(List.of(row)),
                        ADA),
                new PageSample(
                        "organizations/switcher",
                        "none",
                        new OrganizationsPages.Switcher(List.of()),
                        ADA),
                PageSample.of(
                        "organizations/account-deleted",
                        new AccountDeletionPages.AccountDeleted("ada@acme.example", NAMELESS, null),
                        ADA),
                new PageSample(
                        "organizations/account-deleted",
                        "last owner",
                        new AccountDeletionPages.AccountDeleted(
                                "ada@acme.example", EMPTY, "You are the last owner of Acme."),
                        ADA),
                PageSample.of(
                        "organizations/new-organization",
                        new OrganizationsPages.NewOrganization(NAMELESS),
                        ADA),
                PageSample.of(
                        "organizations/site-list",
                        new SitesPages.SiteList(
                                query("", Sites.FIELDS),
                                null,
                                Page.whole(List.of(new Sites.Site(ID, "Default", NOW))),
                                EMPTY,
                                true,
                                "There is a site of this name."),
                        ADA));
    }

    private static List<PageSample> settings() {
        return List.of(
                PageSample.of("organizations/settings", settings(true, NOW), ADA),
                new PageSample("organizations/settings", "reader", settings(false, null), ADA),
                PageSample.of("organizations/sign-in", signIn(true), ADA),
                new PageSample("organizations/sign-in", "unproven", signIn(false), ADA),
                PageSample.of(
                        "organizations/deletion",
                        new DeletionPages.Deletion(TABS, "Acme", EMPTY),
                        ADA),
                PageSample.of("organizations/member-list", members(null), ADA),
                new PageSample(
                        "organizations/member-list",
                        "refused",
                        members("This is the last owner."),
                        ADA),
                PageSample.of("organizations/key-list", keys("mst_key_x7Qa"), ADA),
                new PageSample(
                        "organizations/key-list",
                        "empty",
                        new KeysPages.KeyList(
                                TABS,
                                query("", ApiKeys.FIELDS),
                                null,
                                Page.whole(List.of()),
                                true,
                                null),
                        ADA),
                PageSample.of(
                        "organizations/new-key",
                        new KeysPages.NewKey(
                                TABS,
                                ACME,
                                List.of(new Parts.Option("devices:read", "devices:read", true)),
                                EMPTY,
                                EMPTY,
                                "Choose at least one."),
                        ADA),
                PageSample.of("organizations/audit-list", audit("", List.of(MADE)), ADA),
                new PageSample(
                        "organizations/audit-list", "empty", audit("dragons", List.of()), ADA));
    }

    private static final Entry MADE =
            new Entry(
                    12,
                    NOW,
                    "person:" + ID,
                    "Ada Lovelace",
                    "key.made",
                    "key:" + OTHER,
                    "made the key “Backup”",
                    "192.0.2.7",
                    null,
                    "devices:read",
                    "0".repeat(64),
                    "f".repeat(64));

    private static AuditPages.AuditList audit(String q, List<Entry> entries) {
        var query = query(q, AuditPages.FIELDS);
        var whole = entries.isEmpty();
        return new AuditPages.AuditList(
                TABS,
                query,
                null,
                List.of(),
                Page.whole(entries),
                whole ? null : "12:" + "f".repeat(64),
                whole ? new Parts.Field("12", "A head reads like 12:3fa9…") : EMPTY,
                new AuditPages.Verified(whole, "The record is whole up to entry 12."));
    }

    private static Query query(String q, Fields fields) {
        return Query.parse(Map.of("q", q), fields, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static SignUpPages.Signup signup(
            String paste, Parts.Field organization, @Nullable String problem) {
        return new SignUpPages.Signup(
                EMPTY,
                EMPTY,
                organization,
                EMPTY,
                paste,
                new Parts.Field(paste.isEmpty() ? "" : "web-1", null),
                problem);
    }

    private static SignUpPages.SignupSent sent(boolean again) {
        return new SignUpPages.SignupSent(ID.toString(), again);
    }

    private static ConfirmationPages.Verify verify(boolean opens, boolean used) {
        return new ConfirmationPages.Verify("x7Qa", opens, used, "ada@acme.example", "Acme");
    }

    private static SettingsPages.Settings settings(boolean mayChange, @Nullable Instant confirmed) {
        var plan =
                new Plan(
                        "free",
                        "Free",
                        OptionalLong.of(0),
                        OptionalInt.of(10),
                        OptionalInt.empty(),
                        30,
                        List.of("inventory"));
        return new SettingsPages.Settings(
                TABS,
                new Organizations.Organization(ID, "acme", "Acme", "free", confirmed, NOW),
                plan,
                ACME,
                new Parts.Field("acme", null),
                mayChange,
                mayChange,
                mayChange);
    }

    private static MembersPages.MemberList members(@Nullable String problem) {
        var roles =
                List.of(
                        new Parts.Option("owner", "Owner", true),
                        new Parts.Option("viewer", "Viewer", false));
        var ada =
                new Members.Member(ID, "ada@acme.example", "Ada Lovelace", Role.OWNER, NOW, false);
        var bob = new Members.Member(OTHER, "bob@acme.example", "Bob", Role.VIEWER, NOW, true);
        return new MembersPages.MemberList(
                TABS,
                query("role:owner", Members.FIELDS),
                problem == null ? null : "“rool:owner”: unknown field rool",
                new Page<>(
                        List.of(
                                new MembersPages.Row(ada, roles, true),
                                new MembersPages.Row(bob, roles, false)),
                        "x7Qa"),
                problem == null,
                2,
                EMPTY,
                roles,
                problem == null,
                true,
                problem == null,
                problem);
    }

    private static List<PageSample> joining() {
        var roles = List.of(new Parts.Option("viewer", "Viewer", true));
        var transfer = new DeparturePages.Transfer(TABS, roles);
        var alone = new DeparturePages.Transfer(TABS, List.of());
        var samples =
                Stream.of(AcceptancePages.Invited.Way.values())
                        .map(way ->
                                new PageSample(
                                        "organizations/invited",
                                        way.word(),
                                        invited(way),
                                        VISITOR));
        return Stream.concat(
                        samples,
                        Stream.of(
                                PageSample.of(
                                        "organizations/invitation-list", invitations(false), ADA),
                                new PageSample(
                                        "organizations/invitation-list",
                                        "empty",
                                        invitations(true),
                                        ADA),
                                PageSample.of("organizations/transfer", transfer, ADA),
                                new PageSample("organizations/transfer", "alone", alone, ADA)))
                .toList();
    }

    private static AcceptancePages.Invited invited(AcceptancePages.Invited.Way way) {
        return new AcceptancePages.Invited(
                "x7Qa",
                way,
                "Acme",
                "Ada Lovelace",
                "Viewer",
                "bob@acme.example",
                "eve@globex.example",
                NAMELESS,
                EMPTY,
                "This organization is full.");
    }

    private static InvitationsPages.InvitationList invitations(boolean none) {
        var one =
                new Invitations.Invitation(
                        ID, "bob@acme.example", Role.VIEWER, "Ada Lovelace", 1, NOW, NOW);
        var rows =
                List.of(new InvitationsPages.Row(one, false), new InvitationsPages.Row(one, true));
        return new InvitationsPages.InvitationList(
                TABS,
                query("", Invitations.FIELDS),
                none ? "“rool:owner”: unknown field rool" : null,
                Page.whole(none ? List.of() : rows),
                EMPTY,
                List.of(new Parts.Option("viewer", "Viewer", true)),
                true,
                none ? null : "The invitation is on its way.",
                none ? "Whoever reads this mailbox is a member already." : null);
    }

    private static KeysPages.KeyList keys(String made) {
        return new KeysPages.KeyList(
                TABS,
                query("backup", ApiKeys.FIELDS),
                null,
                Page.whole(
                        List.of(
                                new ApiKeys.ApiKey(
                                        ID,
                                        "Backup",
                                        "mst_key_x7Qa…",
                                        List.of("devices:read", "inventory:write"),
                                        List.of("192.0.2.0/24"),
                                        "Ada Lovelace",
                                        NOW,
                                        null,
                                        NOW,
                                        ID,
                                        "mst_key_b81Q…"))),
                true,
                made);
    }

    private static SignInRulesPages.SignIn signIn(boolean shown) {
        return new SignInRulesPages.SignIn(
                TABS,
                List.of(
                        new SignInRulesPages.Rule("optional", true, 0, ""),
                        new SignInRulesPages.Rule("admins", false, 1, "Bob Kahn"),
                        new SignInRulesPages.Rule("all", false, 2, "Bob Kahn, Eve Ray")),
                true,
                shown,
                new SingleSignOnWishes.Part(
                        shown,
                        shown,
                        shown,
                        shown,
                        List.of(
                                new SingleSignOnRule.Owner(
                                        ID, "ada@acme.example", "Ada Lovelace", true, shown),
                                new SingleSignOnRule.Owner(
                                        OTHER, "bob@acme.example", "Bob", false, false))),
                !shown);
    }
}
