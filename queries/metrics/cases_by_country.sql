-- How many cases each country has.
-- One row per country, most cases first; cases without a known country are one row, code empty.
select
    country_code,
    count(*)::bigint as cases,
    max(edition_year) as newest_edition
from cases
group by country_code
order by cases desc, country_code
