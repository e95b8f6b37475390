"""Folders that outlive a loss of power, and what killed writers left in them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def make(folder: Path) -> None:
    """Make a folder that outlives a loss of power, with those above it."""
    if not folder.is_dir():
        make(folder.parent)
        folder.mkdir(exist_ok=True)
        flush(folder.parent)


def flush(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def tidy(place: Path) -> None:
    """Take away what processes that are no more have left of counts on their way in."""
    for left in place.glob("*-*"):
        try:
            os.kill(int(left.name.partition("-")[0]), 0)
        except (ProcessLookupError, ValueError):
            shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # somebody else's, and at work
