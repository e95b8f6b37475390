"""How well the checker reads the labelled set: precision, recall, and what it got wrong."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from impact.factcheck import checker, facts
from impact.factcheck.facts import Facts
from impact.factcheck.rounding import Finding
from impact.factcheck.text import flatten, normal
from impact.figures import live
from impact.i18n.words import LANGUAGES, Language
from impact.record.reader import read
from impact.settings import ROOT

LABELLED = ROOT / "tests" / "factcheck"
FILES = ("labelled.toml", "held_out.toml", "third.toml", "fourth.toml")
# Their labels name words and the verdicts that are fair, not the product's own kinds.
BY_WORDS = (
    "fifth.toml",
    "sixth.toml",
    "seventh.toml",
    "eighth.toml",
    "ninth.toml",
    "tenth.toml",
    "eleventh.toml",
    "twelfth.toml",
    "thirteenth.toml",
    "fourteenth.toml",
    "fifteenth.toml",
    "sixteenth.toml",
    "seventeenth.toml",
    "eighteenth.toml",
    "nineteenth.toml",
    "twentieth.toml",
    "twentyfirst.toml",
    "twentysecond.toml",
    "twentythird.toml",
)
GOAL = 0.95


@dataclass(frozen=True)
class Label:
    """What a reader who knows the record finds: kind, words of the text, verdict."""

    kind: str
    words: str
    verdict: str

    def fits(self, finding: Finding) -> bool:
        mine, its = flatten(self.words), flatten(finding.text)
        return (
            self.kind == finding.kind
            and self.verdict == finding.verdict
            and (mine in its or its in mine)
        )


@dataclass(frozen=True)
class Snippet:
    """A text written for the set, and all that has to be found in it."""

    lang: Language
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Score:
    """Findings that fit a label, all findings, all labels, and what did not fit, in words."""

    hits: int
    found: int
    labelled: int
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.labelled if self.labelled else 1.0


def snippets(path: Path) -> list[Snippet]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Snippet(
            lang,
            item["text"],
            tuple(Label(*(part.strip() for part in line.split("|"))) for line in item["finds"]),
        )
        for lang in LANGUAGES
        for item in content.get(lang, ())
    ]


def score(told: list[Snippet], known: Facts) -> Score:
    """Each label is met by at most one finding; nothing is said of order."""
    hits = found = labelled = 0
    missed: list[str] = []
    for snippet in told:
        findings = checker.check(snippet.text, known).findings
        left = list(snippet.labels)
        for finding in findings:
            label = next((label for label in left if label.fits(finding)), None)
            if label is None:
                missed.append(
                    f"{snippet.text}\n    found {finding.kind} “{finding.text}” {finding.verdict}: {finding.note}"
                )
                continue
            left.remove(label)
            hits += 1
        missed += [f"{snippet.text}\n    not found: {label}" for label in left]
        found += len(findings)
        labelled += len(snippet.labels)
    return Score(hits, found, labelled, tuple(missed))


def fair(path: Path, known: Facts) -> Score:
    """A set whose labels are "words | verdict/verdict": a finding on these words with one of these verdicts fits.

    A claim in `may` need not be found; found with a fair verdict, it counts neither way.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    hits = found = labelled = 0
    missed: list[str] = []
    for text in (item for lang in LANGUAGES for item in content.get(lang, ())):
        flat = flatten(normal(text["text"])).replace("\n", " ")
        findings = checker.check(text["text"], known).findings
        fitting: set[int] = set()
        for line in text["finds"]:
            labelled += 1
            if (index := _fitting(line, flat, findings, fitting)) is None:
                missed.append(f"{text['text']}\n    not found: {line}")
            else:
                fitting.add(index)
        beside: set[int] = set()
        for line in text.get("may", ()):
            if (index := _fitting(line, flat, findings, fitting | beside)) is not None:
                beside.add(index)
        found += len(findings) - len(beside)
        hits += len(fitting)
        missed += [
            f"{text['text']}\n    found {item.kind} “{item.text}” {item.verdict}: {item.note}"
            for index, item in enumerate(findings)
            if index not in fitting | beside
        ]
    return Score(hits, found, labelled, tuple(missed))


def _fitting(line: str, flat: str, findings: list[Finding], taken: Collection[int]) -> int | None:
    """The place of the first finding that a label means and that no other has taken."""
    words, verdicts = (part.strip() for part in line.split("|"))
    start = flat.index(flatten(words))
    return next(
        (
            index
            for index, item in enumerate(findings)
            if index not in taken
            and item.start < start + len(words)
            and start < item.end
            and _fair(item.verdict, verdicts.split("/"))
        ),
        None,
    )


def _fair(verdict: str, fair: Collection[str]) -> bool:
    """Whether a verdict is one of a label's: *partly* says what is not in the record, and what is."""
    return verdict in fair or (verdict == "partly" and "not_in_the_record" in fair)


def shipped() -> Facts:
    return facts.of(live._state(read(ROOT / "data" / "record")))


def report() -> list[tuple[str, Score]]:
    known = shipped()
    seen = [(LABELLED / name, False) for name in FILES]
    sets = [*seen, *((LABELLED / name, True) for name in BY_WORDS)]
    return [
        (path.stem, fair(path, known) if by_words else score(snippets(path), known))
        for path, by_words in sets
        if path.exists()
    ]


def speed() -> str:
    """How long the command takes to start, and for eighty texts in one call, in seconds of this machine."""
    texts = [item.text for name in FILES[:3] for item in snippets(LABELLED / name)][:80]
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.txt" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        one, many = _seconds(files[:1]), _seconds(files)
    return (
        f"factcheck, start and one text: {one:.1f} s, goal <= 1  {'met' if one <= 1 else 'MISSED'}\n"
        f"factcheck, {len(texts)} texts in one call: {many:.1f} s, goal <= 10  {'met' if many <= 10 else 'MISSED'}"
    )


def _seconds(files: list[Path]) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "impact", "factcheck", *map(str, files)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - began


def told() -> str:
    """Precision and recall as lines, each with its goal, and under them what was missed."""
    lines = []
    for name, result in report():
        verdict = "met" if min(result.precision, result.recall) >= GOAL else "MISSED"
        lines.append(
            f"factcheck, {name}: precision {result.precision:.3f}, recall {result.recall:.3f}, "
            f"{result.labelled} labels, goal >= {GOAL:g}  {verdict}"
        )
        lines += result.missed
    return "\n".join(lines)


if __name__ == "__main__":
    print(told())
    print(speed())
