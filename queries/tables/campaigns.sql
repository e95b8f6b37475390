-- The days of each edition that the record, the counts or the targets know.
-- One row per edition. Where no days were published: 1 November to 31 March.
create table campaigns as
with years as (
    select edition_year from editions
    union distinct
    select edition_year::integer as edition_year from counted_sums
    where edition_year is not null
    union distinct
    select edition_year from plan.targets
)

select
    years.edition_year,
    coalesce(editions.launch_day, make_date(years.edition_year, 11, 1)) as first_day,
    coalesce(editions.ends_on, make_date(years.edition_year + 1, 3, 31)) as last_day,
    last_day - first_day + 1 as days
from years
left join editions on years.edition_year = editions.edition_year
