-- Every number that a publisher printed, with the last day its date can mean.
-- One row per claim. publisher_itself leaves out where the publisher's words were seen.
create table claims as
select
    *,
    publisher_itself(publisher) as publisher_itself,
    publisher_itself(publisher_fr) as publisher_itself_fr,
    coalesce(as_of, source_date) as printed,
    last_day_of(coalesce(as_of, source_date)) as printed_by
from record.claims
