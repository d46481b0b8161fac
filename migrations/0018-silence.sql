-- liquibase formatted sql

-- changeset muster:0018-retirement-looked-at
-- When silent devices were last looked for: after a hub was away, all of them seem to have been silent.
alter table retirement_rules add column looked_at timestamptz;
