"""Our actions named as the cause, and the year in which the campaign is said to have begun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from impact.factcheck import notes, vocabulary
from impact.factcheck.facts import Facts
from impact.factcheck.names import Mention, lists
from impact.factcheck.notes import Judgement
from impact.factcheck.patterns import lazy
from impact.factcheck.rounding import Verdict
from impact.factcheck.scope import Scope
from impact.factcheck.text import COVER, Sentence
from impact.i18n.words import Language

_THEIR_OWN = lazy(r"\bobtenu (?:sa|son|leur)\b")


def attributions(sentence: Sentence, cases: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Where a sentence names our actions as the cause."""
    flat, lang = sentence.flat, sentence.lang
    if flat.rstrip().endswith("?"):
        return  # what is asked is not said
    for match in vocabulary.ATTRIBUTION[lang].finditer(flat):
        if any(name.end == match.start() - 1 for name in cases) and _THEIR_OWN.search(
            match.group()
        ):
            continue  # "Luis Manuel Otero Alcántara a obtenu sa libération"
        before, after = flat[: match.start()].rstrip()[-1:], flat[match.end() :].lstrip()[:1]
        if before and before in '"“«' and after and after in '"”»':
            continue  # the words themselves are spoken of: we never say "thanks to you"
        if not vocabulary.NOT_SO[lang].search(flat, max(0, match.start() - 24), match.start()):
            yield match.span()


_NAMED = lazy(r"\x7f{12}|\b(?:campaign|campagne|editions?|marathon)\b")


def began(
    place: Scope, facts: Facts, tell: Language
) -> Iterator[tuple[re.Match[str], str, int, Judgement]]:
    """Where a sentence says in which year the campaign began: the match, its group, the year, what the record says."""
    sentence = place.sentence
    match = vocabulary.BEGAN[sentence.lang].search(sentence.flat)
    if match and facts.totals:
        group = next(name for name, said in match.groupdict().items() if said)
        year = int(match[group])
        if re.search(rf"{COVER} (?:\w+ )?$", match.string[: match.start(group)]):
            return  # a whole date is of one edition, not of the campaign
        told = match.group()
        said = notes.began(facts, year, tell)
        if group in ("year4", "year5", "year11", "year14") and not _NAMED.search(sentence.flat):
            # "It all started in …": of the campaign that was spoken of before, or of a choir.
            local = vocabulary.LOCAL[sentence.lang].search(sentence.flat)
            if local or not place.campaign or said.verdict is Verdict.WRONG:
                return
        if re.search(r"\bnational\b", told) or any(
            section != lists()["first_section"] for _, _, section in facts.places.find(told)
        ):
            return  # when it began in one country, of which the record knows nothing
        yield match, group, year, said
