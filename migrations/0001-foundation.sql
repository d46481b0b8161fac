-- liquibase formatted sql

-- changeset muster:0001-foundation splitStatements:false
-- Which organization and which person this transaction speaks for. Set for the transaction alone;
-- empty or never set both mean none, and then row-level security shows nothing.
create function tenant() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.org_id', true), '')::uuid;
create function person() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.person_id', true), '')::uuid;

grant usage on schema public to muster_app, muster_door, muster_catalogue;

-- Closes a table to everyone but the organization its rows belong to, the owner included.
create procedure tenant_table(name regclass, privileges text default 'select, insert, update, delete')
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('create policy tenant on %s to muster_app using (org_id = tenant()) with check (org_id = tenant())', name);
    execute format('grant %s on %s to muster_app', privileges, name);
end $$;

-- A table without a tenant, such as the catalogue: one role writes it, every organization may read it.
create procedure global_table(name regclass, writer text)
language plpgsql as $$
begin
    execute format('grant select, insert, update, delete on %s to %I', name, writer);
    execute format('grant select on %s to muster_app, muster_door', name);
end $$;

-- changeset muster:0001-schema-digest
create table schema_digest (
    only_one boolean primary key check (only_one),
    digest   text not null
);
create table master_key (
    id      text primary key,
    made_at timestamptz not null default now()
);

-- changeset muster:0001-jobs
-- The job table of db-scheduler. A job's data is an organization's id and an id in it, nothing else.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
grant select, insert, update, delete on scheduled_tasks to muster_door;
grant insert on scheduled_tasks to muster_app, muster_catalogue;
