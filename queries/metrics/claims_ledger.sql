-- The ledger of claims: everything that a publisher printed, beside our own number and what may be said,
-- and the numbers that we offer ourselves.
-- One row per claim, story by story, each in the order of printing, undated ones last.
-- family: the stories: releases, actions, taking_part, cases, messages. of_cases: the number of cases that
-- the same publisher set the number against on the same day.
-- our_value: our number of the same subject, window and day, null where we have none; our_figure names
-- its metric. Documented releases are a floor: our list is incomplete.
-- rule: the status that the data give, the first that holds: superseded (interim, or the publisher's
-- newest number is another), do_not_say (beyond its qualifier not what we find), disputed (somebody
-- else prints what cannot be true beside it), current (we find the same), else cannot_be_checked.
-- status: that of staff where they set one, with their reason; else the rule's.
-- replaced_by: the number that superseded it.
-- offered: it is ours to say, as of the day the record was checked; nobody printed it for us.
select *
from (
    select
        *,
        false as offered
    from ledger
    union all by name
    select
        *,
        true as offered
    from offered
)
order by
    offered,
    list_position(['releases', 'actions', 'taking_part', 'cases', 'messages'], family),
    edition_year nulls last,
    printed_by nulls last,
    claim_id
