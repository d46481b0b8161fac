-- liquibase formatted sql

-- changeset muster:0011-lockouts
-- A lockout goes on record a little later than it happens, so that no reply waits for it.
alter table login_failures add column recorded_until timestamptz;
create index login_failures_unrecorded on login_failures (locked_until)
    where locked_until is not null and recorded_until is distinct from locked_until;

-- changeset muster:0011-deletion
-- Of an organization that is deleted nothing is left, its record included.
alter table audit_entries add foreign key (org_id) references organizations on delete cascade;
alter table audit_heads add foreign key (org_id) references organizations on delete cascade;

-- What programs still try: hashes of the keys of deleted organizations, to tell them so.
create table former_keys (
    hash  text primary key,
    since timestamptz not null
);
create index former_keys_by_time on former_keys (since);
alter table former_keys enable row level security;
alter table former_keys force row level security;
create policy leave on former_keys for insert to muster_app with check (true);
create policy door on former_keys to muster_door using (true) with check (true);
grant insert on former_keys to muster_app;
grant select, delete on former_keys to muster_door;
