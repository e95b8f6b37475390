"""Raw bytes of files handed in: readable by name while they are read, and gone however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from impact.exports import uploads
from impact.settings import ROOT

SECRET = b"ada@example.org,1 Private Street\n"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of temporary files of one's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def found(where: Path) -> list[bytes]:
    """What can be read of all that lies in a folder, once nobody holds it open."""
    return [path.read_bytes() for path in where.rglob("*") if path.is_file()]


def test_files_are_read_under_their_own_names_even_if_two_share_one(temporary: Path) -> None:
    with uploads.laid([("a.csv", b"1"), ("a.csv", b"22"), ("b.csv", b"")]) as paths:
        assert [path.name for path in paths] == ["a.csv", "a.csv", "b.csv"]
        assert [path.read_bytes() for path in paths] == [b"1", b"22", b""]
        assert [path.stat().st_size for path in paths] == [1, 2, 0]
    assert list(temporary.iterdir()) == []


def test_nothing_is_left_where_reading_fails(temporary: Path) -> None:
    with pytest.raises(ZeroDivisionError), uploads.laid([("a.csv", SECRET)]):
        _ = 1 / 0
    assert list(temporary.iterdir()) == []


@pytest.mark.usefixtures("temporary")
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("tally.csv", "tally.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Exports\\tally.csv", "tally.csv"),
        ("", "export.csv"),
        ("..", "export.csv"),
        ("a\0b.csv", "ab.csv"),
        ("é" * 300 + ".csv", "é" * 116 + ".csv"),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_name_leads_nowhere_else_and_is_no_longer_than_a_disk_takes(
    given: str, name: str
) -> None:
    assert uploads.named(given) == name
    with uploads.laid([(given, SECRET)]) as (path,):
        assert path.read_bytes() == SECRET


_HOLDS = """
import sys, time
from impact.exports import uploads
if sys.argv[1] == "named":  # a system without links to what a process holds open
    uploads._DESCRIPTORS = uploads.Path("/nowhere")
with uploads.laid([("members.csv", b"ada@example.org,1 Private Street\\n" * 9)]) as (path,):
    assert path.read_bytes().count(b"ada") == 9
    print("reading", flush=True)
    time.sleep(60)
"""


def killed(how: str) -> None:
    """Let a process read an uploaded file, and kill it meanwhile."""
    command = [sys.executable, "-c", _HOLDS, how]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"reading\n"
        process.send_signal(signal.SIGKILL)
        process.wait(10)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no links to what is held open")
def test_a_kill_takes_the_raw_bytes_with_it(temporary: Path) -> None:
    killed("nameless")
    assert [data for data in found(temporary) if data] == []
    assert [where.name[:16] for where in uploads.sweep()] == ["impact-handed-in"]
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_under_its_name_is_removed_at_the_next_start(
    temporary: Path,
) -> None:
    killed("named")
    assert any(SECRET in data for data in found(temporary))
    uploads.sweep()
    assert list(temporary.iterdir()) == []


def test_what_is_being_read_is_never_removed(temporary: Path) -> None:
    with uploads.laid([("a.csv", SECRET)]) as (path,):
        assert uploads.sweep() == []
        assert path.read_bytes() == SECRET
    other = temporary / "impact-handed-in-fresh"
    other.mkdir()  # somebody is about to claim it
    assert uploads.sweep() == []
    long_ago = time.time() - 3600
    os.utime(other, (long_ago, long_ago))
    assert uploads.sweep() == [other]
