"""Columns that no mapping reads and that speak of the counts all the same: numbers of their own, the day on which an
action was taken, a word that says that a row is no longer meant.

Nothing of them counts, for what a column means is not guessed. Whoever sends the file is told that they are there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from impact.exports.days import DayOrder, DayReader
from impact.exports.screening import Batch
from impact.exports.sources import ExportSource
from impact.exports.text import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is counted, as the word of a column's name.
_THINGS = _words(
    """letters lettres signatures signataires signatories petitions pétitions messages cards cartes postcards
    emails mails courriels tweets posts calls appels actions texts textos sms cartas firmas postales briefe karten
    unterschriften brieven kaarten handtekeningen lettere cartoline firme assinaturas listy podpisy"""
)
# What counts something, where a column's name says nothing else.
_NUMBERS = _words(
    "number nombre count quantity quantité anzahl aantal cantidad número quantità quantidade liczba"
)
_BESIDE_NUMBERS = _words(
    """corrected correct new old final revised verified confirmed real actual updated corrigé corrigée vérifié nouveau
    ancien définitif révisé confirmé réel korrigiert neu alt corregido corretto"""
)
_NO_COUNTS = _words(
    """id ids no taf hours heures target targets goal objectif expected planned prévu prévus opened ouverts price
    prix stamps timbres pages feuilles sheets year année age âge last previous précédent percent pourcentage rate taux"""
)
_TOTALS = _words("total totals totaux sum somme gesamt summe totaal totale suma")
_DATES = _words("date day jour datum fecha data tag dag when quand")
_DONE = _words(
    """event événement évènement evenement activity activité activite action evening soirée soiree held tenue signing
    signature signed signé signée workshop atelier meeting rencontre marathon writing écriture done real réelle actual
    effective veranstaltung aktion evento actividad bijeenkomst wydarzenia"""
)
_OTHER_DATES = _words(
    "last latest first next birth naissance dernière dernier prochain prochaine première letzte nächste última primera"
)
_STATES = _words(
    "status statut état etat state validation estado stato stand toestand stan zustand status_2"
)
_REMARKS = _words(
    "remarks remark remarques remarque notes note comments comment commentaires commentaire bemerkung bemerkungen observaciones"
)
# A whole cell that says that its row does not count any more.
_VOID = frozenset(
    each.replace("_", " ")
    for each in _words(
        """cancelled canceled void voided invalid duplicate duplicated rejected deleted withdrawn to_delete
        do_not_count annulé annulée annulés annulées invalide doublon doublons rejeté rejetée refusé refusée
        supprimé supprimée à_supprimer a_supprimer retiré retirée ne_pas_compter storniert gelöscht ungültig doppelt
        abgesagt anulado anulada cancelado cancelada duplicado geannuleerd ongeldig dubbel annullato annullata
        anulowane"""
    )
)
_WHOLE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})*|\d{1,6}")


@dataclass(frozen=True)
class Columns:
    """The columns of a header that may speak of the counts, by what they may say."""

    numbers: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys([*self.numbers, *self.days, *self.states]))


def columns(names: Sequence[str], source: ExportSource) -> Columns:
    """Which columns that are not read may say something."""
    found = Columns()
    for name in names:
        words = _words_of(name)
        if _may_count(words):
            found.numbers.append(name)
        elif source.when.columns and words & _DATES and words & _DONE and not words & _OTHER_DATES:
            found.days.append(name)
        elif words <= _STATES or (words <= _REMARKS and source.grain == "aggregate"):
            found.states.append(name)
    return found


def _words_of(name: str) -> frozenset[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)  # DateSigned
    return frozenset(filter(None, re.split(r"[\W_]+", fold(spaced))))


def _may_count(words: frozenset[str]) -> bool:
    if words & _NO_COUNTS:
        return False
    plainly = words & _NUMBERS and words <= _NUMBERS | _BESIDE_NUMBERS
    return bool(words & _THINGS or words <= _TOTALS or plainly) and not words & _DATES


@dataclass
class _Numbers:
    """What a column of numbers adds up to; `whole`: all its cells are numbers."""

    total: int = 0
    largest: int = 0
    whole: bool = True
    apart: bool = False  # some row has another number than was counted of it


class Unread:
    """What the columns of one file say of the rows that were counted."""

    def __init__(self, named: Columns, source: ExportSource, table: pa.Table, at: Any) -> None:
        """`table`: the counts, with the lines `at` which they stand."""
        self._columns = named
        self._source = source
        self.lines, first, places = np.unique(at, return_index=True, return_inverse=True)
        quantity = table["quantity"].to_numpy()
        self.counted = np.bincount(places, weights=quantity, minlength=len(self.lines))
        days = table["day"].take(pa.array(first)).cast(pa.int32())
        self._days = days.fill_null(-1).to_numpy()
        self._numbers = {name: _Numbers() for name in named.numbers}
        self.other_days: dict[str, list[int]] = {name: [] for name in named.days}
        self.void: list[Any] = []
        self._readers = [DayReader((), order) for order in _EITHER]

    def add(self, batch: Batch) -> None:
        """Look at some rows of the file."""
        for name in self._columns.names:
            cells = batch.table[name].combine_chunks().dictionary_encode()
            words = [str(cell).strip() for cell in cells.dictionary.to_pylist()]
            codes = cells.indices.to_numpy()
            held = np.isin(batch.lines, self.lines)
            codes, lines = codes[held], batch.lines[held]
            places = np.searchsorted(self.lines, lines)
            if name in self._numbers:
                self._add_numbers(name, words, codes, places)
            elif name in self.other_days:
                self._add_days(name, words, codes, places)
            else:
                void = np.array([_says_void(word) for word in words], dtype=bool)
                self.void.append(lines[void[codes]] if len(words) else lines[:0])

    def _add_numbers(self, name: str, words: list[str], codes: Any, places: Any) -> None:
        found = self._numbers[name]
        said = np.zeros(len(words), dtype=np.int64)
        for at, word in enumerate(words):
            if word and not _WHOLE.fullmatch(word):
                found.whole = False
                return
            said[at] = int(re.sub(r"\D", "", word) or 0)
        filled = np.array([bool(word) for word in words], dtype=bool)
        numbers = said[codes]
        found.total += int(numbers.sum())
        found.largest = max(found.largest, int(numbers.max(initial=0)))
        found.apart |= bool((filled[codes] & (numbers != self.counted[places])).any())

    def _add_days(self, name: str, words: list[str], codes: Any, places: Any) -> None:
        """The rows in which a column has a day, and in no order that of the counts."""
        meant = [{self._day(reader, word) for reader in self._readers} - {None} for word in words]
        for code, place in zip(codes.tolist(), places.tolist(), strict=True):
            day = int(self._days[place])
            if day >= 0 and meant[code] and day not in meant[code]:
                self.other_days[name].append(int(self.lines[place]))

    def _day(self, reader: DayReader, word: str) -> int | None:
        stamp = reader.one(word)
        return None if stamp is None or not stamp[0] // _DAY >= _FIRST else stamp[0] // _DAY

    def uncounted(self) -> dict[str, int]:
        """The columns of numbers that count for nothing, with what they add up to."""
        found = {
            name: each.total
            for name, each in self._numbers.items()
            if each.whole
            and each.total
            and each.apart
            and (each.largest > 1 or self._source.counts)
        }
        no_sums = {name: total for name, total in found.items() if not _words_of(name) <= _TOTALS}
        return no_sums or found


_EITHER = (DayOrder.PROVEN_DAY_FIRST, DayOrder.PROVEN_MONTH_FIRST)
_DAY = 86_400
_FIRST = (dt.date(2001, 1, 1) - dt.date(1970, 1, 1)).days


def _says_void(word: str) -> bool:
    return fold(word).strip(" .!?*()[]:;-–") in _VOID
