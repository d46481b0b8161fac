-- liquibase formatted sql

-- changeset muster:0011-lockouts
-- A lockout goes on record a little later than it happens, so that no reply waits for it.
alter table login_failures add column recorded_until timestamptz;
create index login_failures_unrecorded on login_failures (locked_until)
    where locked_until is not null and recorded_until is distinct from locked_until;
