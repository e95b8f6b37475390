-- What the list of publishers knows an address by: the longest entry that the address begins with.
-- One row per page that a row of the record cites.
create table publisher_of as
with pages as (
    select source_url from record.editions
    union
    select source_url from record.claims
    union
    select source_url from record.cases
    union
    select source_url from record.outcomes
    union
    select source_url from record.case_actions
    union
    select source_url from record.section_actions
    union
    select source_url from record.section_dates
),

addresses as (
    select
        source_url,
        regexp_replace(regexp_replace(source_url, '^https?://(www\.)?', ''), '[?#].*$', '') || '/' as address
    from pages
    where source_url is not null
)

select
    addresses.source_url,
    arg_max(publishers.host, length(publishers.host)) as host,
    arg_max(publishers.class, length(publishers.host)) as publisher_class
from addresses
left join record.publishers as publishers on starts_with(addresses.address, publishers.host || '/')
group by addresses.source_url
