-- All documented releases of this record, and where these people stand as last recorded.
-- One row: people, each once over all editions; free_now to not_known_now, which add up to them;
-- died_held, how many of the dead were held when they died;
-- ever_held_again, how many of them were taken in again at some time after their release, wherever
-- they stand now; and how many cases they belong to, each once over all editions.
-- qualifier: of the people, for the record is incomplete.
select
    coalesce(sum(people), 0)::bigint as people,
    'at_least' as qualifier,
    coalesce(sum(free_now), 0)::bigint as free_now,
    coalesce(sum(under_conditions_now), 0)::bigint as under_conditions_now,
    coalesce(sum(held_now), 0)::bigint as held_now,
    coalesce(sum(died), 0)::bigint as died,
    coalesce(sum(died_held), 0)::bigint as died_held,
    coalesce(sum(not_known_now), 0)::bigint as not_known_now,
    coalesce(sum(ever_held_again), 0)::bigint as ever_held_again,
    count(distinct person_id)::bigint as cases,
    min(left(event_date, 4))::integer as first_year,
    max(left(event_date, 4))::integer as last_year
from releases
