package muster.database;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what with which table, written out: all tables that belong to no organization, and
 * where a tenant's table is open to more than its tenant. Whatever is not here is a fault.
 */
final class Permits {
    /** What every table of an organization has; rows of others do not exist for the app. */
    private static final Set<String> OF_TENANT_TABLES =
            Set.of(
                    "row security is forced",
                    "policy tenant: all to muster_app using (org_id = tenant()) with check (org_id = tenant())");

    private static final String ALL_ROWS_OF_THE_TENANT =
            "muster_app may delete, insert, select, update";

    /** People and their sessions have policies of their own: my person, or the door. */
    private static final Map<String, Set<String>> GLOBAL =
            written(
                    """
                    people
                        row security is forced
                        policy myself: all to muster_app using (id = person()) with check (id = person())
                        policy colleagues: select to muster_app using (EXISTS ( SELECT 1 FROM memberships WHERE ((memberships.org_id = tenant()) AND (memberships.person_id = people.id))))
                        policy door: all to muster_door using true with check true
                        muster_app may select (created_at, email, id, last_org_id, name, zone), update (last_org_id, name, zone)
                        muster_door may delete, insert, select, update
                    sessions
                        row security is forced
                        policy mine: all to muster_app using (person_id = person()) with check (person_id = person())
                        policy ours: select to muster_app using (bound_org_id = tenant())
                        policy end_ours: delete to muster_app using (bound_org_id = tenant())
                        policy door: all to muster_door using true with check true
                        muster_app may delete, select (address, authentication, bound_org_id, created_at, device, id, person_id, second_factor, used_at)
                        muster_door may delete, insert, select, update
                    login_failures
                        row security is forced
                        policy door: all to muster_door using true with check true
                        muster_door may delete, insert, select, update
                    personal_tokens
                        row security is forced
                        policy mine: all to muster_app using (person_id = person()) with check (person_id = person())
                        policy door: all to muster_door using true with check true
                        muster_app may delete, insert, select
                        muster_door may select, update (used_at)
                    mailed_links
                        row security is forced
                        policy tenant: all to muster_app using (org_id = tenant()) with check (org_id = tenant())
                        policy door: all to muster_door using true with check true
                        muster_app may insert, select (org_id, token_hash, used_at), update (password_hash, used_at)
                        muster_door may delete, insert, select, update
                    totp_keys
                        row security is forced
                        policy mine: select to muster_app using (person_id = person())
                        policy colleagues: select to muster_app using (EXISTS ( SELECT 1 FROM memberships WHERE ((memberships.org_id = tenant()) AND (memberships.person_id = totp_keys.person_id))))
                        policy door: all to muster_door using true with check true
                        muster_app may select (confirmed_at, person_id, used_at)
                        muster_door may delete, insert, select, update
                    recovery_codes
                        row security is forced
                        policy door: all to muster_door using true with check true
                        muster_door may delete, insert, select
                    passkeys
                        row security is forced
                        policy mine: all to muster_app using (person_id = person()) with check (person_id = person())
                        policy colleagues: select to muster_app using (EXISTS ( SELECT 1 FROM memberships WHERE ((memberships.org_id = tenant()) AND (memberships.person_id = passkeys.person_id))))
                        policy door: all to muster_door using true with check true
                        muster_app may select (backed_up, id, made_at, name, person_id, used_at), update (name)
                        muster_door may delete, insert, select, update
                    passkey_challenges
                        row security is forced
                        policy door: all to muster_door using true with check true
                        muster_door may delete, insert, select
                    pending_sign_ins
                        row security is forced
                        policy door: all to muster_door using true with check true
                        muster_door may delete, insert, select, update
                    known_devices
                        row security is forced
                        policy door: all to muster_door using true with check true
                        muster_door may delete, insert, select, update
                    identities
                        row security is forced
                        policy mine: all to muster_app using (person_id = person()) with check (person_id = person())
                        policy door: all to muster_door using true with check true
                        muster_app may delete, select
                        muster_door may insert, select, update (label, used_at)
                    oidc_questions
                        row security is forced
                        policy door: all to muster_door using true with check true
                        muster_door may delete, insert, select
                    former_keys
                        row security is forced
                        policy leave: insert to muster_app with check true
                        policy door: all to muster_door using true with check true
                        muster_app may insert
                        muster_door may delete, select
                    scheduled_tasks
                        muster_door may delete, insert, select, update
                    plans
                        muster_app may select
                        muster_door may select
                    feeds
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    vulnerabilities
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    known_exploited
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    advisories
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    advised_vulnerabilities
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    affected
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    catalogue_version
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    catalogue_news
                        muster_app may select
                        muster_door may select
                        muster_catalogue may delete, insert, select, update
                    authorities
                        muster_door may delete, insert, select
                    schema_digest
                    master_key
                    databasechangelog
                    databasechangeloglock
                    """);

    /** The door's lookups before a tenant is known, and the record that nobody changes. */
    private static final Map<String, Set<String>> TENANT =
            written(
                    """
                    organizations
                        policy door: select to muster_door using true
                        muster_door may select
                    slugs
                        policy door: select to muster_door using true
                        muster_door may select
                    api_keys
                        policy door: select to muster_door using true
                        policy door_use: update to muster_door using true with check true
                        muster_door may select, update (used_at)
                    memberships
                        policy mine: select to muster_app using (person_id = person())
                        policy door: select to muster_door using true
                        muster_door may select
                    sign_in_rules
                        policy door: select to muster_door using true
                        muster_door may select
                    invitations
                        policy door: select to muster_door using true
                        muster_door may select
                    oidc_connections
                        policy door: select to muster_door using true
                        muster_door may select (id, org_id)
                    domains
                        policy door: select to muster_door using true
                        muster_door may select (domain, org_id, verified_at)
                    saml_connections
                        policy door: select to muster_door using true
                        muster_door may select (id, made_at, metadata_at, org_id)
                    enrollment_tokens
                        policy door: select to muster_door using true
                        muster_door may select
                    collectors
                        policy door: select to muster_door using true
                        muster_door may select
                    collector_keys
                        policy door: select to muster_door using true
                        muster_door may select
                    certificates
                        policy door: select to muster_door using true
                        muster_door may select
                    collector_notes
                        muster_app may delete, insert, select
                    events
                        muster_app may delete, insert, select
                    event_posts
                        muster_app may delete, insert, select
                    audit_entries
                        muster_app may insert, select
                    audit_heads
                        muster_app may insert, select, update
                    happenings
                        policy door: all to muster_door using true with check true
                        muster_door may select, update (due_at, set_aside_at)
                    """);

    private Permits() {}

    static boolean isGlobal(String table) {
        return GLOBAL.containsKey(table);
    }

    /** All that is true of this table, in the words of {@link IsolationProof}. */
    static Set<String> on(String table) {
        return isGlobal(table)
                ? GLOBAL.getOrDefault(table, Set.of())
                : onTenantTable(TENANT.getOrDefault(table, Set.of()));
    }

    private static Set<String> onTenantTable(Set<String> more) {
        var all = new LinkedHashSet<>(OF_TENANT_TABLES);
        all.addAll(more);
        if (more.stream().noneMatch(permit -> permit.startsWith("muster_app may"))) {
            all.add(ALL_ROWS_OF_THE_TENANT);
        }
        return all;
    }

    /** The tables that something is written of. */
    static Set<String> tables() {
        var all = new LinkedHashSet<>(GLOBAL.keySet());
        all.addAll(TENANT.keySet());
        return all;
    }

    private static Map<String, Set<String>> written(String text) {
        var permits = new LinkedHashMap<String, Set<String>>();
        var table = "";
        for (var line : text.lines().toList()) {
            if (line.startsWith(" ")) {
                permits.computeIfAbsent(table, _ -> new LinkedHashSet<>()).add(line.strip());
            } else {
                table = line;
                permits.put(table, new LinkedHashSet<>());
            }
        }
        return permits;
    }
}
