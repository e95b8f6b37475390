"""Which case of an edition a cell means: by its id, a name, one word of a name, or its country.

Everything it knows comes from the record, whose rows it is given. A cell is asked once per distinct
text, of which an export may have hundreds of thousands: its words are looked up, cases never gone
through. What fits nothing, or two cases alike, is no case: who counts must not guess.

From the surest to the least sure: the id of the record; a whole name, in any order of its words; a
further name of `case_names.csv`; one word that no other case of the edition has; the country, where
the edition has one case there. The surest that a cell holds decides: in "Canada: Zhang Zhan" the name.
Only in a list ("China; Guatemala", "Zhang Zhan and Ciham Ali") does each part count for itself.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from impact.exports import places as in_text
from impact.i18n import countries
from impact.i18n.countries import folded, words_of
from impact.record.reader import Row

Found = tuple[str | None, str]

# Words that decide nothing alone, because they stand in campaigns, letters and calendars too.
_COMMON = frozenset(
    """
    case cases cas community communities women woman femme femmes girl girls filles men people person
    defender defenders rights right human droits humains land terre mother nature uncle oncle brother
    group groups groupe family friends friend student students teacher lawyer journalist artist activist
    activists church school schools ecole club center centre free justice freedom liberte liberty action
    actions petition petitions letter letters lettre lettres card cards carte cartes urgent appeal appel
    email emails mail write writing written ecrire lettera brief briefe briefmarathon marathon campaign
    campagne amnesty international online offline signature signatures solidarity solidarite message
    messages protest protests march marche mars april avril may mai june juin july juillet august aout
    september septembre october octobre november novembre december decembre january janvier february
    fevrier park sphere youth young climate water peace hope love help save stop against with from pour
    avec dans para with miguel paul ana anna maria marie mohamed mohammed muhammad ahmed ahmad ali
    juan jose joel michael john david luis manuel silva santos cruz total other others autre autres autres
    nation nations first premiere committee comite independent istanbul lgbti roma roms village population
    front camp street site valley river opposition movement mouvement defenseurs defenseures
    hang test form formulaire unknown inconnu none general generic various divers west east north south nord sud
    """.split()  # noqa: SIM905
)
# Of these, what many people are called.
_GIVEN = frozenset(
    """
    miguel paul ana anna maria marie mohamed mohammed muhammad ahmed ahmad ali juan jose joel michael john david luis manuel
    """.split()  # noqa: SIM905
)
# How an edition is written: W4R24, W4R '24, WfR_2024, Write for Rights 2024, Marathon des lettres 2024,
# 2024 Briefmarathon. Two figures apart from the name ("W4R 12 people") are one only if no word follows.
_MAY_STATE = ("w4r", "wfr", "epd", "mara", "right", "droit", "lib", "skriv", "é", "e\u0301")
_SHORT_NAME = r"(?:w4r|wfr|epd)"
_LONG_NAME = (
    r"(?:w4r|wfr|epd|write[\W_]*(?:for|4)[\W_]*rights|ecrire[\W_]*pour[\W_]*les[\W_]*droits"
    r"|ecrire[\W_]*ca[\W_]*libere|[a-z]*mara(?:th|t)on[a-z]*(?:[\W_]+[a-z]+){0,2}|skriv for (?:liv|rettigheter))"
)
_EDITION = re.compile(
    rf"(?<![a-z0-9]){_LONG_NAME}[\W_]*(?:edition[\W_]*)?(20\d\d)(?!\d)"
    rf"|(?<![a-z0-9]){_SHORT_NAME}(?:[-_.]?|\s*['’])(\d\d)(?!\d)"
    rf"|(?<![a-z0-9]){_SHORT_NAME}\s+(\d\d)(?![\w%.,]|\s+[a-z])"
    rf"|(?<![a-z0-9]){_SHORT_NAME}\s+(\d\d)(?=[\s_-]+(?:[a-z]{{2,3}}[\s_-]+)?signed(?![a-z]))"
    rf"|(?<![\d/.-])(20\d\d)[\W_]*(?:edition[\W_]*)?{_LONG_NAME}(?![a-z0-9])"
)
_FRENCH_EDITION = re.compile(r"(?<!\w)(?:É|E\u0301|é|e\u0301)[\s_-]?(\d\d)(?!\d)")
_ID = re.compile(r"(?<![a-z0-9])(?:19|20)\d\d-[a-z0-9]+(?:-[a-z0-9]+)*")
_LISTED = re.compile(r"[;|\n\r,&+]|(?<!\d)/|/(?!\d)|\s(?:and|et|und|y|og|och)\s", re.IGNORECASE)
_ANSWERS = re.compile(r"[;|\n\r]")  # what forms put between several answers to one question
_CAMEL = re.compile(r"[A-ZÀ-ÖØ-Þ](?=[^\W\d_A-ZÀ-ÖØ-Þ])(?<=[^\W_A-ZÀ-ÖØ-Þ].)")
_BETWEEN = re.compile(r"[\s\W]+")
_PART = re.compile(r"[,&]|\s(?:and|et)\s")
_DIGIT = re.compile(r"\d")
_APOSTROPHE = re.compile("['’ʼ`´‘]")
_CALLED = re.compile(r"\b(?:free(?:our)?|justice(?:for|pour)|liberez|standwith|save)(\w{4,})")


def edition_in(label: str) -> int | None:
    """The edition that a cell states beside the campaign's name: W4R24, É24, "Write for Rights 2024".

    None if it states none, or two.
    """
    if not _DIGIT.search(label):
        return None
    small = label.lower()
    if any(part in small for part in _MAY_STATE):
        stated = {
            _year(next(filter(None, found.groups()))) for found in _EDITION.finditer(folded(label))
        }
        stated |= {_year(found[1]) for found in _FRENCH_EDITION.finditer(label)}
        return stated.pop() if len(stated) == 1 else None
    return int(label) if re.fullmatch(r"\s*20\d\d\s*", label, re.ASCII) else None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


class _Said:
    """A cell, or a part of one, with its words; those with an apostrophe or a capital inside twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.order = words_of(text)
        self.words = set(self.order)
        if _APOSTROPHE.search(text):
            self.words.update(words_of(_APOSTROPHE.sub("", text)))
        if _CAMEL.search(text):
            self.words.update(words_of(_CAMEL.sub(r" \g<0>", text)))
        self.unspaced = (
            "" if text.isascii() or not in_text.UNSPACED.search(text) else "".join(self.order)
        )


class _Names:
    """Whole names, each under one of its words, the rarest; and those looked for inside a text."""

    def __init__(self) -> None:
        self._held: dict[frozenset[str], set[str]] = defaultdict(set)
        self._by_word: dict[str, set[frozenset[str]]] = defaultdict(set)
        self._unspaced: dict[str, set[str]] = defaultdict(set)

    def add(self, name: str, case: str) -> None:
        if in_text.UNSPACED.search(name):
            self._unspaced["".join(words_of(name))].add(case)
            return
        for text in (name, _APOSTROPHE.sub("", name)):
            if bag := frozenset(word for word in words_of(text) if word not in ("and", "et")):
                rarest = max(bag, key=lambda word: (word not in _COMMON, len(word), word))
                self._by_word[rarest].add(bag)
                self._held[bag].add(case)

    def within(self, said: _Said) -> set[str]:
        """The cases whose names a text holds; of names within one another, those of the longest."""
        bags = [
            bag
            for word in self._by_word.keys() & said.words
            for bag in self._by_word[word]
            if bag <= said.words
        ]
        found: set[str] = set()
        for bag in bags:
            if not any(bag < other for other in bags):
                found |= self._held[bag]
        if said.unspaced:
            for name, cases in self._unspaced.items():
                if name in said.unspaced:
                    found |= cases
        return found


@dataclass
class _Edition:
    """What is known of one edition's cases: names, single words, countries, and codes of these."""

    names: _Names = field(default_factory=_Names)
    further: _Names = field(default_factory=_Names)
    words: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(
        default_factory=set
    )  # the words of all names, those that decide nothing too
    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    place_words: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of(self, places: Iterable[str]) -> set[str]:
        """The cases in some countries."""
        return {case for place in places for case in self.places.get(place, ())}


class Recognition:
    """Says which case a cell means, by the record's rows of cases and of their further names."""

    def __init__(self, cases: Iterable[Row], names: Iterable[Row] = ()) -> None:
        self._ids: dict[str, int] = {}
        self._editions: dict[int, _Edition] = defaultdict(_Edition)
        self._everywhere = _Names()
        self._words: dict[str, list[_Edition]] = defaultdict(list)  # those in which one decides
        further: dict[str, list[str]] = defaultdict(list)
        for row in names:
            further[str(row["case_id"])].append(str(row["name"]))
        holders: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in cases:
            case, year = str(row["case_id"]), int(str(row["edition_year"]))
            edition = self._editions[year]
            self._ids[case] = year
            spelt = [str(row["name"]), str(row["name_fr"])]
            wholes = list(dict.fromkeys(whole for text in spelt for whole in _wholes(text)))
            for name in wholes:
                edition.names.add(name, case)
            for name in further[case]:
                edition.further.add(name, case)
            for name in (*wholes, *further[case]):
                if len(words_of(name)) > 1 and any(map(_decides, words_of(name))):
                    self._everywhere.add(name, case)
                edition.shown[case].append(folded(name))
            together = {name for name in wholes if " " not in name and _decides(name)}
            for word in _own(spelt[0]) & _own(spelt[1]) | together:
                holders[year][word].add(case)
            if row["country_code"]:
                edition.places[str(row["country_code"])].add(case)
        for year, words in holders.items():
            self._editions[year].words = {
                word: next(iter(held))
                for word, held in words.items()
                if len(held) == 1 and _decides(word)
            }
            self._editions[year].held = set(words)
            for word in self._editions[year].words:
                self._words[word].append(self._editions[year])
        firsts: dict[str, set[str]] = defaultdict(set)
        for first, rows in in_text.place_names().items():
            for _, place in rows:
                firsts[place or ""].add(first)
        for edition in self._editions.values():
            edition.place_words = {word for place in edition.places for word in firsts[place]}
            edition.codes = {
                code.lower() for code, place in countries.codes().items() if place in edition.places
            }

    def case(self, label: str, edition: int | None) -> Found:
        """The case that a cell means in an edition, and why none.

        "" it is recognised; "unknown"; "two_cases" fit it; "several" are listed in it; "other_edition":
        it names a case, or a campaign, that is not of this edition. Without an edition, the one that
        the cell states.
        """
        stated = edition_in(label)
        ids = self._ids_in(label)
        if len(ids) > 1:
            return None, "several"
        if ids:
            (case,) = ids
            edition = self._ids[case] if edition is None else edition
            return (case, "") if self._ids[case] == edition else (None, "other_edition")
        if edition is None:
            return (None, "unknown") if stated is None else self._recognised(label, stated)
        if stated is None or stated == edition:
            return self._recognised(label, edition)
        # It speaks of another edition than its day does, so neither can be trusted.
        found = {self._recognised(label, year) for year in (stated, edition)}
        return None, "unknown" if found == {(None, "unknown")} else "other_edition"

    def names(self, label: str) -> bool:
        """Whether a cell names a case of any edition, or several."""
        if not label:
            return False
        if self._ids_in(label):
            return True
        said = _Said(label)
        return any(self._fits(said, known)[0] for known in self._editions.values())

    def by_word(self, label: str, case: str) -> bool:
        """Whether a word of a case's name stands in a cell, and neither an id nor any name of it as a whole."""
        known = self._editions.get(self._ids.get(case, 0))
        if known is None or self._ids_in(label):
            return False
        said = _Said(label)
        called = _called(said)
        whole = known.names.within(said) | known.further.within(said)
        whole |= known.names.within(_Said(" ".join(called)))  # #FreeZhangZhan
        return case not in whole and any(
            known.words.get(word) == case for word in said.words | called
        )

    def nearest(self, label: str, edition: int, count: int = 5) -> list[str]:
        """The cases of an edition, those first whose names are most like a cell; all are of it."""
        known = self._editions.get(edition)
        if known is None:
            return []
        said = _Said(label)
        text, words = " ".join(said.order), said.words - _COMMON
        there = known.of(in_text.places(said.order))
        score: dict[str, float] = {}
        for case, names in known.shown.items():
            of_case = {word for name in names for word in words_of(name)} - _COMMON
            like = max((_like(one, other) for one in words for other in of_case), default=0.0)
            whole = max(_like(text, name) for name in names)
            score[case] = 2 * len(words & of_case) + (case in there) + like + whole
        return sorted(score, key=lambda case: (-score[case], case))[:count]

    def _ids_in(self, label: str) -> set[str]:
        if "-" not in label or not _DIGIT.search(label):
            return set()
        found = set()
        for match in _ID.finditer(label.lower()):
            text = match.group()
            while text not in self._ids and "-" in text:  # 2021-zhang-zhan-petition
                text = text.rpartition("-")[0]
            if text in self._ids:
                found.add(text)
        return found

    def _recognised(self, label: str, edition: int) -> Found:
        known = self._editions.get(edition) or _Edition()
        said = _Said(label)
        whole, by_name = self._fits(said, known)
        if not by_name and self._everywhere.within(said):
            return None, "other_edition"  # its name says more than a country or one word does
        if not whole and self._by_word_elsewhere(said, known):
            return None, "other_edition"
        if whole and _LISTED.search(label):
            parts = [_Said(part) for part in _LISTED.split(label) if part.strip()]
            each = [self._fits(part, known)[0] for part in parts]
            if len(set().union(*each)) > 1 and sum(map(bool, each)) > 1:
                return None, "several"
            if self._more_answers(label, whole, known):
                return None, "several"
        if not whole:
            return None, "unknown"
        return (next(iter(whole)), "") if len(whole) == 1 else (None, "two_cases")

    def _by_word_elsewhere(self, said: _Said, here: _Edition) -> bool:
        """Whether a word that no name of an edition has decides for a case of another one."""
        return any(
            not _of_another(word, said, known)
            for word in (said.words & self._words.keys()) - here.held
            for known in self._words[word]
        )

    def _more_answers(self, label: str, cases: set[str], known: _Edition) -> bool:
        """Whether a list of answers has, beside a case of the edition, a country or case that is none."""
        answers = [part for part in _ANSWERS.split(label) if part.strip()]
        if len(answers) < 2:
            return False
        for answer in answers:
            said = _Said(answer)
            place = countries.code(answer)
            if place is not None and not known.of([place]) & cases:
                return True
            if not self._fits(said, known)[0] and self._everywhere.within(said):
                return True
        return False

    def _fits(self, said: _Said, known: _Edition) -> tuple[set[str], bool]:
        """The cases that the surest of what a text holds speaks for, and whether that is a name."""
        if found := known.names.within(said) or known.further.within(said):
            return found, True
        words = said.words | _called(said)
        if single := known.words.keys() & words:
            meant = {known.words[word] for word in single if not _of_another(word, said, known)}
            return meant, False
        there: set[str] = set()
        if len(said.order) < 4 or not known.place_words.isdisjoint(words):
            there = known.of(in_text.places(said.order))
        if not there and said.unspaced:
            there = known.of(
                place for name, place in in_text.unspaced_names() if name in said.unspaced
            )
        if not there and not known.codes.isdisjoint(words):
            there = known.of(in_text.codes(said.text))
        return there, False


def _called(said: _Said) -> set[str]:
    """What is called to be freed or stood with in one word: zhangzhan of "#FreeZhangZhan"."""
    return set(_CALLED.findall(said.text.lower()))


def _of_another(word: str, said: _Said, known: _Edition) -> bool:
    """Whether one word of a name stands in the name of somebody else: "Maria López" beside Juan López, "Sonia
    Smith" beside Sonia Dahmani."""
    if word not in said.order:
        return False
    at = said.order.index(word)
    own = {each for name in known.shown[known.words[word]] for each in words_of(name)}
    before = said.order[at - 1] if at else ""
    if before in _GIVEN and before not in own:
        return True
    family = {words_of(name)[-1] for name in known.shown[known.words[word]]}
    after = said.order[at + 1] if at + 1 < len(said.order) else ""
    if word in family or after in own | _COMMON | in_text.country_words() or said.text.isupper():
        return False
    beside = re.search(rf"(?<!\w){re.escape(word)}\s+({re.escape(after)})(?!\w)", folded(said.text))
    return bool(after and beside and said.text[beside.start(1)].isupper())


def _like(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio() if min(len(one), len(other)) > 2 else 0


def _wholes(name: str) -> Iterable[str]:
    """The whole names in a name as printed: with and without what is in brackets, each of several.

    Of more than one word also run together, as an address or a hashtag has them.
    """
    inside = re.findall(r"\(([^)]*)\)", name)
    outside = re.sub(r"\s*\([^)]*\)", "", name)
    found = [re.sub("[()]", "", name), outside, *inside]
    for part in inside:  # Aleksandra (Sasha) Skochilenko: Sasha Skochilenko
        if len(words_of(part)) == 1 and len(words_of(outside)) > 1:
            found.append(f"{part} {outside.split()[-1]}")
    for text in (outside, *inside):
        found += [part.strip() for part in _PART.split(text)]
    for text in found:
        words = words_of(text)
        if len(words) > 1 or any(_decides(word) for word in words):
            yield text
            if len(words) > 1:
                yield "".join(words)


def _own(name: str) -> set[str]:
    """The words of a name that are names: written large. In both languages, or they are a description."""
    found: set[str] = set()
    for text in (name, _APOSTROPHE.sub("", name)):
        for word in _BETWEEN.split(text):
            if word and not word[0].islower():
                found.update(words_of(word))
    return found


def _decides(word: str) -> bool:
    """Whether a word may decide alone: long enough, no word of every day, of no country."""
    return (
        len(word) >= in_text.SHORTEST
        and word not in _COMMON
        and not word.isdigit()
        and word not in in_text.country_words()
    )
