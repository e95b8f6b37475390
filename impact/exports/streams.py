"""Streams: whose list an export is. One reporter's list in one section is a stream.

Where nobody says it, the name of the file does, without what changes from one sending to the next:
dates, times and counters. A bare year stays: the tally of 2025 is another list than that of 2024. A name that
somebody types is the list that is called so, in whatever letters it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from impact.exports.ledger import Ledger, Stream
from impact.faults import Fault

_ENDINGS = (
    "csv", "tsv", "tab", "txt", "gz", "zip", "xlsx", "xlsm", "xlsb", "xls", "ods",
)  # fmt: skip
_YEAR, _MONTH, _DAY = r"\d{4}", r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_TIME = r"([ t_-]?([01]\d|2[0-3])[-_.:h]?[0-5]\d([-_.:]?[0-5]\d)?(?![-_.]?\d)z?)?"
_MONTHS = (
    "jan(uary|vier|uar|uari|eiro|v)?|feb(ruary|ruar|ruari|braio|rero)?|f[ée]v(rier|ereiro)?|mar(ch|s|zo|ço)?|märz|maart"
    "|apr(il|ile)?|avr(il)?|abril|may|mai|mei|maio|maggio|mayo|jun(e|i|io|ho)?|juin|jul(y|i|io|ho)?|juil(let)?"
    "|aug(ust|ustus)?|ago(sto)?|ao[uû]t|sep(t|tember|tembre|tiembre|tembro)?|o[ck]t(ober|obre|ubre)?|out(ubro)?"
    "|nov(ember|embre|iembre|embro)?|de[cz](ember)?|d[ée]c(embre)?|dic(embre|iembre)?|dez(embro)?"
)
_ALONE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_DATES = "|".join(
    (
        rf"(?<!\d){_YEAR}(?P<a>[-_. ]){_MONTH}(?P=a){_DAY}(?!\d){_TIME}",
        rf"(?<!\d){_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d){_TIME}",
        rf"(?<!\d){_DAY}(?P<b>[-_. ]){_MONTH}(?P=b){_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}(?P<c>[-_.]){_DAY}(?P=c)[23]\d(?!\d|[-_.]\d)",
        rf"(?<!\d)[23]\d(?P<d>[-_.]){_MONTH}(?P=d){_DAY}(?!\d|[-_.]\d)",
        rf"(?<!\d){_YEAR} ?[年년] ?{_MONTH} ?[月월] ?{_DAY} ?[日일]",
        rf"(?<!\d){_DAY}(st|nd|rd|th|er)?[-_. ]?({_MONTHS})\.?([-_. ]?{_YEAR}(?!\d))?{_AFTER}",
        rf"{_ALONE}({_MONTHS})\.?[-_. ]?{_DAY}(st|nd|rd|th)?(?!\d)([-_., ]{{1,2}}{_YEAR}(?!\d))?",
        r"(?<!\d)\d{9,}(?!\d)",  # seconds or less since 1970, as platforms put them into names
        r"[(\[]\d{1,3}([-\u2013]\d{1,6})?[)\]]",  # a counter, or the answers of a form that are in it
    )
)
# What is left out besides, unless it is all that the name says: "final.csv", "corrected.csv".
_CHANGING = "|".join(
    (
        _DATES,
        rf"{_ALONE}(copy|copie|kopie|kopia|copia|cópia|kópia|kopi|kopio|kopya(sı)?|копи[яеї]|копія|αντίγραφο|másolat|afrit|نسخة)"
        rf"( of| de| von| van)?( ?\(?\d{{1,3}}\)?)?{_AFTER}",
        r"[ _-]*の?(コピー|複製)|[ _-]*(副本|拷贝|拷貝|사본|복사본|修正版|最新版|最終版|수정본|최종본)",
        rf"{_ALONE}(v|ver|version|rev|révision|revision)[ ._-]?\d{{1,3}}{_AFTER}",
        rf"{_ALONE}(final|finale|d[ée]finiti(f|ve)|corrig[ée]e?s?|correct(ed|ion)|korrigiert|r[ée]vis[ée]e?s?|revised"
        rf"|updated?|mis à jour|m[àa]j|maj|latest|aktualisiert|bereinigt|a[ck]?tualizad[oa]|corregid[oa]|corrigid[oa]|corrett[oa]"
        rf"|aggiornat[oa]|bijgewerkt|gecorrigeerd|zaktualizowan[aey]|poprawion[aey]|oprava|opraven[aéý]|uppdaterad|oppdatert"
        rf"|rettet|güncel(lenmiş)?|düzeltilmiş|entwurf|brouillon|borrador|rascunho|draft)\d{{0,2}}{_AFTER}",
        rf"{_ALONE}(stand|as of|état au|vom)[ _]{_DAY}[./]{_MONTH}\.?(?![./]?\d)",
        r"[ _-]+(new|nouveau|nouvelle|neu|nuevo|nuova|novo)$",
        r"^(re|fwd?|tr|wg|aw|sv|rv|antw)[ _:.-]+",  # as mail programs begin a subject
    )
)


@lru_cache(1 << 14)  # of each file of a folder's list, whenever another comes
def origin(file: str) -> str:
    """The origin that a file's name tells: lower case, without endings, dates, times and counters."""
    return _bare(file, _CHANGING) or _bare(file, _DATES) or "export"


def _bare(file: str, changing: str) -> str:
    """A file's name without its ending and what changes."""
    name = unicodedata.normalize("NFC", file.replace("\\", "/").rsplit("/", 1)[-1]).casefold()
    while "." in name and name.rsplit(".", 1)[1] in _ENDINGS:
        name = name.rsplit(".", 1)[0]
    before = None
    while before != name:
        before = name
        name = re.sub(changing, " ", name).strip(" _-.")
    return _spaced(name)


def _spaced(name: str) -> str:
    """A name's letters and digits, each word once parted. Vowels and tones that are marks are letters: without
    them names in Hindi or Thai would be one another's."""
    return " ".join(
        "".join(
            sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in name
        ).split()
    )


@lru_cache(1 << 14)  # of each list of a section, whenever a file of a new one comes
def folded(name: str) -> str:
    """A name as the eye reads it: whatever its letter case, blanks, marks between words and Latin accents."""
    plain = ""
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold()):
        accent = (
            unicodedata.category(sign) == "Mn" and plain[-1:].isascii() and plain[-1:].isalpha()
        )
        plain += "" if accent else sign
    return _spaced(plain) or name.strip()


def meant(ledger: Ledger, section: str, name: str | None) -> str | None:
    """The list that somebody names for a file: one of the section that is called so, however the name was typed;
    else a new one of this name. None if nothing was named."""
    name = " ".join(unicodedata.normalize("NFC", name or "").split())
    if not name:
        return None
    known = {
        each.origin: each.origin
        for each in ledger.entries.values()
        if each.section == section and each.origin
    }
    called = {
        said.name: said.origin
        for said in ledger.streams.values()
        if said.section == section and said.name
    } | known
    alike = {folded(each): origin for each, origin in called.items()}
    return called.get(name) or alike.get(folded(name)) or name


def of_file(ledger: Ledger, section: str, platform: str, file: str) -> str:
    """The list that a file's name tells; the one that is called so, however it was typed, or that an earlier version
    told of the same name, where files of it stand."""
    own, called_so = origin(file), _bare(file, _DATES)
    others = [
        other
        for other in ledger.standing()
        if (other.section, other.platform) == (section, platform)
    ]
    for name in (called_so, own):  # a list that was called so before a word was known to change
        if any(name == other.origin for other in others):
            return name
    called = [
        said.origin
        for said in ledger.streams.values()
        if (said.section, said.platform) == (section, platform)
        and said.name
        and folded(origin(said.name)) == folded(own)
    ]
    for other in others:
        if ledger.stream_of(other).origin in called:
            return ledger.stream_of(other).origin
    unmarked = " ".join(re.sub(r"[\W_]+", " ", own).split())
    former = re.compile(rf"{re.escape(own)}( \d[\d年月日년월일 ]*)+|{re.escape(unmarked)}")
    alike = folded(own)
    for other in reversed(others):
        if folded(other.origin) == alike:
            return other.origin
        if former.fullmatch(other.origin) and origin(other.file) == own:
            return other.origin
    return own


def listed(ledger: Ledger) -> list[dict[str, Any]]:
    """The lists of each section, one row each: what a newer file does, how many exports stand, when the
    last came. The list with the newest export comes first."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    newest: dict[tuple[str, str, str], int] = {}
    for entry in ledger.standing():
        if not entry.part:
            continue
        part = next(each for each in entry.parts if each.number == entry.part)
        for origin in part.origins:
            stream = ledger.stream_of(entry, origin)
            row = rows.setdefault(
                stream.key,
                {
                    "section": stream.section,
                    "platform": stream.platform,
                    "stream": stream.origin,
                    "name": stream.name or stream.origin,
                    "newer": stream.newer,
                    "keys": stream.reach,
                    "exports": 0,
                    "last_received": "",
                    "joined": [],
                },
            )
            row["exports"] += 1
            row["last_received"] = max(row["last_received"], entry.received_at)
            newest[stream.key] = max(newest.get(stream.key, 0), entry.order)
            own = origin or entry.origin
            if own != stream.origin and own not in row["joined"]:
                row["joined"].append(own)
    return [rows[key] for key in sorted(rows, key=newest.__getitem__, reverse=True)]


def said(
    ledger: Ledger,
    section: str,
    platform: str,
    stream: str,
    *,
    name: str | None = None,
    into: str | None = None,
    parted: bool = False,
    newer: str | None = None,
    reach: str | None = None,
) -> Stream:
    """What staff say of a list, over what was said before. Raises `Fault` if it is not known."""
    rows = [
        row for row in listed(ledger) if (row["section"], row["platform"]) == (section, platform)
    ]
    stream = _known(named(ledger, section, platform, stream), stream)
    if into is not None:
        into = _known(named(ledger, section, platform, into), into)
    if into == stream:
        raise Fault("stream_itself", name=stream[:60])
    others = {
        each
        for row in rows
        if stream not in (row["stream"], *row["joined"])
        for each in (row["name"], row["stream"], *row["joined"])
    }
    if name is not None and name in others:
        raise Fault("stream_named", name=name[:60])
    name = name and " ".join(name.split())[:80]
    keyed = any(
        entry.newer == "events"
        for entry in ledger.entries.values()
        if ledger.stream_of(entry).key == (section, platform, stream)
    )
    if newer == "events" and not keyed:
        raise Fault("stream_keyless", name=stream[:60])
    if into is not None and _leads_to(ledger, section, platform, into, stream):
        raise Fault("stream_cycle", name=into[:60], other=stream[:60])
    before = ledger.streams.get((section, platform, stream)) or Stream(
        section=section, platform=platform, origin=stream
    )
    return replace(
        before,
        name=before.name if name is None else name,
        into=None if parted else into if into is not None else before.into,
        since=before.since if into is None and not parted else 0,
        holder=before.holder if into is None and not parted else "",
        newer=newer or before.newer,
        reach=reach or before.reach,
    )


def named(ledger: Ledger, section: str, platform: str, name: str) -> str | None:
    """The list of a section and platform that is meant by its own name, by what staff call it, or by either
    typed otherwise; None if there is none."""
    rows = [
        row for row in listed(ledger) if (row["section"], row["platform"]) == (section, platform)
    ]
    known = {each: each for row in rows for each in (row["stream"], *row["joined"])}
    called = {row["name"]: row["stream"] for row in reversed(rows)} | known
    alike = {folded(each): list_ for each, list_ in called.items()}
    return called.get(name) or alike.get(folded(name))


def _known(found: str | None, name: str) -> str:
    if found is None:
        raise Fault("stream_unknown", name=name[:60])
    return found


def _leads_to(ledger: Ledger, section: str, platform: str, start: str, end: str) -> bool:
    """Whether a list was joined, by however many steps, to another one."""
    at: str | None = start
    seen: set[str] = set()
    while at is not None and at not in seen:
        if at == end:
            return True
        seen.add(at)
        said = ledger.streams.get((section, platform, at))
        at = said.into if said else None
    return False
