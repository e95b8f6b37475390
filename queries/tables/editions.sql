-- The editions, with the day each one is taken to begin.
-- One row per edition.
-- launch_day is the published first day, else 1 November: the earliest day an edition has begun.
create table editions as
select
    * exclude (actions_qualifier),
    if(actions is null, null, coalesce(actions_qualifier, 'exact')) as actions_qualifier,
    coalesce(starts_on, make_date(edition_year, 11, 1)) as launch_day
from record.editions
