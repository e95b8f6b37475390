"""By which names a text may mean a case or one of its people, and where it does.

Names are the record's: of cases, of the people in them, further names, and those by which its events tell of one
of several people. A name that many could bear counts only beside the full one.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from impact.factcheck.patterns import lazy
from impact.factcheck.text import flatten
from impact.i18n.words import country_names

Row = Mapping[str, Any]
Meaning = TypeVar("Meaning")
_WORD = lazy(r"\w+")


@dataclass(frozen=True)
class Name:
    """One way to name a case, or one `member` of it. A `short` one counts only where the full name stands in the text too."""

    text: str
    case_id: str
    short: bool = False
    member: str = ""


@dataclass(frozen=True)
class Mention:
    """A case named in a sentence, or `members` of it where it has several people and the text names some."""

    case_id: str
    start: int
    end: int
    members: tuple[str, ...] = ()

    def another(self, others: Iterable[Mention]) -> bool:
        """Whether it means nobody of these: another case, or another one of the same."""
        return all(
            self.case_id != other.case_id
            or bool(self.members and other.members and not {*self.members} & {*other.members})
            for other in others
        )


class Lexicon(Generic[Meaning]):
    """Names to be found in plain text, the longest first.

    They are looked up by their first word: one pattern of seven hundred names took a second for 1 MB.
    """

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._by_first: dict[str, list[tuple[str, Meaning]]] = {}
        for name in sorted(meanings, key=len, reverse=True):
            first = _WORD.search(name)
            if first and first.start() == 0:
                self._by_first.setdefault(first.group(), []).append((name, meanings[name]))

    def find(self, flat: str) -> Iterator[tuple[int, int, Meaning]]:
        """Each name in a text: start, end, what it means."""
        if self._by_first.keys().isdisjoint(_WORD.findall(flat)):
            return
        reached = 0
        for word in _WORD.finditer(flat):
            if word.start() < reached or flat[word.start() - 1 : word.start()] == "-":
                continue
            for name, meaning in self._by_first.get(word.group(), ()):
                end = word.start() + len(name)
                if flat.startswith(name, word.start()) and not flat[end : end + 1].isalnum():
                    yield word.start(), end, meaning
                    reached = end
                    break


class Names:
    """All names of people and cases, as they are written in the record and as others spell them."""

    def __init__(self, cases: Sequence[Row], further: Iterable[Row], events: Iterable[Row]) -> None:
        told = list(events)
        self.members = _members(cases, told)
        names = _names(cases, further, self.members)
        self.lexicon = Lexicon(names)
        self._owners = _owners(names)
        self._sounds: dict[str, Name] = {}
        alike: dict[str, set[str]] = {}
        for name in names.values():
            for word in name.text.split():
                alike.setdefault(sound(word), set()).add(word)
        for name in names.values():
            words = name.text.split()
            # Where others sound like both, it may be anybody: Mahmoud Hussein is not Mohammed Hassan.
            own = any(len(alike[sound(word)]) == 1 for word in words)
            if not name.short and own and (key := _sound(words)):
                self._sounds.setdefault(key, name)

    def mentions(self, flat: str, text: str, full: Callable[[], set[str]]) -> list[Mention]:
        """The cases that a sentence names; `text` is the sentence as it was written.

        A short name counts only beside the full one, and none behind a given name of somebody else.
        """
        found = [
            Mention(name.case_id, start, end, (name.member,) if name.member else ())
            for start, end, name in self.lexicon.find(flat)
            if (not name.short or (text[start].isupper() and name.case_id in full()))
            and (" " in flat[start:end] or not _of_another(text[:start], name))
        ]
        found += self._of_several(flat, text, found, full)
        found += self._spelled_otherwise(text, found)
        return sorted(found, key=lambda mention: mention.start)

    def _of_several(
        self, flat: str, text: str, found: Sequence[Mention], full: Callable[[], set[str]]
    ) -> Iterator[Mention]:
        """A name that several people have, of the one whom the text names in full: "Issa" of Issa Amro."""
        for word in _WORD.finditer(flat):
            owners = self._owners.get(word.group(), ())
            if not owners or not text[word.start()].isupper():
                continue
            if any(one.start < word.end() and word.start() < one.end for one in found):
                continue
            if _CAPITAL_BEFORE.search(text[: word.start()]) or _CAPITAL_BEHIND.match(
                text, word.end()
            ):
                continue  # a part of somebody else's name
            named = [one for one in owners if one.case_id in full()]
            if len(named) == 1:
                one = named[0]
                yield Mention(one.case_id, *word.span(), (one.member,) if one.member else ())

    def _spelled_otherwise(self, text: str, found: Sequence[Mention]) -> Iterator[Mention]:
        """Names that sound like the record's: Skotchilenko, Tavakoli, Gourgourov."""
        reached = 0
        for pair in _CAPITALS.finditer(text):
            if pair.start() < reached or any(
                mention.start < pair.end() and pair.start() < mention.end for mention in found
            ):
                continue
            name = self._sounds.get(_sound(flatten(pair.group()).split()))
            if name is not None:
                reached = pair.end()
                yield Mention(name.case_id, *pair.span(), (name.member,) if name.member else ())

    def in_full(self, flat: str) -> set[str]:
        """The cases whose full name stands anywhere in a text, or two of their short names."""
        found, parts = set[str](), dict[str, set[str]]()
        for start, end, name in self.lexicon.find(flat):
            if not name.short:
                found.add(name.case_id)
            parts.setdefault(name.case_id, set()).add(flat[start:end])
        return found | {case for case, names in parts.items() if len(names) > 1}


@cache
def lists() -> Mapping[str, Any]:
    """What the file beside this one says of names and of the first section."""
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


_CAPITALS = lazy(r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]{2,} [A-ZÀ-Þ][\w'’-]{2,}(?![\w-])")


@lru_cache(4096)
def sound(word: str) -> str:
    """The consonants of a plain word, each once: what other spellings of a name leave as it is."""
    for letters, letter in (
        ("tch", "ch"),
        ("sch", "sh"),
        ("ck", "k"),
        ("ph", "f"),
        ("q", "k"),
        ("w", "v"),
    ):
        word = word.replace(letters, letter)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy'\W]", "", word))


def _sound(words: Sequence[str]) -> str:
    """By what a name of two words is found that is spelled otherwise; empty if it could be anybody's."""
    parts = [sound(word) for word in words]
    enough = len(parts) == 2 and min(map(len, parts)) >= 2 and sum(map(len, parts)) >= 7
    return " ".join(parts) if enough else ""


# What may stand with a capital before a family name and is no given name.
_NO_NAME = frozenset(
    (
        "mr", "mrs", "ms", "dr", "m", "mme", "me", "pr", "professor", "yesterday", "today", "finally", "since", "when",
        "after", "before", "while", "but", "and", "then", "now", "later", "soon", "free", "in", "on", "for", "with", "as", "if",
        "hier", "enfin", "depuis", "quand", "apres", "avant", "mais", "et", "puis", "liberez", "pour", "avec", "si", "lorsque",
    )
)  # fmt: skip


def _of_another(before: str, name: Name) -> bool:
    """Whether a word with a capital, that is neither a title nor of the case's own name, stands before."""
    found = re.search(r"([A-ZÀ-Þ][\w’'-]+)\.? $", before)
    if found is None:
        return False
    word = flatten(found[1])
    own = f"{name.member} {name.case_id.replace('-', ' ')} {_OWN.get(name.case_id, '')}"
    return word not in _NO_NAME and not re.search(rf"\b{re.escape(word)}\b", own)


_NO_ACRONYM = ("LGBTI",)
# The plain names of each case, for the words that may stand before its family name.
_OWN: dict[str, str] = {}
_GROUP = lazy(
    r"^(?:her|his|sa|son|others|d'autres|the|les|des|members|nine|neuf|13|women|femmes|girls|filles|uncle|oncle|groupe?)\b"
)


def _names(
    cases: Sequence[Row], further: Iterable[Row], members: Mapping[str, Sequence[str]]
) -> dict[str, Name]:
    """Full names of cases and of the people in them, and given and family names that only one has."""
    full: dict[str, Name] = {}
    known = {row["case_id"] for row in cases}

    def add(text: str, case: str, member: str = "") -> None:
        full.setdefault(text, Name(text, case, member=member))

    for row in cases:  # newest edition first, so that a case that came back is its newest
        case = row["case_id"]
        _OWN[case] = flatten(f"{row['name']} {row['name_fr']}")
        own = members.get(case, ())
        for column in ("name", "name_fr"):
            for part in _parts(flatten(row[column])):
                add(part, case, part if part in own else "")
        for member in own:
            if " " in member:
                add(member, case, member)
    for row in further:
        if row["case_id"] in known and len(text := flatten(row["name"])) >= 6:
            add(text, row["case_id"])
    for case in {name.case_id: None for name in full.values()}:
        # The key of a case is a way to name it too: "METU Pride", where the name tells the group's members.
        words = case.split("-")[1:]
        if len(words) > 1:
            add(" ".join(words), case)
    for row in cases:
        for word in re.findall(r"\b[A-Z]{4,}\b", row["name"]):
            if word not in _NO_ACRONYM:
                add(flatten(word), row["case_id"])
        if bare := re.fullmatch(r"(\S+ \S+) \d+", flatten(row["name"])):
            add(bare[1], row["case_id"])  # "El Hiblu 3"
    for text, case in _by_their_keys(cases):
        add(text, case)
    short = _short(cases, full)
    alone = {row["case_id"] for row in cases if row["people"] == 1}
    for name in [*full.values()]:
        for shorter in _without_middle(name.text):
            if name.member or name.case_id in alone:
                full.setdefault(shorter, Name(shorter, name.case_id, member=name.member))
    return short | full


_CAPITAL_BEFORE = lazy(r"[A-ZÀ-Þ][\w’'-]+ $")
_CAPITAL_BEHIND = lazy(r" [A-ZÀ-Þ][\w’'-]+")


def _owners(names: Mapping[str, Name]) -> dict[str, list[Name]]:
    """Given and family names that people of several cases have, with these people."""
    owners: dict[str, dict[str, Name]] = {}
    for text, name in names.items():
        words = text.split()
        if not name.short and 2 <= len(words) <= 4 and not _GROUP.match(text):
            for word in (words[0], words[-1]):
                if len(word) >= 4 and word not in lists()["common"]:
                    owners.setdefault(word, {}).setdefault(name.case_id, name)
    return {
        word: [*of.values()] for word, of in owners.items() if len(of) > 1 and word not in names
    }


_PEOPLE_OF = lazy(
    r"^(?:People|Prisoners|Village|Youth|Residents|Survivors|Population|Prisonniers|Jeunes|Habitants|Communauté|Survivants)\b"
    r"(?: du camp)? (?:of |de la |de |du |d['’])(?P<of>[A-ZÀ-Þ][^,(]{4,})$"
    r"|^(?P<who>[A-ZÀ-Þ][\w’'-]{3,}(?: [A-ZÀ-Þ][\w’'-]+)?) (?:community|Indigenous People|residents)$|^(?P<where>\S+(?: \S+){2,}), [A-ZÀ-Þ]\w+$"
)


def _of_groups(row: Row) -> Iterator[str]:
    """By what a group is meant too: "Tawargha" for its people, a centre without its country."""
    for column in ("name", "name_fr"):
        found = _PEOPLE_OF.match(re.sub(r"\s*\([^)]*\)", "", row[column]).strip())
        if found:
            yield flatten(found["of"] or found["who"] or found["where"])


def _by_their_keys(cases: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Groups by the words of their keys that are names of their own: "WOZA", "Bhopal", "Site C"."""
    told = " ".join(row[column] for row in cases for column in ("summary", "summary_fr"))
    plain = {flatten(word) for word in {*re.findall(r"\b[^\W\dA-ZÀ-Þ]\w+", told)}}
    plain |= {word for name in country_names() for word in flatten(name).split()}
    for row in cases:
        if row["people"] is not None:
            continue
        yield from ((text, row["case_id"]) for text in _of_groups(row))
        name, words = row["name"], row["case_id"].split("-")[1:]
        for word in words:
            if len(word) < 4 or word in plain:
                continue
            alone = re.search(rf"(?<![A-ZÀ-Þa-z]{{3}} )\b{word.title()}\b(?! [A-ZÀ-Þ])", name)
            alone = alone or re.search(rf"\b(?:in|of|at) {word.title()}$", name)
            if alone or word not in flatten(name):
                yield word, row["case_id"]
        for one, other in itertools.pairwise(words):
            several = {one, other}.isdisjoint(plain) or len(other) == 1
            if several and f"{one} {other}".title() in name:
                yield f"{one} {other}", row["case_id"]


def _without_middle(text: str) -> Iterator[str]:
    """ "Teodora Vásquez" of "Teodora del Carmen Vásquez", "Otero Alcántara" of "Luis Manuel Otero Alcántara"."""
    words = text.split()
    if not 3 <= len(words) <= 5 or "(" in text or _GROUP.match(text):
        return
    if any(len(word) < 2 for word in words):
        return
    yield f"{words[0]} {words[-1]}"
    if len(words[-2]) > 2 and len(words[-1]) > 2 and len(words[-2] + words[-1]) > 5:
        yield f"{words[-2]} {words[-1]}"
    if len(words[-2]) > 3 and len(words[-1]) > 3:
        yield f"{words[0]} {words[-2]}"


def _short(cases: Iterable[Row], full: Mapping[str, Name]) -> dict[str, Name]:
    people = {row["case_id"]: flatten(row["name"]) for row in cases}
    known = Counter(
        word for text in set(people.values()) for word in set(re.findall(r"[\w-]+", text))
    )
    names: dict[str, Name] = {}
    one = {row["case_id"] for row in cases if row["people"] == 1}
    for part, name in full.items():
        words = part.split()
        if not 2 <= len(words) <= 4 or _GROUP.match(part):
            continue
        last, first = words[-1], words[0]
        if len(last) >= 5 and known[last] == 1 and last not in lists()["common"]:
            short = len(last) < 6 or last in lists()["shared"]
            names.setdefault(last, Name(last, name.case_id, short, name.member))
        alone = name.member or name.case_id in one
        if alone and len(first) >= 4 and known[first] == 1 and first not in lists()["common"]:
            names.setdefault(first, Name(first, name.case_id, True, name.member))
    return names


def _parts(name: str) -> list[str]:
    """The names in a name: without brackets, what is in brackets, each of several people."""
    inner = re.findall(r"\(([^)]*)\)", name)
    outer = re.sub(r"\s*\([^)]*\)", "", name).strip()
    found = [outer]
    for text in [outer, *inner]:
        found += [part.strip() for part in re.split(r",| and | et ", text)]
    if len(inner) == 1 and " " not in inner[0] and len(outer.split()) == 2:
        found.append(f"{inner[0]} {outer.split()[-1]}")  # "Aleksandra (Sasha) Skochilenko"
    kept = [part for part in found if len(part) >= 6 and (" " in part or "-" in part)]
    single = [part for part in found[:1] if len(part) >= 5]
    return [part for part in dict.fromkeys(kept + single) if not _WANTED.match(part)]


_WANTED = lazy(
    r"^(?:her|his|sa|son|others|d'autres|the|les|des|members|nine|neuf|13|women|femmes|girls|filles)\b"
)
_PERSON = r"[A-ZÀ-Þ][\w’'-]+(?: (?:al-|el-)?[A-ZÀ-Þ][\w’'-]+){1,3}"
# Of whom an event of a group tells: "Ebrahim Sharif was freed", "A court in Baku sentenced Giyas Ibrahimov".
_TOLD_OF = lazy(
    rf"^(?P<who>{_PERSON}(?:(?:,| and) {_PERSON})*),?(?: \d+,)?(?:'s|’s)? (?:was|were|left|received|died|request)\b"
)


def _members(cases: Iterable[Row], events: Sequence[Row]) -> dict[str, list[str]]:
    """The people of cases that have several, as the names of the cases and their events tell them."""
    members: dict[str, list[str]] = {}
    for row in cases:
        if row["people"] == 1:
            continue
        inner = re.findall(r"\(([^)]*)\)", row["name"])
        outer = re.sub(r"\s*\([^)]*\)", "", row["name"]).strip()
        own = members.setdefault(row["case_id"], [])
        for text in [outer, *inner]:
            parts = [part.strip() for part in re.split(r",| and ", text)]
            family = parts[-1].split()[-1:]
            several = " and " in text or (text in inner and " " in text)
            for part in parts if several else ():
                # "Kamiar and Arash Alaei" are brothers.
                whole = " ".join([part, *family]) if " " not in part else part
                if re.fullmatch(_PERSON, whole) and not _GROUP.match(flatten(part)):
                    own.append(flatten(whole))
    for event in events:
        told = _TOLD_OF.match(event["summary"])
        if event["case_id"] not in members or told is None:
            continue
        own = members[event["case_id"]]
        for person in re.split(r",| and ", told["who"]):
            flat = re.sub(r"'s$", "", flatten(person.strip()))
            if flat and not any(same(flat, known) for known in own):
                own.append(flat)
    return {case: own for case, own in members.items() if own}


def same(one: str, other: str) -> bool:
    """Whether two plain names are spellings of one."""
    mine, its = ([sound(word) for word in name.split()] for name in (one, other))
    return set(mine) <= set(its) or set(its) <= set(mine)


def of_member(rows: Sequence[Row], member: str, members: Sequence[str]) -> list[Row]:
    """The events that may be told of one of several people: those that name this one, or nobody."""
    return [row for row in rows if not (told := named(row, members)) or member in told]


def named(row: Row, members: Sequence[str]) -> set[str]:
    """Which of several people an event's own words name, by any part that only one of them has."""
    there = {sound(flatten(word)) for word in re.findall(r"[A-ZÀ-Þ][\w-]{2,}", row["summary"])}
    parts = {
        member: {sound(word) for word in member.split() if len(word) > 2} for member in members
    }
    shared = Counter(part for own in parts.values() for part in own)
    return {
        member
        for member, own in parts.items()
        if any(shared[part] == 1 and part in there for part in own if len(part) >= 2)
    }
