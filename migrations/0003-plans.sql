-- liquibase formatted sql

-- changeset muster:0003-plans
create table plans (
    name            text primary key,
    position        int not null,
    title           text not null,
    cents_per_month int,
    devices_max     int,
    members_max     int,
    history_days    int not null,
    features        text[] not null
);
call global_table('plans', 'muster_owner');
insert into plans (name, position, title, cents_per_month, devices_max, members_max, history_days, features) values
    ('free', 1, 'Free', 0, 100, 3, 30, '{inventory,vulnerabilities,export,api}'),
    ('team', 2, 'Team', 4900, 500, 25, 365, '{inventory,vulnerabilities,export,api}'),
    ('business', 3, 'Business', 24900, 5000, null, 730, '{inventory,vulnerabilities,export,api}'),
    ('enterprise', 4, 'Enterprise', null, null, null, 1095, '{inventory,vulnerabilities,export,api}');
