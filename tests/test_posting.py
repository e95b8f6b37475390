"""What is posted to a webhook: each thing once, also by a receiver that fails, hangs or answers twice."""

from __future__ import annotations

import datetime as dt
import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from impact.figures import live
from impact.figures.live import State
from impact.server.telling import FIRST_WAIT, Teller
from tests.conftest import files, lay

DAY = dt.date(2021, 7, 1)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
BROKEN = b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"
ELSEWHERE = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
HANGS = b""
CUT = b"HTTP/1.1 2"


class Receiver:
    """A server that answers what it is told to, one answer a question, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answers: list[bytes] = []
        self.bodies: list[dict[str, Any]] = []
        self.heads: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/secret-path"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            data = b""
            while b"\r\n\r\n" not in data:
                data += connection.recv(65536)
            head, _, body = data.partition(b"\r\n\r\n")
            size = next(
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            )
            while len(body) < size:
                body += connection.recv(65536)
            self.heads.append(head.decode())
            self.bodies.append(json.loads(body))
            answer = self.answers.pop(0) if self.answers else OK
            if answer == HANGS:
                self._open.append(connection)
                continue
            connection.sendall(answer)
            connection.close()

    def close(self) -> None:
        for each in (self._socket, *self._open):
            each.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def state(folders: tuple[Path, Path]) -> Callable[..., State]:
    """The state of a record with these outcomes."""

    def make(*outcomes: dict[str, Any]) -> State:
        lay(folders[0], files(outcomes=list(outcomes)))
        return live.current()

    return make


FIRST = {"outcome_id": "o1", "summary": "Out.", "summary_fr": "Dehors."}
SECOND = {
    "outcome_id": "o2",
    "event_date": "2021-06-01",
    "summary": "Home.",
    "summary_fr": "Chez soi.",
}


def teller(receiver: Receiver, tmp_path: Path, *, patience: float = 5) -> Teller:
    return Teller(receiver.address, tmp_path / "told.json", "en", patience=patience)


def test_what_was_there_at_the_first_start_is_not_news_and_what_comes_is_told_once(
    receiver: Receiver, tmp_path: Path, state: Callable[..., State]
) -> None:
    assert teller(receiver, tmp_path).look(state(FIRST), DAY, 0) == 0
    now = state(FIRST, SECOND)
    assert teller(receiver, tmp_path).look(now, DAY, 0) == 1  # another process, started anew
    (body,) = receiver.bodies
    assert list(body) == ["text"]
    assert "Home." in body["text"] and "Out." not in body["text"]
    assert teller(receiver, tmp_path).look(now, DAY, 0) == 0
    assert len(receiver.bodies) == 1


@pytest.mark.parametrize(
    "answer", [BROKEN, ELSEWHERE, HANGS, CUT], ids=["fails", "sends on", "hangs", "cut"]
)
def test_what_the_receiver_did_not_take_is_tried_again_later_and_with_the_same_key(
    answer: bytes,
    receiver: Receiver,
    tmp_path: Path,
    state: Callable[..., State],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "impact.server.telling")
    one = teller(receiver, tmp_path, patience=0.3 if answer == HANGS else 5)
    one.look(state(FIRST), DAY, 0)
    now = state(FIRST, SECOND)
    receiver.answers = [answer, answer]
    assert one.look(now, DAY, 0) == 0
    assert one.look(now, DAY, FIRST_WAIT - 1) == 0  # too early: nothing is sent
    assert one.look(now, DAY, FIRST_WAIT) == 0  # tried again, and refused again
    assert one.look(now, DAY, FIRST_WAIT + 2 * FIRST_WAIT - 1) == 0  # twice as long this time
    assert len(receiver.bodies) == 2
    assert one.look(now, DAY, FIRST_WAIT + 2 * FIRST_WAIT) == 1
    assert one.look(now, DAY, 9999) == 0
    assert len(receiver.bodies) == 3
    keys = [line for head in receiver.heads for line in head.splitlines() if "dempotency" in line]
    assert len(set(keys)) == 1 and len(keys) == 3
    assert "secret-path" not in caplog.text


def test_a_receiver_that_answers_twice_is_told_once(
    receiver: Receiver, tmp_path: Path, state: Callable[..., State]
) -> None:
    one = teller(receiver, tmp_path)
    one.look(state(FIRST), DAY, 0)
    receiver.answers = [OK + OK]
    now = state(FIRST, SECOND)
    assert one.look(now, DAY, 0) == 1
    assert one.look(now, DAY + dt.timedelta(1), 1) == 0
    assert len(receiver.bodies) == 1


def test_two_servers_of_one_store_tell_once(
    receiver: Receiver, tmp_path: Path, state: Callable[..., State]
) -> None:
    teller(receiver, tmp_path).look(state(FIRST), DAY, 0)
    now = state(FIRST, SECOND)
    with teller(receiver, tmp_path)._alone() as ours:
        assert ours
        assert teller(receiver, tmp_path).look(now, DAY, 0) == 0
    assert receiver.bodies == []
    assert teller(receiver, tmp_path).look(now, DAY, 0) == 1
