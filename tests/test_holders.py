"""Which files of rows have a key that a change is about."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from impact.exports.holders import holders

KEYS = st.sampled_from([hashlib.sha256(bytes([number])).digest()[:12] for number in range(9)])


def file_of(path: Path, keys: list[bytes | None], kind: pa.DataType) -> str:
    pq.write_table(pa.table({"key": pa.array(keys, kind)}), path, row_group_size=2)
    return str(path)


@settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(st.lists(KEYS | st.none(), max_size=5), max_size=3), sought=st.lists(KEYS))
def test_the_files_are_named_that_have_one_of_the_keys(
    tmp_path: Path, files: list[list[bytes | None]], sought: list[bytes]
) -> None:
    paths = [
        file_of(tmp_path / f"{number}", keys, [pa.binary(12), pa.binary()][number % 2])
        for number, keys in enumerate(files)
    ]
    has = [path for path, keys in zip(paths, files, strict=True) if {*keys} & {*sought}]
    assert holders(paths, pa.chunked_array([sought], pa.binary())) == has


@pytest.mark.parametrize("word", range(3))
def test_a_key_of_which_one_word_alone_differs_is_another(tmp_path: Path, word: int) -> None:
    other = bytearray(12)
    other[4 * word] = 1
    path = file_of(tmp_path / "rows", [bytes(12)] * 3, pa.binary(12))
    assert holders([path], pa.chunked_array([[bytes(other)]], pa.binary())) == []
    assert holders([path], pa.chunked_array([[bytes(other), bytes(12)]], pa.binary())) == [path]
