-- liquibase formatted sql

-- changeset muster:0009-happenings
-- The outbox: what happened and nobody has acted on yet. A row leaves in the transaction of its
-- listener; the cause is why the last attempt failed.
create table happenings (
    org_id       uuid not null default tenant() references organizations on delete cascade,
    id           uuid not null default uuidv7(),
    kind         text collate "C" not null,
    subject      uuid not null,
    due_at       timestamptz not null,
    attempts     int not null default 0,
    set_aside_at timestamptz,
    cause        text,
    primary key (org_id, id)
);
create index happenings_due on happenings (org_id, due_at, id) where set_aside_at is null;

-- What waits in the job table moves over, before only a tenant may write here.
insert into happenings (org_id, kind, subject, due_at)
    select split_part(convert_from(task_data, 'UTF8'), '/', 1)::uuid, task_name,
        split_part(convert_from(task_data, 'UTF8'), '/', 2)::uuid, execution_time
    from scheduled_tasks where task_name = 'software_changed';
delete from scheduled_tasks where task_name = 'software_changed';
revoke insert on scheduled_tasks from muster_app, muster_catalogue;

call tenant_table('happenings');
-- The door says whose turn it is.
create policy door on happenings to muster_door using (true) with check (true);
grant select, update (due_at, set_aside_at) on happenings to muster_door;

-- changeset muster:0009-catalogue-news
-- Which state of the catalogue the organizations were told of last: a hub whose index is older
-- reads it anew.
create table catalogue_version (
    only_one boolean primary key default true check (only_one),
    version  bigint not null
);
insert into catalogue_version (version) values (1);
call global_table('catalogue_version', 'muster_catalogue');

-- What imports changed and the organizations have yet to be told.
create table catalogue_news (
    number    bigint generated always as identity primary key,
    kind      text not null check (kind in ('package', 'family', 'exploited')),
    -- Of a package alone.
    ecosystem text,
    name      text not null
);
call global_table('catalogue_news', 'muster_catalogue');

-- changeset muster:0009-reports-by-age
-- Reports arrive in the order of their age: the daily job finds the oldest without an entry for each.
create index reports_by_age on reports using brin (org_id, received_at) with (autosummarize = on);
