"""All that a commit says to the outside, compared with what another says of the same store.

`python -m tests.outputs [BEFORE [AFTER]]` makes a store from the sample exports, lets each commit publish
it (API, pages, embeds, pictures, feeds, package), talk, brief, ask and draw its dashboard, and prints
every address whose bytes differ. BEFORE is `HEAD` and AFTER the working tree unless given. A change of
shape that means to change nothing prints nothing. Ends with 1 if anything differs.

Each commit runs in a checkout of its own and through its command alone, so that modules may move.
"""

from __future__ import annotations

import argparse
import difflib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SENT = (
    ("DE", "engaging_networks_transactions.csv"),
    ("FR", "google_forms_fr.csv"),
    ("CA-FR", "excel_fr_ca_tally_semicolon_cp1252.csv"),
    ("NL", "proca_action_list.csv"),
)
_SHOWN = 60
_OCCASIONS: tuple[tuple[str, ...], ...] = (
    ("launch",),
    ("human_rights_day",),
    ("results",),
    ("case", "--case", "2023-rita-karasartova"),
    ("country", "--country", "CN"),
)
# Every page of the dashboard as the test runner of Streamlit gets it, one file a page and language.
_PAGES = """
import json, re, sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
out = Path(sys.argv[1])
(frame,) = Path("impact").rglob("frame.py")
for page in sorted(Path("pages").glob("*.py")):
    for lang in ("en", "fr"):
        test = AppTest.from_file(str(frame.resolve()), default_timeout=600)
        test.query_params["lang"] = lang
        test.switch_page(str(page.resolve()))
        test.run()
        assert not test.exception, test.exception[0].message
        shown = []
        for each in test:
            if hasattr(each, "proto"):  # ids say where a checkout lies, and keys have no order
                spec = getattr(each.proto, "spec", "")
                text = json.dumps(json.loads(spec), sort_keys=True) if spec else str(each.proto)
                shown.append(re.sub("[$][$]ID-[0-9a-f]+|(?<=deferred_file_id: .)[0-9a-f]+", "ID", text))
        (out / f"{page.stem}.{lang}.txt").write_text("\\n".join(shown), encoding="utf-8")
"""


def _run(tree: Path, store: Path, *arguments: str) -> bytes:
    environment = os.environ | {"IMPACT_STORE": str(store), "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, check=False
    )
    if done.returncode:
        print(
            f"{tree.name}: {arguments[:3]} ended with {done.returncode}",
            done.stderr.decode()[-800:],
        )
    return done.stdout


def _filled(tree: Path, store: Path) -> None:
    for section, name in _SENT:
        file = str(ROOT / "tests" / "exports" / "samples" / name)
        _run(tree, store, "-m", "impact", "ingest", "--section", section, file)


def _said(tree: Path, store: Path, out: Path) -> None:
    """All that a checkout says of a store, as files in a folder."""
    out.mkdir(parents=True)
    place = ("--address", "https://figures.example")
    _run(tree, store, "-m", "impact", "publish", str(out / "bulletin"), *place)
    (out / "dashboard").mkdir()
    _run(tree, store, "-c", _PAGES, str(out / "dashboard"))
    for lang in ("en", "fr"):
        for occasion, *rest in _OCCASIONS:
            asked = ("--lang", lang, "--occasion", occasion, *rest)
            told = _run(tree, store, "-m", "impact", "talk", *asked, "--json")
            (out / f"talk.{occasion}.{lang}.json").write_bytes(told)
            brief = str(out / f"brief.{occasion}.{lang}")
            _run(tree, store, "-m", "impact", "brief", *asked, "--format", "all", "--out", brief)
        listed = _run(tree, store, "-m", "impact", "figures", "--lang", lang)
        (out / f"figures.{lang}.txt").write_bytes(listed)


def _checked_out(commit: str, folder: Path) -> Path:
    subprocess.run(
        ["git", "worktree", "add", "--detach", str(folder), commit],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


def _different(before: Path, after: Path) -> Iterator[tuple[str, str]]:
    """The files that differ, by name, each with the first line that does."""
    files = {
        file.relative_to(side)
        for side in (before, after)
        for file in side.rglob("*")
        if file.is_file()
    }
    for file in sorted(files):
        old, new = before / file, after / file
        if not old.exists() or not new.exists():
            yield str(file), "only before" if old.exists() else "only after"
        elif (was := old.read_bytes()) != (now := new.read_bytes()):
            lines, others = (side.decode("utf-8", "replace").splitlines() for side in (was, now))
            changed = (
                line for line in difflib.unified_diff(lines, others, n=0) if line[1:2] not in "-+@"
            )
            yield str(file), next(changed, "")[:200] if len(was) < 1_000_000 else ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.outputs", description=__doc__)
    parser.add_argument("before", nargs="?", default="HEAD")
    parser.add_argument("after", nargs="?", help="else the working tree")
    parser.add_argument("--all", action="store_true", help=f"print more than {_SHOWN}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        trees = {"before": _checked_out(asked.before, place / "old")}
        trees["after"] = _checked_out(asked.after, place / "new") if asked.after else ROOT
        try:
            _filled(trees["before"], place / "store")
            for side, tree in trees.items():
                _said(tree, place / "store", place / side)
            found = list(_different(place / "before", place / "after"))
        finally:
            for tree in set(trees.values()) - {ROOT}:
                subprocess.run(
                    ["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True
                )
        count = sum(1 for file in (place / "after").rglob("*") if file.is_file())
    for file, line in found[: None if asked.all else _SHOWN]:
        print(f"{file}\n    {line}")
    print(f"{len(found)} of {count} files differ")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
