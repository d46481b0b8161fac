-- liquibase formatted sql

-- changeset muster:0016-events
-- What happened, as collectors tell it: written once, never changed, dropped by the day. Partitioned by
-- how many days the organization's plan keeps it, then by the day it came in; muster prepares and drops
-- the days through upkeep. Nothing refers to a device by a foreign key: a check for each row would cost
-- more than the row. The id is made of the time it came in, so that it leads to its day by itself.
create table events (
    org_id       uuid not null default tenant(),
    keep_days    int not null,
    received_at  timestamptz not null,
    id           uuid not null,
    observed_at  timestamptz not null,
    collector_id uuid,
    device_id    uuid,
    class_uid    int not null,
    activity_id  int not null,
    severity     text collate "C" not null,
    src_address  text collate "C",
    src_port     int,
    dst_address  text collate "C",
    dst_port     int,
    name         text collate "C",
    summary      text,
    event        text not null,
    primary key (org_id, received_at, id, keep_days)
) partition by list (keep_days);
call tenant_table('events', 'select, insert, delete');

-- How many came in on a day (UTC): where to look for them, and the day's roll-up.
create table event_days (
    org_id uuid not null default tenant() references organizations on delete cascade,
    day    date not null,
    events bigint not null,
    primary key (org_id, day)
);
call tenant_table('event_days');

-- What was acknowledged to programs that name what they post; collectors have their batches.
create table event_posts (
    org_id      uuid not null default tenant() references organizations on delete cascade,
    id          uuid not null,
    digest      bytea not null,
    events      int not null,
    received_at timestamptz not null,
    primary key (org_id, id)
);
call tenant_table('event_posts', 'select, insert, delete');
create index event_posts_by_time on event_posts (org_id, received_at);

-- changeset muster:0016-upkeep splitStatements:false
-- The one schema of functions that run as the owner: what needs DDL while the hub runs. They take no
-- argument and go by the database's clock, so that there is nothing to get wrong or to abuse.
create schema upkeep;
revoke all on schema upkeep from public;
grant usage on schema upkeep to muster_door;

-- Makes a partition that nobody can reach but through its parent: without grants, and closed by row
-- security without a policy. It is attached when it is finished, so that writers do not wait.
create function upkeep.make_partition(name text, parent text, bounds text, parts text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    execute format('create table public.%I (like public.events including all) %s', name, parts);
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('alter table public.%I attach partition public.%I for values %s', parent, name, bounds);
end $$;

-- Makes the partitions from yesterday until the day after tomorrow for every plan there is; says how many.
create function upkeep.prepare_events() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    today date := (clock_timestamp() at time zone 'UTC')::date;
    days  int;
    day   date;
    class text;
    made  int := 0;
begin
    perform pg_advisory_xact_lock(hashtextextended('upkeep of events', 0));
    for days in select distinct history_days from public.plans order by 1 loop
        class := format('events_%s', days);
        if to_regclass('public.' || class) is null then
            perform upkeep.make_partition(
                class, 'events', format('in (%s)', days), 'partition by range (received_at)');
            made := made + 1;
        end if;
        for ahead in -1 .. 2 loop
            day := today + ahead;
            if to_regclass(format('public.%s_%s', class, to_char(day, 'YYYYMMDD'))) is null then
                perform upkeep.make_partition(
                    format('%s_%s', class, to_char(day, 'YYYYMMDD')), class,
                    format('from (%L) to (%L)', day || ' 00:00:00+00', day + 1 || ' 00:00:00+00'), '');
                made := made + 1;
            end if;
        end loop;
    end loop;
    return made;
end $$;

-- Drops what is older than its plan keeps, a few days at once: while one goes, nobody reads or writes
-- events. Whoever reads for long is waited for a moment, then it is tried again later. Says how many.
create function upkeep.drop_old_events() returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
    today date := (clock_timestamp() at time zone 'UTC')::date;
    name  text;
    gone  int := 0;
begin
    perform pg_advisory_xact_lock(hashtextextended('upkeep of events', 0));
    for name in
        select c.relname from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relispartition and c.relkind = 'r'
            and c.relname ~ '^events_[0-9]+_[0-9]{8}$'
            and to_date(split_part(c.relname, '_', 3), 'YYYYMMDD')
                < today - split_part(c.relname, '_', 2)::int
        order by 1 limit 8
    loop
        execute format('drop table public.%I', name);
        gone := gone + 1;
    end loop;
    return gone;
end $$;

revoke all on all functions in schema upkeep from public;
grant execute on function upkeep.prepare_events(), upkeep.drop_old_events() to muster_door;

-- changeset muster:0016-event-days
-- By what the plan kept as well: a list then opens no partition that cannot hold what it looks for.
alter table event_days add column keep_days int not null;
alter table event_days drop constraint event_days_pkey;
alter table event_days add primary key (org_id, day, keep_days);
