-- Whose exports of an edition are awaited, how often they usually come, and from when on they are late.
-- One row per edition and section that sent for it or for the edition before; those of the edition
-- before are awaited too.
-- sends: days on which exports of the edition came. last_sent_on: the last of them; of a section
-- without any, the last one for the edition before. usual_days: median of the days between the
-- section's sends for the edition, or, where they are fewer than three, for the edition before; null
-- where those are too few as well. usual_year: the edition that it is of. late_from: the day after
-- twice usual_days of silence; of a section without any, the first day of the edition; null if it
-- cannot be told. first_day, last_day: of the edition; 1 November to 31 March where
-- none are known.
create table rhythms as
with sent as (
    select
        edition_year,
        section,
        count(*)::bigint as sends,
        max(received_on) as last_sent_on,
        if(count(*) >= 3, median(days_between), null) as usual_days
    from sends
    group by edition_year, section
),

awaited as (
    select edition_year, section from sent
    union distinct
    select edition_year + 1, section from sent
)

select
    awaited.edition_year,
    awaited.section,
    coalesce(sent.sends, 0)::bigint as sends,
    coalesce(sent.last_sent_on, earlier.last_sent_on) as last_sent_on,
    coalesce(sent.usual_days, earlier.usual_days) as usual_days,
    case
        when sent.usual_days is not null then sent.edition_year
        when earlier.usual_days is not null then earlier.edition_year
    end as usual_year,
    coalesce(campaigns.first_day, make_date(awaited.edition_year, 11, 1)) as first_day,
    coalesce(campaigns.last_day, make_date(awaited.edition_year + 1, 3, 31)) as last_day,
    if(
        sent.sends is null,
        coalesce(campaigns.first_day, make_date(awaited.edition_year, 11, 1)),
        sent.last_sent_on + floor(2 * coalesce(sent.usual_days, earlier.usual_days))::integer + 1
    ) as late_from
from awaited
left join sent
    on awaited.edition_year = sent.edition_year and awaited.section = sent.section
left join sent as earlier
    on awaited.edition_year - 1 = earlier.edition_year and awaited.section = earlier.section
left join campaigns on awaited.edition_year = campaigns.edition_year
