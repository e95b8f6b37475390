-- All that is counted, by edition.
-- One row per edition.
select edition_year, sum(quantity)::bigint as actions from rollup group by edition_year
