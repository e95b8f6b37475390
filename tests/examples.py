"""The examples of `docs/examples`: talking points and cards as they are said, made anew by this command.

`python -m tests.examples` writes them from the record that is shipped; a test holds them to it.
"""

from __future__ import annotations

from pathlib import Path

from impact import talking
from impact.figures import live
from impact.figures.live import State
from impact.i18n.grammar import capital
from impact.i18n.words import LANGUAGES, Language, say
from impact.settings import ROOT
from impact.talking import Occasion, Selection

FOLDER = ROOT / "docs" / "examples"
TALKS: tuple[tuple[Occasion, int], ...] = (
    ("launch", 2025), ("human_rights_day", 2025), ("results", 2024)
)  # fmt: skip
# Reversed, died, a group, nothing found, held, free, held again, free with conditions among them.
CARDS = (
    "2021-zhang-zhan", "2011-filep-karma", "2025-mother-nature-cambodia", "2024-joel-paredes",
    "2022-nasser-zefzafi", "2012-ales-bialiatski", "2020-gustavo-gatica", "2024-maryia-kalesnikava",
    "2025-sonia-dahmani", "2012-gao-zhisheng", "2008-hakamada-iwao", "2014-chelsea-manning",
)  # fmt: skip


def texts(state: State) -> dict[str, str]:
    """Every example by the name of its file."""
    found = {}
    for lang in LANGUAGES:
        for occasion, year in TALKS:
            found[f"{occasion.replace('_', '-')}-{year}.{lang}.md"] = _talk(
                state, Selection(occasion, edition=year), lang
            )
        cards = [_card(state, case, lang) for case in CARDS]
        found[f"cards.{lang}.md"] = "\n".join(cards)
    return found


def _talk(state: State, chosen: Selection, lang: Language) -> str:
    made = talking.talk(state, chosen, lang)
    lines = [f"# {made.title}", "", *(f"- {capital(text)}" for text in made.careful)]
    for point in made.points:
        lines += ["", point.sentence]
        lines += [f"- {say(lang, 'talk.careful', text=text)}" for text in point.careful]
    lines += ["", *(f"**{each.ask}** {each.answer}\n" for each in made.questions)]
    return "\n".join(lines).rstrip() + "\n"


def _card(state: State, case: str, lang: Language) -> str:
    made = talking.card(state, case, lang)
    lines = [f"# {made.title} ({made.where})", "", f"## {say(lang, 'card.say')}", ""]
    lines += [f"- {text}" for text in made.say]
    lines += ["", f"## {say(lang, 'card.not_say')}", "", *(f"- {text}" for text in made.not_say)]
    return "\n".join(lines) + "\n"


def write(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(live.current()).items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
