"""Attribution: which names of what is in were given to a case by one word of it, for staff to look over.

The sums that readers read do not tell names of known cases apart. So the rows that are kept are asked, when
somebody wants to know: for these names alone, by the same query that settles what stands.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

from impact.exports import rules
from impact.exports.labels import Label, most_first
from impact.exports.mapping import with_cases
from impact.exports.recognition import Recognition
from impact.exports.sources import ExportSource, Mappings
from impact.exports.taking import looking
from impact.store import Store


def by_word(store: Store, mappings: Mappings, recognition: Recognition) -> list[Label]:
    """The names in what is in that one word gave to a case, as the record is now, those first on which most
    actions hang. What a rule says is not among them. Raises `Fault`."""
    sums: Counter[tuple[str, str, int | None, str]] = Counter()
    with looking(store) as visit:
        ledger = visit.ledger
        for section, platform in sorted(
            {(each.section, each.platform) for each in ledger.standing()}
        ):
            said = rules.said(ledger.rules.values(), platform)
            source = mappings.sources.get(platform)
            if source is not None:
                source = with_cases(source, (), mappings.cases.get(platform, {}))
            asked = partial(_by_word, recognition, source)
            for row in visit.settling.named(ledger, section, platform, asked):
                label, edition = row["label"], row["edition_year"]
                if (rules.key(label), edition) not in said:
                    sums[platform, label, edition, row["case_id"]] += row["actions"]
    return most_first(
        Label(platform, label, edition, actions, case)
        for (platform, label, edition, case), actions in sums.items()
    )


def _by_word(known: Recognition, source: ExportSource | None, label: str, case: str) -> bool:
    """Whether one word gave a name to its case, and not the mapping's own rules."""
    if source is not None and any(case in named for named in source.cases(label)):
        return False
    return known.by_word(label, case)
