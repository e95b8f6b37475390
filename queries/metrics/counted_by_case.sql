-- Actions of an edition as counted from exports, by case.
-- One row per case, most actions first, the unmapped last. name: as the record has it, null for a
-- case that it does not have. unmapped: actions whose campaign name no mapping knows; they count for
-- the edition and for no case.
-- $edition: year of the edition.
select
    counted_days.case_id,
    cases.name,
    cases.name_fr,
    counted_days.case_id = 'unmapped' as unmapped,
    sum(counted_days.actions)::bigint as actions,
    sum(counted_days.actions) / nullif(sum(sum(counted_days.actions)) over (), 0) as share,
    min(counted_days.day) as first_day,
    max(counted_days.day) as last_day
from counted_days
left join cases on counted_days.case_id = cases.case_id
where counted_days.edition_year = $edition
group by counted_days.case_id, cases.name, cases.name_fr
order by unmapped, actions desc, counted_days.case_id
