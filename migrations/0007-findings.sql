-- liquibase formatted sql

-- changeset muster:0007-findings
-- A vulnerability on a device, for ever under one id: since begins the present (or last) interval
-- and gone_at ends it. What is shown in lists is kept here, so that it stays true when the
-- catalogue moves on. Urgency is the order in which to look: exploited, then severe, then fixable.
create table findings (
    org_id              uuid not null default tenant(),
    id                  uuid not null default uuidv7(),
    device_id           uuid not null,
    vulnerability       text collate "C" not null,
    vulnerability_order text collate "C" not null generated always as (lower(vulnerability)) stored,
    aliases             text[] not null,
    software_id         uuid not null,
    version_id          uuid not null,
    software            text not null,
    software_order      text collate "C" not null generated always as (lower(software collate "C")) stored,
    ecosystem           text not null,
    package             text not null,
    package_order       text collate "C" not null generated always as (lower(package collate "C")) stored,
    installed_version   text not null,
    fixed_version       text,
    -- Whether every affected package has a version that ends it.
    fixable             boolean not null,
    severity            text collate "C" not null check (severity in ('critical', 'high', 'medium', 'low', 'none', 'unknown')),
    exploited           boolean not null,
    due_on              date,
    urgency             int not null,
    evidence            text not null,
    -- Of everything that was concluded: tells a changed conclusion from the same one.
    digest              uuid not null,
    first_seen          timestamptz not null,
    since               timestamptz not null,
    gone_at             timestamptz,
    gone_because        text check (gone_because in ('upgraded', 'removed', 'catalogue', 'retired')),
    primary key (org_id, id),
    unique (org_id, device_id, vulnerability),
    foreign key (org_id, device_id) references devices on delete cascade,
    check ((gone_at is null) = (gone_because is null))
) with (fillfactor = 90);
call tenant_table('findings');
create index findings_urgent on findings (org_id, urgency, id) where gone_at is null;
create index findings_exploited on findings (org_id, urgency, id) where gone_at is null and exploited;
create index findings_unfixable on findings (org_id, urgency, id) where gone_at is null and not fixable;
create index findings_severe on findings (org_id, severity, urgency, id) where gone_at is null;
create index findings_new on findings (org_id, since, id) where gone_at is null;
create index findings_of_device on findings (org_id, device_id, urgency, id) where gone_at is null;
create index findings_of_vulnerability on findings (org_id, vulnerability_order, urgency, id) where gone_at is null;
create index findings_of_software on findings (org_id, software_order, urgency, id) where gone_at is null;
create index findings_of_package on findings (org_id, package_order, urgency, id) where gone_at is null;
create index findings_gone on findings (org_id, gone_at, id) where gone_at is not null;

-- The earlier intervals of a finding that came back.
create table finding_intervals (
    org_id       uuid not null default tenant(),
    finding_id   uuid not null,
    since        timestamptz not null,
    gone_at      timestamptz not null,
    gone_because text not null,
    primary key (org_id, finding_id, since),
    foreign key (org_id, finding_id) references findings on delete cascade
);
call tenant_table('finding_intervals');

-- Why: what was installed, what it is called in advisories, which advisory, which comparison.
create table finding_evidences (
    org_id        uuid not null default tenant(),
    finding_id    uuid not null,
    position      int not null,
    installed     text not null,
    ecosystem     text not null,
    package       text not null,
    version       text not null,
    advisory      text not null,
    feed          text not null,
    range         text not null,
    comparison    text not null,
    fixed_version text,
    note          text,
    primary key (org_id, finding_id, position),
    foreign key (org_id, finding_id) references findings on delete cascade
);
call tenant_table('finding_evidences');

-- changeset muster:0007-coverage
-- How much of a device's software could be checked. No row: not looked at yet.
create table device_coverage (
    org_id    uuid not null default tenant(),
    device_id uuid not null,
    software  int not null,
    checked   int not null,
    since     timestamptz not null,
    primary key (org_id, device_id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_coverage');

-- The software on a device of which nobody can tell whether it is vulnerable, and why not.
create table coverage_gaps (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    version_id uuid not null,
    why        text collate "C" not null,
    primary key (org_id, device_id, version_id),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, version_id) references software_versions on delete cascade
);
call tenant_table('coverage_gaps');
create index coverage_gaps_why on coverage_gaps (org_id, why, version_id);
create index coverage_gaps_of_version on coverage_gaps (org_id, version_id);

-- The same reasons counted over the whole organization.
create table coverage_reasons (
    org_id   uuid not null default tenant() references organizations on delete cascade,
    why      text collate "C" not null,
    software bigint not null,
    primary key (org_id, why)
);
call tenant_table('coverage_reasons');

-- What advisories call an installed version: when they change, this leads to the devices.
create table version_identities (
    org_id     uuid not null default tenant(),
    version_id uuid not null,
    ecosystem  text collate "C" not null,
    package    text collate "C" not null,
    primary key (org_id, version_id, ecosystem),
    foreign key (org_id, version_id) references software_versions on delete cascade
);
call tenant_table('version_identities');
create index version_identities_named on version_identities (org_id, ecosystem, package, version_id);

-- changeset muster:0007-remedies
-- What to do on a device: upgrade this package, and these findings are gone.
create table device_remedies (
    org_id        uuid not null default tenant(),
    device_id     uuid not null,
    family        text collate "C" not null,
    package       text collate "C" not null,
    fixed_version text not null,
    findings      int not null,
    exploited     int not null,
    critical      int not null,
    high          int not null,
    primary key (org_id, device_id, family, package),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_remedies');

-- What to do first in the organization; kept with the findings, so that no page counts them.
create table remedies (
    org_id    uuid not null default tenant() references organizations on delete cascade,
    family    text collate "C" not null,
    package   text collate "C" not null,
    id        uuid not null default uuidv7(),
    devices   int not null,
    findings  bigint not null,
    exploited bigint not null,
    critical  bigint not null,
    high      bigint not null,
    primary key (org_id, family, package),
    unique (org_id, id)
);
call tenant_table('remedies');
create index remedies_first on remedies (org_id, exploited, critical, high, findings, id) where devices > 0;

-- changeset muster:0007-counts
-- A vulnerability on at least one device of the organization, now or before.
create table found_vulnerabilities (
    org_id        uuid not null default tenant() references organizations on delete cascade,
    id            uuid not null default uuidv7(),
    vulnerability text collate "C" not null,
    vulnerability_order text collate "C" not null generated always as (lower(vulnerability)) stored,
    severity      text collate "C" not null,
    exploited     boolean not null,
    due_on        date,
    urgency       int not null,
    devices       int not null,
    first_seen    timestamptz not null,
    primary key (org_id, vulnerability),
    unique (org_id, id)
);
call tenant_table('found_vulnerabilities');
create index found_vulnerabilities_urgent on found_vulnerabilities (org_id, urgency, id) where devices > 0;
create index found_vulnerabilities_exploited on found_vulnerabilities (org_id, urgency, id) where devices > 0 and exploited;
create index found_vulnerabilities_severe on found_vulnerabilities (org_id, severity, urgency, id) where devices > 0;
create index found_vulnerabilities_spread on found_vulnerabilities (org_id, devices, id) where devices > 0;
create index found_vulnerabilities_named on found_vulnerabilities (org_id, vulnerability_order, id) where devices > 0;

create table finding_totals (
    org_id           uuid primary key default tenant() references organizations on delete cascade,
    open             bigint not null,
    exploited        bigint not null,
    critical         bigint not null,
    high             bigint not null,
    fixable          bigint not null,
    devices          bigint not null,
    exploited_devices bigint not null,
    software         bigint not null,
    checked          bigint not null
);
call tenant_table('finding_totals');

-- One row for each day on which something changed; days between are like the one before.
create table finding_days (
    org_id    uuid not null default tenant() references organizations on delete cascade,
    day       date not null,
    opened    bigint not null,
    gone      bigint not null,
    open      bigint not null,
    exploited bigint not null,
    software  bigint not null,
    checked   bigint not null,
    primary key (org_id, day)
);
call tenant_table('finding_days');

-- changeset muster:0007-overview
-- What happened lately in the whole organization.
create index device_timeline_lately on device_timeline (org_id, at, id);
