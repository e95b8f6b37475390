-- What counts, added up by day, so that no figure has to read every action again.
-- One row per edition, section, case, type, channel and day; day is null for undated actions.
-- day_of_campaign: 1 on the first day of the edition; 0 or less before it.
create table counted_days as
select
    campaigns.edition_year,
    actions.section,
    actions.case_id,
    actions.action_type,
    actions.channel,
    actions.day,
    actions.day - campaigns.first_day + 1 as day_of_campaign,
    sum(actions.quantity)::bigint as actions
from actions
inner join campaigns on actions.edition_year = campaigns.edition_year
group by all
