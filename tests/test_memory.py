"""What a process keeps to answer again: bounded, and what nobody asked for longest goes first."""

from __future__ import annotations

from impact.store.memory import Memory


def test_what_nobody_asked_for_longest_goes_first() -> None:
    kept: Memory[str, int] = Memory(2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.get("a") == 1
    kept.keep("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)
    assert len(kept) == kept.held == 2


def test_values_are_kept_by_what_they_weigh() -> None:
    kept: Memory[str, str] = Memory(5, len)
    kept.keep("a", "xxx")
    kept.keep("a", "xx")
    kept.keep("b", "yyy")
    assert (kept.held, len(kept)) == (5, 2)
    kept.keep("c", "z")
    assert (kept.held, kept.get("a")) == (4, None)


def test_what_is_heavier_than_the_room_is_given_back_and_not_kept() -> None:
    kept: Memory[str, str] = Memory(5, len)
    assert kept.keep("a", "xxxxxx") == "xxxxxx"
    assert (kept.held, len(kept)) == (0, 0)
