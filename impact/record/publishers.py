"""Who publishes a page, and how strong a source that makes it: by rule, from the record's list of hosts.

The longest entry that an address begins with is its publisher's, so that a part of a host that many
share can have another class. A host that the record does not list has no publisher here, and its
strength is what its row says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from impact.i18n.locales import FIRST, LANGUAGES, Language, own
from impact.record.schema import PUBLISHER_CLASSES

_OWN = "amnesty"
_STRENGTH = {each.name: each.strength for each in PUBLISHER_CLASSES}


@dataclass(frozen=True)
class Publisher:
    """A publisher's name in each language that the record has it in, and how strong a source its pages are."""

    names: Mapping[Language, str]
    strength: str
    own: bool = False  # of the campaign itself: what it asks, only its own page can show

    @property
    def name(self) -> str:
        return self.names[FIRST]

    def named(self, lang: Language) -> str:
        return self.names.get(lang, self.name)


def host(url: str) -> str:
    """The host of an address, without the www. that says nothing."""
    return _start(url).partition("/")[0]


def _start(url: str) -> str:
    """An address as the list writes it: without scheme, www., question and fragment."""
    text = url.partition("://")[2].partition("#")[0].partition("?")[0]
    return text.removeprefix("www.")


def listed(rows: Iterable[Mapping[str, object]]) -> dict[str, Publisher]:
    """The publishers of a record, by what their addresses begin with."""
    return {
        str(row["host"]): Publisher(
            {
                lang: str(row[own("publisher", lang)])
                for lang in LANGUAGES
                if own("publisher", lang) in row
            },
            _STRENGTH[str(row["class"])],
            row["class"] == _OWN,
        )
        for row in rows
    }


def publisher(url: str, known: Mapping[str, Publisher]) -> Publisher | None:
    """The publisher of a page, if it is listed."""
    found = _start(url)
    while found:
        if found in known:
            return known[found]
        found = found.rpartition("/")[0]
    return None
