-- liquibase formatted sql

-- changeset muster:0025-invitations
-- Somebody who may become a member, by the link that their mailbox got. A row stays for a while
-- after it ended, so that nobody is written to without end and a second click finds its way.
create table invitations (
    org_id     uuid not null default tenant() references organizations on delete cascade,
    id         uuid not null default uuidv7(),
    email      text not null check (email = lower(email) and length(email) <= 254),
    role       text not null check (role in ('owner', 'admin', 'analyst', 'operator', 'viewer', 'auditor')),
    token_hash text not null,
    invited_by text not null,
    letters    int not null default 1,
    created_at timestamptz not null,
    sent_at    timestamptz not null,
    expires_at timestamptz not null,
    ended_at   timestamptz,
    -- Who accepted it, even where the person is gone; nobody where it was revoked.
    person_id  uuid,
    primary key (org_id, id)
);
create unique index invitations_open on invitations (org_id, email) where ended_at is null;
-- The door finds an invitation by its token before it knows whose it is.
create unique index invitations_token on invitations (token_hash);
call tenant_table('invitations');
create policy door on invitations for select to muster_door using (true);
grant select on invitations to muster_door;

-- changeset muster:0025-farewell
-- A person who deletes their account: the memberships are gone before, all else goes with them.
grant delete on people to muster_door;

-- changeset muster:0025-keys
-- Who made a key, which ends when they are no member any more; nobody where Muster made it, or it is
-- from before this was kept.
alter table api_keys add column person_id uuid;
create index api_keys_of_person on api_keys (org_id, person_id) where person_id is not null;
