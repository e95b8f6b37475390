"""A visitor's own copy of the sample, to hand files in to.

Apart from `live`, whose sample is everybody's and never changes: what is tried lies in a folder that goes
with the visit, and nobody else sees it.
"""

from __future__ import annotations

import io
import tarfile
import tempfile
import weakref
from dataclasses import replace
from pathlib import Path

from impact.exports import mapping
from impact.exports.mapping import Mappings
from impact.faults import Fault
from impact.figures import live
from impact.figures.live import SAMPLE, Live, State
from impact.store import Store

_MOST = 8  # copies at a time; each has its figures in memory, some 30 MB

_THERE: weakref.WeakSet[Trial] = weakref.WeakSet()


class Trial:
    """One copy, as long as somebody holds it. Raises `Fault` if there are as many as may be."""

    def __init__(self) -> None:
        if len(_THERE) >= _MOST:
            raise Fault("trials_full")
        made = tempfile.TemporaryDirectory(prefix="SAMPLE-")
        weakref.finalize(self, made.cleanup)
        folder = Path(made.name) / "store"  # its audit log lies beside it
        with tarfile.open(fileobj=io.BytesIO(live.sample_store())) as packed:
            packed.extractall(folder, filter="data")
        self.store = Store(folder, lasting=False)
        self._world = Live(SAMPLE / "record", folder, SAMPLE / "SAMPLE-targets.csv")
        _THERE.add(self)

    def state(self) -> State:
        """The sample with what was handed in to this copy."""
        return replace(self._world.state(), apart=True)


def mappings() -> Mappings:
    """The sample's own. Raises `Fault` if they cannot be read."""
    return mapping.load(SAMPLE / "mappings.yaml")
