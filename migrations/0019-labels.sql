-- liquibase formatted sql

-- changeset muster:0019-labels
-- What a device is labelled with: key=value, or a key alone, each from whoever said so. What a
-- collector was given when it enrolled goes where the collector goes, and with it.
create table device_labels (
    org_id       uuid not null default tenant(),
    device_id    uuid not null,
    source       text collate "C" not null check (source in ('enrollment', 'member')),
    key          text not null,
    value        text,
    -- Both, in lower case, as queries compare them.
    label        text collate "C" not null,
    collector_id uuid,
    since        timestamptz not null,
    unique nulls not distinct (org_id, device_id, source, label, collector_id),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, collector_id) references collectors on delete cascade,
    check ((source = 'enrollment') = (collector_id is not null))
);
call tenant_table('device_labels');
create index device_labels_of_collector on device_labels (org_id, collector_id)
    where collector_id is not null;
