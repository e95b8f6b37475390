-- Wrong: a recommended total that no claim of the record carries.
-- One row per edition.
select 'editions' as found_in, edition_year::varchar as key, actions::varchar as problem
from editions
where
    actions is not null
    and not exists (
        select 1 from claims
        where
            claims.subject = 'actions'
            and claims.edition_year = editions.edition_year
            and claims.value = editions.actions
    )
