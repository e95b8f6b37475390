-- Actions of an edition as counted from exports, by case.
-- One row per case, most actions first, the unmapped last. name: as the record has it, null for a
-- case that it does not have. unmapped: actions whose campaign name no mapping knows; they count for
-- the edition and for no case.
-- $edition: year of the edition.
select
    counted_sums.case_id,
    cases.name,
    cases.name_fr,
    counted_sums.case_id = 'unmapped' as unmapped,
    sum(counted_sums.actions)::bigint as actions,
    sum(counted_sums.actions) / nullif(sum(sum(counted_sums.actions)) over (), 0) as share,
    min(counted_sums.day) as first_day,
    max(counted_sums.day) as last_day
from counted_sums
left join cases on counted_sums.case_id = cases.case_id
where counted_sums.grain = 'case' and counted_sums.edition_year = $edition
group by counted_sums.case_id, cases.name, cases.name_fr
order by unmapped, actions desc, counted_sums.case_id
