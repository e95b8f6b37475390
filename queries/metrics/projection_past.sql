-- What the projection of an edition would have said of the complete editions before it, and what came.
-- One row per complete edition before it that another one can tell of, newest first.
-- Each is told from the other ones, of the same sections up to the same days of the campaign. so_far: what
-- these had by then. said: what the projection would have said. came: what they had in the end. error: how far
-- said was from came, as a share of it; above zero it said too much.
-- $edition: year of the edition that is projected.
select
    earlier_year as edition_year,
    so_far,
    round(said)::bigint as said,
    came,
    error
from retold
where edition_year = $edition
order by earlier_year desc
