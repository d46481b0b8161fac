-- liquibase formatted sql

-- changeset muster:0026-entries
-- From where something was done, and what was so before and after; entries of before have neither.
alter table audit_entries add column address text not null default '',
    add column before text,
    add column after text;

-- changeset muster:0026-heads
-- The key of the organization's chain, sealed by the master key, and the first entry that it made:
-- those before it carry a hash that anybody could compute, and are held by that entry. Beside it
-- the last head that was mailed to the owners.
alter table audit_heads add column key text,
    add column keyed_from bigint,
    add column mailed_sequence bigint not null default 0,
    add column mailed_on date,
    add check ((key is null) = (keyed_from is null));
