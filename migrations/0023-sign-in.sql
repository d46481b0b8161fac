-- liquibase formatted sql

-- changeset muster:0023-sessions
-- How a session began. One that an organization's identity provider vouched for is good for that
-- organization alone, and ends when that one said; and when its person last showed who they are.
alter table sessions
    add column authentication text not null default 'password'
        check (authentication in ('password', 'passkey', 'saml', 'oidc', 'ldap')),
    add column bound_org_id uuid references organizations on delete cascade,
    add column second_factor boolean not null default false,
    add column proven_at timestamptz not null default now(),
    add column ends_at timestamptz;
create index sessions_of_organization on sessions (bound_org_id, person_id) where bound_org_id is not null;
create policy ours on sessions for select to muster_app using (bound_org_id = tenant());
create policy end_ours on sessions for delete to muster_app using (bound_org_id = tenant());
grant select (authentication, bound_org_id, second_factor) on sessions to muster_app;

-- changeset muster:0023-tokens
-- A token made by such a session reaches no further than the session did.
alter table personal_tokens add column bound_org_id uuid references organizations on delete cascade;
create index personal_tokens_of_organization on personal_tokens (bound_org_id) where bound_org_id is not null;

-- changeset muster:0023-rules
-- What an organization wants of its members' sessions; no row, nothing.
create table sign_in_rules (
    org_id         uuid primary key default tenant() references organizations on delete cascade,
    second_factor  text not null default 'optional' check (second_factor in ('optional', 'admins', 'all')),
    single_sign_on boolean not null default false
);
call tenant_table('sign_in_rules');
create policy door on sign_in_rules for select to muster_door using (true);
grant select on sign_in_rules to muster_door;

-- Who gets in by themselves where single sign-on is a must, for the day that it is broken.
alter table memberships add column break_glass boolean not null default false;
