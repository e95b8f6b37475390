"""Numbers in a sentence of plain letters: digits, words, mixed, shares and ranges, in two languages.

A small parser of our own: the libraries that read number words know one language, or neither the
`et demi` nor the `4,5 millions` of a speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from impact.factcheck.patterns import lazy
from impact.factcheck.vocabulary import BARE, NOUN
from impact.i18n.words import Language

MOST = 40  # numbers of one sentence; where there are more, it is a table that lost its lines


@dataclass(frozen=True)
class NumberInText:
    """A number where it stands. `high` is set for a range, `of` for the 169 in "127 of 169".

    `unit`: that of its last digit which is not a zero, so how far it was rounded.
    `qualifier`: `exactly` (no word), `precise` ("exactly"), `floor` (at least), `more` (than), `above` (nearly),
    `about`, `ceiling` (up to), `below`.
    """

    start: int
    end: int
    value: float
    unit: float
    percent: bool = False
    qualifier: str = "exactly"
    high: float | None = None
    of: float | None = None
    spelled: bool = False

    @property
    def floors(self) -> bool:
        """Whether it says only how many there are at the least."""
        return self.qualifier in ("floor", "more")


_SMALL = {
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
    "fr": [
        "zero",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
    ],
}
_WORDS: dict[str, dict[str, int]] = {
    lang: {word: value for value, word in enumerate(words)} for lang, words in _SMALL.items()
}
_WORDS["en"] |= {
    word: 20 + 10 * index
    for index, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    )
}
_WORDS["fr"] |= {
    "une": 1, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_SCALES = {
    "en": {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "millions": 10**6, "billion": 10**9},
    "fr": {
        "cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6,
        "milliard": 10**9, "milliards": 10**9,
    },
}  # fmt: skip


def _alternatives(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


# As the world groups them: 4,496,875, 4 496 875, 4.496.875, Swiss 4'496'875 and Indian 44,96,875.
_DIGITS = r"\d{1,3}(?:[ ,.']\d{3}){1,6}(?![\d])|\d{1,2}(?:,\d\d){1,5},\d{3}(?!\d)|\d{1,20}(?:[.,]\d{1,6})?"
_AFTER = {
    "en": r"(?: ?-?(?:million|thousand|billion)s?\b| ?m\b| ?mn\b|k\b)",
    "fr": r"(?: (?:millions?|milliers?|mille|milliards?)\b| ?m\b|k\b)",
}
# Said aloud, a comma stands after a scale: "six million, six hundred and nine thousand".
_BETWEEN = (
    r"(?: |-| and | et |-et-|(?:(?<=million)|(?<=millions)|(?<=thousand)|(?<=mille)),? (?:and )?)"
)
SPELLED = {
    lang: r"(?:{0})(?:{1}(?:{0}))*".format(
        _alternatives({**_WORDS[lang], **_SCALES[lang]}), _BETWEEN
    )
    for lang in ("en", "fr")
}
_HALF = {"en": r"(?:[ -]and[ -]a[ -]half)", "fr": r"(?: et demie?)"}
_NUMBER = {
    lang: lazy(
        rf"(?<![\w.,/-])(?:(?P<demi>half a million|un demi-million|(?:(?:a|one) )?quarter of a million|un quart de million"
        r"|three[- ]quarters of a million|trois[- ]quarts de million)|"
        rf"(?P<digits>{_DIGITS})(?P<half1>{_HALF['en']})?(?P<scale>{_AFTER[lang]})?(?P<half2>{_HALF['fr']})?"
        rf"|(?P<article>an? |une? )?(?P<words>{SPELLED[lang]})(?P<half3>{_HALF[lang]})?(?P<scale2> millions?)?)"
        r"(?![\w/]|[.,]\d|-\d)"
    )
    for lang in ("en", "fr")
}  # fmt: skip
_PERCENT = lazy(r" ?%| ?per ?cents?\b| pour ?cents?\b| p\.? ?c\.?(?= )| points?\b(?! de)")
_SHARES = {
    "en": (
        (r"\bthree[- ]quarters\b(?! of a million)", 75),
        (r"\btwo[- ]thirds\b", 200 / 3),
        (
            r"\b(?:a|one)[- ]third\b(?= (?:of|are|were|have|has|was|in|more|less|fewer|on|lower|higher|below|above|against|down|up|compared|since|between|better|worse)\b|[.,;]|$)",
            100 / 3,
        ),
        (r"\b(?:a|one)[- ]quarter\b(?= of)(?! of a million)", 25),
        (r"(?<!first )(?<!second )(?<!latter )\bhalf(?= of| the| those| these| our)", 50),
        (r"(?<=\bby )(?:a|one) (?:quarter|fourth)\b", 25),
        (r"(?<=\bby )half\b", 50),
        (
            r"\b(?:a|one)[- ]fifth\b(?= (?:of|are|were|have|has|was|in|more|less|fewer|from|on|lower|higher|below|above|against|down|up|compared|since|between|better|worse)\b|[.,;]|$)",
            20,
        ),
        (r"\btwo[- ]fifths\b", 40),
        (r"\bdoubled\b(?= (?:in|between|since|from|to|again)\b)", 100),
    ),
    "fr": (
        (r"(?<= )(?:double|doubler|doublait)\b(?= (?:en|entre|depuis|par rapport)\b)", 100),
        (r"\b(?:les )?trois[- ]quarts\b(?! de million)", 75),
        (r"\b(?:les )?deux[- ]tiers\b", 200 / 3),
        (r"\b(?:un|le) tiers\b", 100 / 3),
        (r"\b(?:un|le) quart\b(?= d)(?! de million)", 25),
        (r"(?<!premiere )(?<!seconde )(?<!deuxieme )\b(?:la )?moitie\b(?= d)", 50),
        (r"(?<=\bd')un quart\b", 25),
        (r"(?<=\bde )moitie\b", 50),
        (r"\b(?:un|le) cinquieme\b", 20),
        (r"\bdeux cinquiemes\b", 40),
    ),
}
_ONE_IN = {
    "en": lazy(r"\b(one|two|three|four|seven|eight|nine|\d{1,2})(?: \w+)? (?:in|out of)(?: every)? (two|three|four|five|six|ten|\d{1,2})\b(?! ?[\d,.]*\d)"),
    "fr": lazy(r"\b(une?|deux|trois|quatre|sept|huit|neuf|\d{1,2})(?: \w+)? sur (deux|trois|quatre|cinq|six|dix|\d{1,2})\b(?! ?[\d,.]*\d)"),
}  # fmt: skip
_QUALIFIERS = {
    "precise": {
        "en": r"exactly|precisely|no more and no less than",
        "fr": r"exactement|precisement|ni plus ni moins de",
    },
    "more": {
        "en": r"more than|over|above|past|upwards of|in excess of|well over|topp(?:ed|ing)|crossed|passed|exceed(?:ed|ing)|surpass(?:ed|ing)",
        "fr": r"plus de|plus d'|plus que|plus du|au-dela de|au-dessus de|au-dessus des|depass\w*|franchi\w*",
    },
    "floor": {
        "en": r"at least|no fewer than|no less than|a minimum of",
        "fr": r"au moins|(?:pas|non) moins de|minimum|au minimum",
    },
    "above": {
        "en": r"nearly|almost|close to|just under|just short of|approaching|not quite",
        "fr": r"pres de|pres d'|presque|quasiment|pas loin de|un peu moins de|bientot",
    },
    "about": {
        "en": r"about|around|some|roughly|approximately|approx\.?|circa|~|or so|an estimated",
        "fr": r"environ|quelques?|autour de|a peu pres|approximativement|~|une? bonne|dans les",
    },
    "ceiling": {
        "en": r"up to|as many as|at most|no more than|not more than",
        "fr": r"jusqu'a|au plus|au maximum|pas plus de|guere plus de",
    },
    "below": {
        "en": r"less than|fewer than|under|below",
        "fr": r"moins de|moins d'|en dessous de|sous",
    },
}
_BEFORE = {
    lang: [
        (name, lazy(rf"(?:^|[^\w]){'(?:' + words[lang] + ')'} *(?:the |a |an |the |les |de |d'|un |une )*$"))
        for name, words in _QUALIFIERS.items()
    ]
    for lang in ("en", "fr")
}  # fmt: skip
_AFTERWARDS = {
    "en": lazy(r"^ ?\+|^(?: \w+){0,2} or more\b|^[^\d.;]{0,45}, at least\b"),
    "fr": lazy(r"^ ?\+|^(?: \w+){0,2} ou plus\b|^[^\d.;]{0,45}, au moins\b(?! \d)"),
}
_RANGE = {
    "en": lazy(r"^ {0,9}(?:and|to|-|–|—) {0,9}$"),
    "fr": lazy(r"^ {0,9}(?:et|a|-|–|—) {0,9}$"),
}
_RANGE_BEFORE = {
    "en": lazy(r"\b(between|from) {1,9}$"),
    "fr": lazy(r"\b(entre|de) {1,9}$"),
}
_CHANGES = lazy(
    r"\b(?:passant|passee?s?|passait|grimp\w+|mont\w+|bondi\w*|chut\w+|tomb\w+|recul\w+|rising|rose|risen|fall\w*|fell"
    r"|dropp\w+|up|down|climb\w+|jump\w+|grew|grown|growing|went|going) $"
)
# "Four point six million", as it is said aloud.
_SPOKEN = {
    lang: lazy(
        rf"(?<![\w-])(?P<whole>(?>{SPELLED[lang]})) {word} (?P<after>{SPELLED[lang]}?) (?P<scale>millions?|billions?|milliards?)\b"
    )
    for lang, word in (("en", "point"), ("fr", "virgule"))
}
_OF = {
    "en": lazy(r"^(?: (?:people|persons|prisoners|men and women|individuals))?,? (?:out )?of(?: the| these| those| its| our)? $"),
    "fr": lazy(r"^(?: (?:personnes|prisonniers|individus))?,? (?:sur|parmi|des)(?: les| nos| ces)? $"),
}  # fmt: skip


def numbers(sentence: str, text: str, lang: Language) -> list[NumberInText]:
    """The numbers of a sentence in order, years left out. `text` is the same stretch as it was written."""
    found = [*_shares(sentence, lang), *_said_aloud(sentence, lang)]
    taken = [(item.start, item.end) for item in found]
    for match in islice(_NUMBER[lang].finditer(sentence), MOST):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        number = _read(match, text, lang)
        if number is not None:
            found.append(_with_percent(number, sentence))
    found.sort(key=lambda item: item.start)
    return [qualified_by(item, sentence, lang) for item in _joined(found, sentence, lang)]


def _read(match: re.Match[str], text: str, lang: Language) -> NumberInText | None:
    before = match.string[max(0, match.start() - 6) : match.start()]
    if match.group() == "cent" and re.search(r"\b(?:pour|per) $", before):
        return None  # the cent of per cent
    if match["demi"]:
        said = match["demi"]
        part = 750_000 if said.startswith("t") else 500_000 if "quar" not in said else 250_000
        return NumberInText(match.start(), match.end(), part, _unit(part), spelled=True)
    if match["digits"]:
        return _of_digits(match, text, lang)
    value = _of_words(re.split(r"[ ,-]+", match["words"]), lang)
    if match["scale2"]:
        value *= 10**6
    if value is None or (value < 2 and not match["half3"]):
        return None
    if match["half3"]:
        scale = 10**6 if match["scale2"] or value >= 10**6 else 1
        value += scale / 2
    start = match.start() if value >= 100 or not match["article"] else match.start("words")
    return NumberInText(start, match.end(), value, _unit(value), spelled=True)


def _of_digits(match: re.Match[str], text: str, lang: Language) -> NumberInText | None:
    digits, scale = match["digits"], (match["scale"] or "").strip(" -")
    end = match.end()
    if scale == "m" and text[match.end("scale") - 1 : match.end("scale")] != "M":
        # "4.5m people" and "1.9m in 2012" are millions, "4.5 m high" are metres.
        counted = lang == "en" and (
            NOUN["en"].match(match.string, end) or BARE["en"].match(match.string[end : end + 40])
        )
        if not counted or match["scale"] != "m":
            scale, end = "", match.end("digits")
    factor = {"m": 10**6, "mn": 10**6, "k": 1000}.get(scale) or {
        "mill": 10**6, "thou": 1000, "bill": 10**9,
    }.get(scale[:4], 1)  # fmt: skip
    if scale.startswith("millier") or scale == "mille":
        factor = 1000
    elif scale.startswith("milliard"):
        factor = 10**9
    grouped = re.fullmatch(
        r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*|\d{1,2}(?:(,)\d\d)+,\d{3}", digits
    )
    point = "." if lang == "en" else ","
    if grouped and not (grouped[1] == point and digits.count(point) == 1):
        whole, fraction = re.sub(r"\D", "", digits), ""
    else:
        whole, _, fraction = digits.replace(",", ".").replace(" ", "").partition(".")
        if "." in fraction or not whole.isdigit():
            return None
    if len(whole) > 15:
        return None  # no count of ours; and a float of it would no longer be exact
    value = float(f"{whole}.{fraction or 0}") * factor
    if (match["half1"] or match["half2"]) and factor > 1:
        value += factor / 2
    plain = re.fullmatch(r"(?:19|20)\d\d", digits) and factor == 1
    if plain:
        return None  # a year
    unit = (
        _unit(round(value))
        if float(round(value)) == round(value, 3) and value
        else 10.0 ** -len(fraction)
    )
    return NumberInText(match.start(), end, round(value, 3), unit)


def _unit(value: float) -> float:
    unit = 1
    while value and value % (unit * 10) == 0 and unit < 10**9:
        unit *= 10
    return unit


def _of_words(words: list[str], lang: Language) -> float:
    """The value of a run of number words: quatre-vingt-dix-sept is 97, four hundred thousand 400,000."""
    total, part = 0, 0
    for word in words:
        small = _WORDS[lang].get(word)
        if small is not None:
            part = part * 20 if small == 20 and part == 4 and lang == "fr" else part + small
        elif word in _SCALES[lang]:
            scale = _SCALES[lang][word]
            if scale == 100:
                part = max(part, 1) * 100
            else:
                total, part = total + max(part, 1) * scale, 0
    return total + part


def _with_percent(number: NumberInText, sentence: str) -> NumberInText:
    sign = _PERCENT.match(sentence, number.end)
    return replace(number, end=sign.end(), percent=True) if sign else number


_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
    "premier": 1, "premiere": 1, "seconde": 2, "cinquieme": 5, "neuvieme": 9,
}  # fmt: skip


def ordinal(word: str, lang: Language) -> int | None:
    """24 for "24th", "twenty-fourth" or « vingt-quatrième »; None for what is no ordinal."""
    if digits := re.match(r"\d+", word):
        return int(digits.group())
    head, _, last = word.rpartition("-")
    known = _ORDINALS.get(last)
    for ending in ("ieth", "th", "ieme"):
        stem = last.removesuffix(ending)
        if known is None and stem != last:
            whole = {"ieth": (stem + "y",), "ieme": (stem, stem + "e")}.get(ending, (stem,))
            known = next((_WORDS[lang][w] for w in whole if w in _WORDS[lang]), None)
    if known is None or not head:
        return known
    tens = [_WORDS[lang].get(part) for part in head.split("-") if part != "et"]
    return None if None in tens else known + int(_of_words(head.split("-"), lang))


def value_of(word: str) -> int | None:
    """A small number as digits or one word of either language, an article for one."""
    if word.isdigit():
        return int(word)
    if word in ("a", "an", "one", "un", "une"):
        return 1
    tens, _, ones = word.partition("-")  # "forty-eight", « dix-sept »
    if (
        ones
        and (first := value_of(tens)) in range(10, 70, 10)
        and (last := value_of(ones)) in range(1, 10)
    ):
        return (first or 0) + (last or 0)
    return _WORDS["en"].get(word) or _WORDS["fr"].get(word)


_TIMES = {
    "twice": 2, "double": 2, "doubled": 2, "triple": 3, "tripled": 3, "quadruple": 4, "quadrupled": 4,
    "half": 0.5, "halved": 0.5, "moitie": 0.5,
}  # fmt: skip


def times(said: str, lang: Language) -> float | None:
    """What "twice", "ninefold", « trois fois », « divisé par deux » multiply by; None for anything else."""
    word = said.split()[-1]
    if word in _TIMES:
        return _TIMES[word]
    count = re.sub(r"[- ]?fold$| (?:times|fois)$|^(?:multipli|divis)\w+ par ", "", said)
    if re.fullmatch(r"\d[\d,.]*", count):
        value = float(count.replace(",", "" if lang == "en" else "."))
    elif all(part in _WORDS[lang] or part in _SCALES[lang] for part in re.split(r"[ -]", count)):
        value = _of_words(re.split(r"[ -]", count), lang)
    else:
        return None
    return 1 / value if said.startswith("divis") and value else value or None


def _shares(sentence: str, lang: Language) -> Iterator[NumberInText]:
    for pattern, value in _SHARES[lang]:
        for match in re.finditer(pattern, sentence):
            yield NumberInText(match.start(), match.end(), value, 1, percent=True, spelled=True)
    for match in _ONE_IN[lang].finditer(sentence):
        part, whole = (
            int(word) if word.isdigit() else _of_words([word], lang) for word in match.groups()
        )
        if 0 < part <= whole <= 20:
            yield NumberInText(
                match.start(), match.end(), 100 * part / whole, 1, percent=True, spelled=True
            )


def _said_aloud(sentence: str, lang: Language) -> Iterator[NumberInText]:
    for match in _SPOKEN[lang].finditer(sentence):
        after = [_WORDS[lang].get(word) for word in re.split(r"[ -]", match["after"])]
        if None in after:
            continue
        # "six six" is .66, "soixante-six" as well.
        tens = _of_words(re.split(r"[ -]", match["after"]), lang)
        single = all(digit is not None and digit < 10 for digit in after)
        digits = "".join(str(digit) for digit in after) if single else str(int(tens))
        scale = (
            10**6 if match["scale"].startswith("mill") and "ard" not in match["scale"] else 10**9
        )
        whole = _of_words(re.split(r"[ -]", match["whole"]), lang)
        value = round(float(f"{int(whole)}.{digits}") * scale)
        yield NumberInText(match.start(), match.end(), value, _unit(value), spelled=True)


def _joined(found: list[NumberInText], sentence: str, lang: Language) -> Iterator[NumberInText]:
    """Ranges as one number, and the 169 of "127 of 169" beside its 127."""
    skip = False
    for index, number in enumerate(found):
        if skip:
            skip = False
            continue
        later = found[index + 1] if index + 1 < len(found) else None
        between = sentence[number.end : later.start] if later else ""
        before = _RANGE_BEFORE[lang].search(sentence, max(0, number.start - 12), number.start)
        dash = between.strip() in ("-", "–", "—")
        if before and before[1] in ("from", "de") and number.value > 1 and number.unit == 1:
            before = None  # "from 733,120 to 6,609,837" is a change and no range
        if (
            before
            and later
            and _RANGE[lang].match(between)
            and _CHANGES.search(sentence, 0, before.start())
        ):
            # "Passant de 2,37 à 5,5 millions": two numbers, of which the first has the scale of the second.
            millions = 1_000_000 if number.value < 1000 <= later.value / 1000 else 1
            yield replace(number, value=number.value * millions, unit=number.unit * millions)
            continue
        if (
            later
            and later.percent == number.percent | later.percent
            and _RANGE[lang].match(between)
            and (before or dash)
        ):
            # "between 4.4 and 4.6 million": the first has the scale of the second.
            scale = 1.0
            while number.value * scale < later.value / 100:
                scale *= 1000
            yield replace(
                number,
                start=before.start(1) if before else number.start,
                end=later.end,
                value=number.value * scale,
                unit=later.unit,
                high=later.value,
                percent=later.percent,
            )
            skip = True
        elif (
            later
            and not number.percent
            and not later.percent
            and later.value > number.value
            and _OF[lang].match(between)
        ):
            yield replace(number, of=later.value, end=later.end)
            skip = True
        else:
            yield number


def qualified_by(number: NumberInText, sentence: str, lang: Language) -> NumberInText:
    """A number with the qualifier that stands beside it."""
    before = sentence[max(0, number.start - 30) : number.start]
    # A quotation stands in the other language: « more than 5 million », dit le communiqué.
    for spoken in (lang, "fr" if lang == "en" else "en"):
        for name, pattern in _BEFORE[spoken]:
            if pattern.search(before):
                return replace(number, qualifier=name)
    if sentence[number.end : number.end + 1] == "+":  # "45,000+ actions"
        return replace(number, end=number.end + 1, qualifier="floor")
    if _AFTERWARDS[lang].match(sentence[number.end : number.end + 60]):
        return replace(number, qualifier="floor")
    if lang == "fr" and re.search(r"(?:aine|millier)$", sentence[number.start : number.end]):
        return replace(number, qualifier="about")  # "une centaine"
    return number
