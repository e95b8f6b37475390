-- All documented releases of this record.
-- One row: people, how many of them still stand, and how many cases they belong to.
select
    coalesce(sum(people), 0)::bigint as people,
    coalesce(sum(people_standing), 0)::bigint as people_standing,
    coalesce(sum(people - people_standing), 0)::bigint as people_held_again,
    count(distinct person_id)::bigint as cases,
    min(left(event_date, 4))::integer as first_year,
    max(left(event_date, 4))::integer as last_year
from releases
