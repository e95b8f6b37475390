-- Actions counted from exports, each once however often it was sent.
-- One row per action, or per cell of a tally that stands.
-- An action is known by section, platform and key; the newest export that holds it wins. A cell of a
-- tally is known by section, platform, day, case, type and channel; the newest export that has the
-- cell wins, with all its rows of that cell.
create table actions as
with keyed as (
    select *
    from counted.actions
    where key is not null
    qualify row_number() over (partition by section, platform, key order by export_order desc) = 1
),

cells as (
    select *
    from counted.actions
    where key is null
    qualify
        export_order = max(export_order) over (
            partition by section, platform, day, case_id, action_type, channel
        )
)

select * from keyed
union all
select * from cells
