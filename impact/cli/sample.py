"""The command that writes the invented exports."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from impact.cli import arguments
from impact.cli.printing import STATUS
from impact.exports import secret, taking
from impact.faults import Fault
from impact.i18n.words import Wording
from impact.record.reader import read
from impact.sample import exports as invented


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add these commands to the command line."""
    sample = arguments.add(commands, "sample", _sample, common)
    sample.add_argument("folder", type=Path)
    sample.add_argument("--seed", type=int, default=1)
    sample.add_argument("--ingest", action="store_true")


def _sample(options: argparse.Namespace, words: Wording) -> int:
    """Write the invented, and take it in as if each file had come on its day."""
    store = arguments.store(words)
    if options.ingest and False in invented.among(taking.ledger_now(store).entries.values()):
        raise Fault("sample_and_real")
    files = invented.write(options.folder, options.seed)
    print(words.say("verdict.sample", count=len(files), folder=str(options.folder)))
    if not options.ingest:
        return 0
    key, record = secret.secret(store), read(options.folder / "record")
    status = 0
    for name, report in invented.take_in(store, options.folder, key, record):
        message = report.message(words.lang)
        print(message if report.fault else words.say("fault.placed", place=name, text=message))
        status = max(status, STATUS[report.verdict])
    return status
