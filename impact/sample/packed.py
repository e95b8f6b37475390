"""The store of the sample as it ships: taking its exports in anew takes a visitor ten seconds, unpacking it a tenth of one.

It says of which files it was made. Where these are others by now, or it is damaged, the exports are taken in again.
`python -m impact.sample.packed` makes it; a test holds it to what taking in gives.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
import tempfile
from pathlib import Path

from impact.exports import taking
from impact.record.reader import contents_of, read
from impact.sample import exports
from impact.settings import ROOT
from impact.store import Store

SAMPLE = ROOT / "data" / "sample"
SECRET = b"SAMPLE"  # of the hashes, which protect nobody: nobody in the sample exists
PACKED = ROOT / "data" / "sample-store.tar.xz"
_MADE_OF = "made-of"


def lay(folder: Path) -> Store:
    """The sample's store in a folder that is not there yet. Raises `Fault` if an export of it cannot be taken in."""
    return _unpacked(folder) or taken_in(folder)


def taken_in(folder: Path) -> Store:
    """The same, made of the exports. The key of the hashes is the same everywhere, so that the snapshot has one name on
    every machine; its days are those on which its files came."""
    store = Store(folder, lasting=False)
    taking.keep_record(store, contents_of(SAMPLE / "record"))
    for _, report in exports.take_in(store, SAMPLE, SECRET, read(SAMPLE / "record")):
        if report.fault:
            raise report.fault
    return store


def _unpacked(folder: Path) -> Store | None:
    """What ships, if it was made of the files that are there."""
    try:
        with tarfile.open(PACKED) as packed:
            mark = packed.extractfile(_MADE_OF)
            if mark is None or mark.read() != _files():
                return None
            packed.extractall(
                folder, [each for each in packed if each.name != _MADE_OF], filter="data"
            )
    except (OSError, EOFError, KeyError, tarfile.TarError):
        return None
    return Store(folder, lasting=False)


def _files() -> bytes:
    """A mark of every file that the store is made of."""
    found = hashlib.sha256()
    for path in sorted(each for each in SAMPLE.rglob("*") if each.is_file()):
        found.update(f"{path.relative_to(SAMPLE).as_posix()}\n".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest().encode()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="SAMPLE-") as made:
        taken_in(Path(made) / "store")
        with tarfile.open(PACKED, "w:xz") as packed:
            mark = tarfile.TarInfo(_MADE_OF)
            mark.size = len(_files())
            packed.addfile(mark, io.BytesIO(_files()))
            packed.add(Path(made) / "store", ".")


if __name__ == "__main__":
    main()
