-- liquibase formatted sql

-- changeset muster:0004-catalogue
-- Where published vulnerabilities come from. An excerpt is part of the project and never complete.
create table feeds (
    id            text collate "C" primary key,
    title         text not null,
    kind          text not null check (kind in ('advisories', 'exploited')),
    origin        text not null,
    licence       text not null,
    excerpt       boolean not null default false,
    state         text not null check (state in ('importing', 'ready', 'failed')),
    error         text,
    records       bigint not null default 0,
    unread        bigint not null default 0,
    -- The ecosystems of which this feed tells everything: there, silence means clean.
    complete_for  text[] not null default '{}',
    -- Of the last good copy, so that an unchanged one is not read again.
    checksum      text,
    etag          text,
    last_modified text,
    newest_record timestamptz,
    attempted_at  timestamptz not null,
    updated_at    timestamptz
);
call global_table('feeds', 'muster_catalogue');

create table vulnerabilities (
    id           text collate "C" primary key,
    summary      text not null,
    severity     text,
    published_at timestamptz,
    modified_at  timestamptz not null
);
call global_table('vulnerabilities', 'muster_catalogue');

create table known_exploited (
    vulnerability text collate "C" primary key,
    feed          text collate "C" not null references feeds on delete cascade,
    title         text not null,
    vendor        text not null,
    product       text not null,
    added_on      date not null,
    due_on        date,
    ransomware    boolean not null,
    action        text not null
);
call global_table('known_exploited', 'muster_catalogue');
create index known_exploited_feed on known_exploited (feed);

create table advisories (
    feed            text collate "C" not null references feeds on delete cascade,
    id              text collate "C" not null,
    checksum        text not null,
    vulnerabilities text[] not null,
    -- A release note of a distribution, which mends several vulnerabilities at once.
    collective      boolean not null,
    aliases         text[] not null,
    summary         text not null,
    severity        text,
    published_at    timestamptz,
    modified_at     timestamptz not null,
    withdrawn_at    timestamptz,
    primary key (feed, id)
);
call global_table('advisories', 'muster_catalogue');

create table advised_vulnerabilities (
    vulnerability text collate "C" not null,
    feed          text collate "C" not null,
    advisory      text collate "C" not null,
    primary key (vulnerability, feed, advisory),
    foreign key (feed, advisory) references advisories on delete cascade
);
call global_table('advised_vulnerabilities', 'muster_catalogue');
create index advised_vulnerabilities_advisory on advised_vulnerabilities (feed, advisory);

-- A stretch of affected versions of a package; the words of span are muster.matching's.
create table affected (
    feed       text collate "C" not null,
    advisory   text collate "C" not null,
    position   int not null,
    ecosystem  text collate "C" not null,
    name       text collate "C" not null,
    introduced text not null,
    span       text not null check (span in ('fixed', 'last_affected', 'limit', 'open', 'exact')),
    ending     text not null,
    note       text,
    primary key (feed, advisory, position),
    foreign key (feed, advisory) references advisories on delete cascade
);
call global_table('affected', 'muster_catalogue');
create index affected_package on affected (ecosystem, name);
