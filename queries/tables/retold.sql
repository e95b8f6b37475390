-- What the projection of an edition would have said of each complete edition before it, on the same days of
-- the same sections, told from the other ones; and what came.
-- One row per edition and complete edition before it that another one can tell of.
-- said: so_far divided by the share of their final count that the others had (their median). error: how far
-- said was from came, as a share of it; above zero it said too much.
create table retold as
with others as (
    select
        one.edition_year,
        one.earlier_year,
        other.earlier_year as other_year,
        sum(other.so_far) / nullif(sum(other.final), 0) as share
    from shares as one
    inner join shares as other
        on
            one.edition_year = other.edition_year
            and one.section = other.section
            and one.earlier_year <> other.earlier_year
    group by one.edition_year, one.earlier_year, other.earlier_year
),

shares_of_others as (
    select
        edition_year,
        earlier_year,
        median(share) as share
    from others
    where share > 0
    group by edition_year, earlier_year
)

select
    shares.edition_year,
    shares.earlier_year,
    shares.so_far,
    shares.so_far / shares_of_others.share as said,
    shares.final as came,
    said / shares.final - 1 as error
from shares
inner join shares_of_others
    on shares.edition_year = shares_of_others.edition_year and shares.earlier_year = shares_of_others.earlier_year
where shares.section is null and shares.so_far > 0
