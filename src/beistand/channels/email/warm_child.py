"""The parsing child: one warm process that reads strangers' mails within limits, and is replaced when one breaks them.

The child imports no Django and holds no secret. For every mail it may use 2 s of processor time and 300 MB more memory than
before; the kernel enforces both (`parsing_child`). A mail that breaks a limit loses only itself: the child dies, a new
one reads on. A child that somebody else killed costs no mail at all: what it was reading is read once more.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

import msgspec

from beistand.channels.adapter import Incoming, Unreadable
from beistand.channels.email.frames import (
    LENGTH_BYTES,
    LONGEST,
    OUT_OF_MEMORY,
    RETIRED,
    Answer,
    Reading,
    Request,
    framed,
)
from beistand.channels.email.parse import limits

CPU_SECONDS = 2.0
MEMORY_BYTES = 300 * 1024 * 1024
# Far more than two seconds of processor time on a busy machine; only a child that hangs without working gets here.
WALL_SECONDS = 60.0
_CHUNK = 1 << 18
_CHILD = "beistand.channels.email.parsing_child"
_NO_BLAME = "reader-crashed"
_DEATHS = {-signal.SIGPROF: "took-too-long", OUT_OF_MEMORY: "took-too-much-memory", RETIRED: ""}
_requests = msgspec.msgpack.Encoder()
_answers = msgspec.msgpack.Decoder(Answer)


class WarmReader:
    """The house's side. Usable from several threads; close it, or use it in a `with`."""

    def __init__(
        self,
        *,
        cpu_seconds: float = CPU_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        wall_seconds: float = WALL_SECONDS,
    ) -> None:
        self.cpu_seconds = cpu_seconds
        self.memory_bytes = memory_bytes
        self.wall_seconds = wall_seconds
        self.started = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Process id of the child, started if need be."""
        with self._lock:
            return self._living().pid

    def read(self, raw: bytes, null_sender: bool = False) -> Incoming:
        """Read one mail. Raises `Unreadable`: what the parser found, or took-too-long, took-too-much-memory,
        reader-crashed (it died twice over this mail), reader-lied (its answer was no answer).
        """
        answer = self.read_many([(raw, null_sender)])[0]
        if isinstance(answer, Unreadable):
            raise answer
        return answer

    def read_many(self, mails: Sequence[tuple[bytes, bool]]) -> list[Incoming | Unreadable]:
        """Read mails given as (bytes, whether the sender was null); answers in the same order."""
        readings = self._answers([Request(raw=raw, null_sender=null) for raw, null in mails])
        return [one.incoming if isinstance(one, Reading) else one for one in readings]

    def read_and_clean(self, mails: Sequence[tuple[bytes, bool]]) -> list[Reading | Unreadable]:
        """The same, and the HTML cleaned within the same limits."""
        return self._answers([Request(raw=raw, null_sender=null, clean=True) for raw, null in mails])

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _answers(self, requests: list[Request]) -> list[Reading | Unreadable]:
        done: list[Reading | Unreadable] = []
        suspect = -1
        with self._lock:
            while len(done) < len(requests):
                if len(requests[len(done)].raw) > limits.MESSAGE_BYTES:
                    done.append(Unreadable("too-large"))
                    continue
                reason = self._exchange(requests[len(done) :], done)
                # The first mail without an answer is the one at which the child died.
                if reason == _NO_BLAME and suspect != len(done):
                    suspect = len(done)
                elif reason:
                    done.append(Unreadable(reason))
        return done

    def _exchange(self, requests: list[Request], done: list[Reading | Unreadable]) -> str:
        """Talk to one child until all is answered (empty reason) or it dies (why). Answers go to `done`."""
        child = self._living()
        assert child.stdin is not None
        assert child.stdout is not None
        out, source = child.stdin.fileno(), child.stdout.fileno()
        fitting = next(
            (at for at, one in enumerate(requests) if len(one.raw) > limits.MESSAGE_BYTES), len(requests)
        )
        frames = _frames(requests[:fitting])
        to_send = memoryview(b"")
        received = bytearray()
        wanted = len(done) + fitting
        with selectors.DefaultSelector() as ready:
            ready.register(out, selectors.EVENT_WRITE)
            ready.register(source, selectors.EVENT_READ)
            while len(done) < wanted:
                events = ready.select(self.wall_seconds)
                if not events:
                    self._end()
                    return "took-too-long"
                for key, _ in events:
                    if key.fd == out:
                        to_send = to_send or next(frames, to_send)
                        sent = _write(out, to_send) if to_send else -1
                        if sent < 0:
                            ready.unregister(out)
                        else:
                            to_send = to_send[sent:]
                        continue
                    piece = os.read(source, _CHUNK)
                    received += piece
                    if not piece:
                        return self._bury()
                    if not _take(received, done):
                        self._end()
                        return "reader-lied"
        return ""

    def _living(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        self.started += 1
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", _CHILD, str(self.cpu_seconds), str(self.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**_harmless_environment(), "PYTHONPATH": os.pathsep.join(sys.path)},
            bufsize=0,
        )
        assert self._child.stdin is not None
        os.set_blocking(self._child.stdin.fileno(), False)
        return self._child

    def _bury(self) -> str:
        """The child closed its pipe: learn from its exit status why."""
        child, self._child = self._child, None
        if child is None:
            return _NO_BLAME
        code = _ended(child)
        return _DEATHS.get(code, _NO_BLAME)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            _ended(child)


def _harmless_environment() -> dict[str, str]:
    """No address of a database and no key goes to the process that reads what strangers wrote."""
    return {
        name: os.environ[name]
        for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")
        if name in os.environ
    }


def _ended(child: subprocess.Popen[bytes]) -> int:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()
    try:
        return child.wait(5)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _frames(requests: list[Request]) -> Iterator[memoryview]:
    """The requests ready to send, each made when its turn comes."""
    for request in requests:
        yield memoryview(framed(_requests.encode(request)))


def _write(fd: int, data: memoryview) -> int:
    """Bytes written; -1 when nobody reads any more."""
    try:
        return os.write(fd, data[:_CHUNK])
    except BlockingIOError:
        return 0
    except BrokenPipeError:
        return -1


def _take(received: bytearray, done: list[Reading | Unreadable]) -> bool:
    """Move every complete frame from `received` to `done`. False when the child sends what it may not."""
    while len(received) >= LENGTH_BYTES:
        length = int.from_bytes(received[:LENGTH_BYTES], "big")
        if length > LONGEST:
            return False
        if len(received) < LENGTH_BYTES + length:
            return True
        try:
            answer = _answers.decode(bytes(received[LENGTH_BYTES : LENGTH_BYTES + length]))
        except msgspec.MsgspecError:
            return False
        del received[: LENGTH_BYTES + length]
        done.append(answer.reading if answer.reading is not None else Unreadable(answer.reason))
    return True
