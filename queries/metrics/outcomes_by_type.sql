-- Events that this record documents after the launch of the edition, by what happened.
-- One row per type of event, most frequent first; an event is not a person, and counts once if it
-- stands under two cases of the same people.
select
    outcome_type,
    any_value(direction) as direction,
    count(*)::bigint as events,
    count(distinct person_id)::bigint as cases
from outcomes
where not before_launch and not retold
group by outcome_type
order by events desc, outcome_type
