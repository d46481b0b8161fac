-- liquibase formatted sql

-- changeset muster:0024-totp
-- The key that a person's authenticator app shares with the hub, sealed; it counts once a code of it
-- was typed. The step of the last code that was taken: none counts twice.
create table totp_keys (
    person_id    uuid primary key references people on delete cascade,
    sealed       bytea not null,
    last_step    bigint not null default 0,
    made_at      timestamptz not null,
    confirmed_at timestamptz,
    used_at      timestamptz
);
alter table totp_keys enable row level security;
alter table totp_keys force row level security;
create policy mine on totp_keys for select to muster_app using (person_id = person());
create policy colleagues on totp_keys for select to muster_app using (
    exists (select 1 from memberships where memberships.org_id = tenant() and memberships.person_id = totp_keys.person_id));
create policy door on totp_keys to muster_door using (true) with check (true);
grant select (person_id, confirmed_at, used_at) on totp_keys to muster_app;
grant select, insert, update, delete on totp_keys to muster_door;

-- Codes on paper, for the day that the other factors are lost: hashes, each good for one use.
create table recovery_codes (
    person_id uuid not null references people on delete cascade,
    hash      text not null,
    made_at   timestamptz not null,
    primary key (person_id, hash)
);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy door on recovery_codes to muster_door using (true) with check (true);
grant select, insert, delete on recovery_codes to muster_door;

-- changeset muster:0024-passkeys
-- What a device needs no secret of ours for: the public half of a key, and how often it was used.
-- Bytes are base64url without padding, as browsers write them.
create table passkeys (
    id              uuid primary key default uuidv7(),
    person_id       uuid not null references people on delete cascade,
    credential_id   text collate "C" not null unique check (length(credential_id) between 1 and 1364),
    credential      text not null check (length(credential) <= 8192),
    counter         bigint not null,
    transports      text[] not null,
    backup_eligible boolean not null,
    backed_up       boolean not null,
    name            text not null check (length(name) between 1 and 100),
    made_at         timestamptz not null,
    used_at         timestamptz
);
create index passkeys_of_person on passkeys (person_id);
alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy mine on passkeys to muster_app using (person_id = person()) with check (person_id = person());
create policy colleagues on passkeys for select to muster_app using (
    exists (select 1 from memberships where memberships.org_id = tenant() and memberships.person_id = passkeys.person_id));
create policy door on passkeys to muster_door using (true) with check (true);
grant select (id, person_id, name, backed_up, made_at, used_at), update (name) on passkeys to muster_app;
grant select, insert, update, delete on passkeys to muster_door;

-- What a device is asked to sign, once and soon, by the browser that has the cookie.
create table passkey_challenges (
    cookie_hash text primary key,
    challenge   text not null,
    person_id   uuid references people on delete cascade,
    expires_at  timestamptz not null
);
create index passkey_challenges_of_person on passkey_challenges (person_id);
create index passkey_challenges_expired on passkey_challenges (expires_at);
alter table passkey_challenges enable row level security;
alter table passkey_challenges force row level security;
create policy door on passkey_challenges to muster_door using (true) with check (true);
grant select, insert, delete on passkey_challenges to muster_door;

-- changeset muster:0024-pending
-- Who has shown the first factor and not yet the second.
create table pending_sign_ins (
    ticket_hash    text primary key,
    person_id      uuid not null references people on delete cascade,
    authentication text not null check (authentication in ('password', 'ldap')),
    tries          int not null default 0,
    expires_at     timestamptz not null
);
create index pending_sign_ins_of_person on pending_sign_ins (person_id);
create index pending_sign_ins_expired on pending_sign_ins (expires_at);
alter table pending_sign_ins enable row level security;
alter table pending_sign_ins force row level security;
create policy door on pending_sign_ins to muster_door using (true) with check (true);
grant select, insert, update, delete on pending_sign_ins to muster_door;

-- Browsers that a person has signed in from, by the hash of a cookie; and programs, by what they say
-- of themselves and where they are.
create table known_devices (
    person_id uuid not null references people on delete cascade,
    hash      text not null,
    used_at   timestamptz not null,
    primary key (person_id, hash)
);
create index known_devices_by_time on known_devices (used_at);
alter table known_devices enable row level security;
alter table known_devices force row level security;
create policy door on known_devices to muster_door using (true) with check (true);
grant select, insert, update, delete on known_devices to muster_door;
