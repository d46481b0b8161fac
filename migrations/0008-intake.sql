-- liquibase formatted sql

-- changeset muster:0008-intake
-- What was acknowledged: the same id with the same digest is acknowledged again, and counted once.
create table reports (
    org_id      uuid not null default tenant(),
    id          uuid not null,
    digest      bytea not null,
    device_id   uuid not null,
    products    int not null,
    received_at timestamptz not null,
    primary key (org_id, id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('reports');
create index reports_of_device on reports (org_id, device_id);
