-- liquibase formatted sql

-- changeset muster:0017-identifiers
-- The table of strength, strongest first; some kinds wait for who collects them.
alter table device_identifiers drop constraint device_identifiers_kind_check;
alter table device_identifiers add constraint device_identifiers_kind_check check (kind in
    ('serial', 'hardware_uuid', 'snmp_engine', 'chassis', 'mdm_udid', 'android_id', 'mac', 'hostname'));
