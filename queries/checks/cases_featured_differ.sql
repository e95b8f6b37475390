-- To know: editions where this record has another number of cases by name than was featured.
-- One row per edition.
select
    'editions' as found_in,
    editions.edition_year::varchar as key,
    editions.cases_featured as printed,
    count(cases.case_id)::bigint as named
from editions
inner join cases on editions.edition_year = cases.edition_year
where editions.cases_featured is not null
group by editions.edition_year, editions.cases_featured
having count(cases.case_id) <> editions.cases_featured
order by editions.edition_year
