"""What stands on a brief, and where: the one description between a talk and its four files.

The writers choose sizes and places, never words, so that page, slides, letter and e-mail say the same.
Text is cleaned here of what no file format can hold.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from impact import figures, talking
from impact.briefs.exhibit import Exhibit, OfficeChart, OfficeTable, Series, exhibit, of_figure
from impact.figures import Source, veiling
from impact.figures.live import State
from impact.i18n.grammar import capital
from impact.i18n.signs import legible
from impact.i18n.words import LANGUAGES, Language, Wording, say
from impact.presentation import registry
from impact.presentation.view import View
from impact.talking.selection import Point, Talk

MARKED = 3  # pages of a count that get a mark: that of people released has one for each event
BIG = 3  # numbers that stand large
# What holds of the one point that it stands with, and is said of each.
_OF_ONE_POINT = (
    "weak", "weak_among", "weak_case", "weak_year", "reversed", "undone_between", "undone_between_more", "conditions", "missing", "home", "guard",
)  # fmt: skip


@dataclass(frozen=True)
class BriefPoint:
    """One point: its sentence, the numbers of its sources, and what to be careful with, as it stands below the sentence
    (`careful`) and one by one (`cautions`). `case`: whom it is about, if it is one case; `who`: that it says who that is;
    `about`: the name of whom or what the cautions are about, for where they stand without the sentence.
    """

    sentence: str
    marks: tuple[int, ...]
    careful: str
    case: str = ""
    who: bool = False
    about: str = ""
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Big:
    """A number to stand large, its qualifier apart because that is written smaller; `sentence` says it.

    `own_source`: where it is from, if nobody printed it.
    """

    qualifier: str
    digits: str
    label: str
    marks: tuple[int, ...]
    careful: str
    own_source: str
    sentence: str


@dataclass(frozen=True)
class Reference:
    """A numbered source. `url` is empty unless it is an address of the web."""

    number: int
    text: str
    url: str


@dataclass(frozen=True)
class ExpectedQuestion:
    """A question to expect and its answer."""

    ask: str
    answer: str


@dataclass(frozen=True)
class Brief:
    """All that a brief says, in the order in which it is read.

    The first `marked` references carry the marks of the points; the others stand behind them as well and
    are listed in the notes of the slides. `sample` is the mark of what is invented, `awaited` that the edition
    which is running is not the one told; both are empty otherwise. `of_all`: what to be careful with in all of it.
    `others` makes the same brief in the other languages: whoever has one page shall read as many points as who has another.
    """

    lang: Language
    kicker: str
    title: str
    dated: str
    as_of: dt.date
    snapshot: str
    numbers: tuple[Big, ...]
    points: tuple[BriefPoint, ...]
    left_out: tuple[str, ...]
    questions: tuple[ExpectedQuestion, ...]
    references: tuple[Reference, ...]
    marked: int
    exhibit: Exhibit | None
    sample: str
    awaited: str = ""
    of_all: str = ""
    others: Callable[[], Sequence[Brief]] = field(default=tuple, compare=False, repr=False)

    def say(self, key: str, **values: object) -> str:
        """A heading or a sentence of briefs, in the brief's language."""
        return say(self.lang, f"brief.{key}", **values)

    @property
    def careful(self) -> tuple[str, ...]:
        """What to be careful with, apart from what is said: of all, then each with whom or what it is about before it."""
        about: dict[str, list[str]] = {}
        for point in self.points:
            for text in point.cautions:
                names = about.setdefault(text, [])
                names += [point.about] if point.about and point.about not in names else []
        told: dict[str, list[str]] = {}
        for text, names in about.items():
            told.setdefault(", ".join(names), []).append(capital(text) if not names else text)
        each = (" ".join([texts[0], *map(capital, texts[1:])]) for texts in told.values())
        named = (
            self.say("about", name=capital(name), text=text) if name else text
            for name, text in zip(told, each, strict=True)
        )
        return tuple(filter(None, (self.of_all, *named)))

    @property
    def further(self) -> str:
        """That some sources have no mark; empty if all have one."""
        return self.say("further") if len(self.references) > self.marked else ""


def brief(state: State, talk: Talk) -> Brief:
    """The description of a talk's brief. Raises `Fault` if its chart cannot be had."""

    @cache
    def others() -> Sequence[Brief]:
        today = talk.as_of if talk.awaited else None
        told = [
            talking.talk(state, talk.selection, lang, today=today)
            for lang in LANGUAGES
            if lang != talk.lang
        ]
        keys = [point.key for point in talk.points]  # one that was changed by hand has no other
        same = [each for each in told if [point.key for point in each.points] == keys]
        return tuple(_described(state, each) for each in same)

    return replace(_described(state, talk), others=others)


def _described(state: State, talk: Talk) -> Brief:
    state = veiling.veiled(state)
    order = _numbered(talk.points)
    marked = len({source for point in talk.points for source in _cited(point)})
    view = View(state, talk.lang)
    dated = talk.dated
    if talk.snapshot not in dated:
        dated = view.say("dated.snapshot", dated=dated, snapshot=talk.snapshot)

    def marks(point: Point) -> tuple[int, ...]:
        return tuple(dict.fromkeys(order[source] for source in _cited(point)))

    seen: set[str] = set()  # what was said of one point need not be said of the next
    own = tuple(
        view.say(f"careful.{key}", page="", what="", date="", year="").partition("(")[0]
        for key in _OF_ONE_POINT
    )
    points: list[BriefPoint] = []
    told_of_all = clean(_careful_of_all(talk.careful, view))
    names = {row["case_id"]: view.localized(row, "name") for row in view.ask("cases").rows}
    for point in talk.points:
        of_all = "" if points else told_of_all  # stands first
        texts = point.careful
        new = [text for text in texts if text.startswith(own) or text not in seen]
        seen.update(new)
        points.append(
            BriefPoint(
                clean(point.sentence),
                marks(point),
                clean(f"{of_all} {_careful(new, view)}".strip()),
                case=(case := str(point.given.get("case_id", ""))),
                who=point.key == "who",
                about=clean(_about(point, names.get(case, ""), view)),
                cautions=tuple(map(clean, new)),
            )
        )
    pairs = zip(talk.points, points, strict=True)
    large = [_big(point, said, view) for point, said in pairs if point.number][:BIG]
    drawn = exhibit(view, talk)
    return Brief(
        lang=view.lang,
        kicker=view.say("site.title"),
        title=clean(talk.title),
        dated=clean(dated),
        as_of=talk.as_of,
        snapshot=talk.snapshot,
        numbers=tuple(large),
        points=tuple(points),
        left_out=tuple(clean(text) for text in talk.left_out),
        questions=tuple(
            ExpectedQuestion(clean(each.ask), clean(each.answer)) for each in talk.questions
        ),
        references=tuple(_reference(source, number, view) for source, number in order.items()),
        marked=marked,
        exhibit=_cleaned(drawn) if drawn else None,
        sample=view.say("live.sample_chart") if talk.sample else "",
        awaited=clean(talk.awaited),
        of_all=told_of_all,
    )


def alone(view: View, name: str, given: Mapping[str, Any]) -> Brief:
    """The description of nothing but what one figure shows. Raises `Fault` for one without a picture."""
    view = replace(view, state=veiling.veiled(view.state))
    drawn = of_figure(view, name, given)
    figure = view.ask(name, **registry.parameters(name, given))
    return Brief(
        lang=view.lang,
        kicker=view.say("site.title"),
        title=clean(drawn.headline),
        dated=clean(drawn.dated),
        as_of=figure.as_of,
        snapshot=view.state.snapshot,
        numbers=(),
        points=(),
        left_out=(),
        questions=(),
        references=(),
        marked=0,
        exhibit=_cleaned(drawn),
        sample=view.say("live.sample_chart") if view.state.sample else "",
    )


def _about(point: Point, name: str, words: Wording) -> str:
    """Whom or what a point is about: the name of a case, the number that it tells, an edition; else nothing."""
    counted = f"{point.number} {point.label}".strip() if point.label != name else ""
    if name or counted:
        return ", ".join(filter(None, (name, counted)))
    year = point.given.get("edition")
    return words.say("point.where_unknown", year=str(year)) if year else ""


def _cited(point: Point) -> tuple[Source, ...]:
    """The sources of a point that get a mark: of what is told of somebody all, for each bears another part of it. A
    count of more pages than a page has room for gets none, as if some of them bore it: it is counted from this record.
    """
    few = len(point.sources) <= MARKED
    return point.sources if few or point.given.get("case_id") else ()


def _numbered(points: Iterable[Point]) -> dict[Source, int]:
    """Sources by number: first those that get a mark, in the order in which they are said."""
    first = [source for point in points for source in _cited(point)]
    rest = [source for point in points for source in point.sources]
    return {source: number for number, source in enumerate(dict.fromkeys([*first, *rest]), 1)}


def _careful(texts: list[str], words: Wording) -> str:
    if not texts:
        return ""
    first, *others = texts
    rest = [text[:1].upper() + text[1:] for text in others]
    return " ".join([words.say("talk.careful", text=first), *rest])


def _careful_of_all(texts: Iterable[str], words: Wording) -> str:
    """The cautions of all that is said, so that nobody takes them for those of the point that they stand with."""
    told = " ".join(capital(text) for text in texts)
    return words.say("brief.of_all", text=told) if told else ""


def _big(point: Point, said: BriefPoint, words: Wording) -> Big:
    text = clean(point.number)
    found = re.search(r"[−-]?\d", text)
    at = found.start() if found else 0
    label = clean(point.label)
    own = figures.own_source(point.figure, words.lang) if point.figure else ""
    if point.sources and not said.marks:
        label = words.say("brief.counted", label=label)
    digits = text[at:].strip()
    return Big(text[:at].strip(), digits, label, said.marks, said.careful, own, said.sentence)


def shares(rows: Iterable[tuple[str, ...]]) -> list[float]:
    """How wide the columns of a table are, as shares of one: more for longer texts, within reason."""
    columns = zip(*rows, strict=True)
    roots = [min(144, max(9, *(len(text) for text in column))) ** 0.5 for column in columns]
    return [root / sum(roots) for root in roots]


def _reference(source: Source, number: int, words: Wording) -> Reference:
    url = clean(source.url)
    web = re.match(r"https?://[^\s]+$", url) is not None
    name = clean(source.name) or (urlsplit(url).hostname if web else "") or url
    text = (
        words.say("source.dated", name=name, date=words.date(source.date)) if source.date else name
    )
    return Reference(number, text, url if web else "")


def clean(text: str) -> str:
    """Text that every format can hold, on one line: signs that no font can have are shown as �."""
    text = legible(unicodedata.normalize("NFC", text))
    text = "".join("\ufffd" if unicodedata.category(sign) == "Cn" else sign for sign in text)
    return re.sub(r" +", " ", text).strip(" ")


def _cleaned(drawn: Exhibit) -> Exhibit:
    return replace(
        drawn,
        headline=clean(drawn.headline),
        subtitle=clean(drawn.subtitle),
        alt=clean(drawn.alt),
        source=clean(drawn.source),
        dated=clean(drawn.dated),
        measured=clean(drawn.measured),
        body=_clean_body(drawn.body),
    )


def _clean_body(body: OfficeChart | OfficeTable) -> OfficeChart | OfficeTable:
    if isinstance(body, OfficeTable):
        rows = tuple(tuple(clean(text) for text in row) for row in body.rows)
        return OfficeTable(tuple(clean(text) for text in body.header), rows, clean(body.more))
    return OfficeChart(
        body.kind,
        tuple(clean(text) for text in body.categories),
        tuple(_clean_series(series) for series in body.series),
    )


def _clean_series(series: Series) -> Series:
    return replace(series, name=clean(series.name))
