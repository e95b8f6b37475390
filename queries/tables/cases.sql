-- The cases, each with the first case of the same people and the day their first edition began.
-- One row per case.
-- person_id joins a case that came back to its earliest edition, so that people count once.
-- read_until: when the pages end that could be read on that day; empty where that is not known. known_until: the last
-- day of which something can be known, that of the check or of these pages.
-- checked_on: the newest day on which where the case stands was checked: its newest event, or a search for later ones.
-- A page of an earlier event, or of the campaign, that was read again tells nothing of it.
create table cases as
with recursive roots as (
    select
        case_id,
        case_id as person_id
    from record.cases
    where same_people_as is null
    union all
    select
        later.case_id,
        roots.person_id
    from record.cases as later
    inner join roots on later.same_people_as = roots.case_id
),

told as (
    select
        *,
        coalesce(event_date, '') = coalesce(max(event_date) over (partition by case_id), '') as newest
    from record.outcomes
),

events as (
    select
        case_id,
        max(checked_on) filter (where newest or checked_how is distinct from 'source_read') as checked_on,
        max(checked_on) filter (where checked_how = 'sent_in') as sent_in_on
    from told
    group by case_id
),

checked as (
    select
        cases.case_id,
        events.sent_in_on,
        if(
            events.case_id is not null and cases.checked_how = 'source_read',
            events.checked_on,
            greatest(cases.checked_on, events.checked_on)
        ) as checked_on
    from record.cases as cases
    left join events on cases.case_id = events.case_id
)

select
    cases.* exclude (checked_on),
    checked.checked_on,
    -- What was sent in since then, or on that very day, was seen by somebody who read other pages.
    if(
        checked.checked_on <= about.checked_on and coalesce(checked.sent_in_on < about.checked_on, true),
        about.read_until,
        null
    ) as read_until,
    least(checked.checked_on, last_day_of(read_until)) as known_until,
    roots.person_id,
    editions.launch_day,
    min(editions.launch_day) over (partition by roots.person_id) as first_launch_day
from record.cases as cases
cross join record.about as about
inner join roots on cases.case_id = roots.case_id
inner join editions on cases.edition_year = editions.edition_year
inner join checked on cases.case_id = checked.case_id
