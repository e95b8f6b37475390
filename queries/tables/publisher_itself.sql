-- A publisher's own name, without the page or the group that carried its words.
-- One row per call: a scalar macro, not a table.
create macro publisher_itself(name) as (
    regexp_replace(
        regexp_replace(name, ' \((via|d’après) .*\)$', ''),
        ', (group|groupe|final report|rapport final|education text|texte) .*$',
        ''
    )
)
