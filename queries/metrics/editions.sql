-- The editions, with their dates, published total and how many cases this record has by name.
-- One row per edition, oldest first.
select
    editions.edition_year,
    editions.starts_on,
    editions.ends_on,
    editions.actions,
    editions.actions_qualifier as qualifier,
    editions.actions_counted,
    editions.cases_featured,
    count(cases.case_id)::bigint as cases_named,
    editions.source_name,
    editions.source_name_fr,
    editions.source_url,
    editions.source_date,
    editions.source_strength,
    editions.checked_on,
    editions.checked_how
from editions
left join cases on editions.edition_year = cases.edition_year
group by all
order by editions.edition_year
