"""The child behind `WarmReader`: reads frames on its input, parses mails, writes frames on its output.

Run as `python -m beistand.channels.email.parsing_child CPU_SECONDS MEMORY_BYTES`. It ends when its input does. The kernel
counts for us: ITIMER_PROF kills it by SIGPROF after that much processor time for one mail, also inside of C code;
RLIMIT_AS makes an allocation beyond the limit fail.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import BinaryIO

import msgspec

from beistand.channels.adapter import Unreadable
from beistand.channels.email.frames import LENGTH_BYTES, OUT_OF_MEMORY, RETIRED, Answer, Reading, Request
from beistand.channels.email.parse import read

# Beyond this much growth over its beginning the child makes place for a fresh one.
_GROWTH = 128 * 1024 * 1024


def main(cpu_seconds: float, memory_bytes: int) -> int:
    """Serve until the input ends or the child has grown. Returns the exit code."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing here writes files; a bug that could be made to write one shall not.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    requests = msgspec.msgpack.Decoder(Request)
    answers = msgspec.msgpack.Encoder()
    begun = _address_space()
    while head := source.read(LENGTH_BYTES):
        _allow(_address_space() + memory_bytes)
        try:
            request = requests.decode(source.read(int.from_bytes(head, "big")))
            signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
            payload = answers.encode(_answer(request))
            signal.setitimer(signal.ITIMER_PROF, 0)
            del request
            _send(payload, out)
            del payload
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        if _address_space() > begun + _GROWTH:
            return RETIRED
    return RETIRED


def _answer(request: Request) -> Answer:
    try:
        incoming = read(request.raw, null_sender=request.null_sender)
        if request.clean and incoming.html:
            return Answer(reading=_cleaned(Reading(incoming=incoming)))
        return Answer(reading=Reading(incoming=incoming))
    except Unreadable as problem:
        return Answer(reason=problem.reason)
    except MemoryError:
        raise
    # The loop of a process: a mistake of ours in one mail must not cost the others.
    except Exception as mistake:
        _complain(mistake)
        return Answer(reason="reader-stumbled")


def _cleaned(reading: Reading) -> Reading:
    """The HTML in a form that may be shown, by the house's own cleaner."""
    from beistand.lib.markup import clean_html

    clean = clean_html(reading.incoming.html)
    return msgspec.structs.replace(
        reading,
        html=clean.html,
        remote_images=clean.remote_images,
        trackers=clean.trackers,
        warnings=clean.warnings,
    )


def _complain(mistake: Exception) -> None:
    """Say where it went wrong, without a word of what the mail said."""
    at = mistake.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = f"{os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}" if at is not None else "?"
    sys.stderr.write(f"reading a mail failed: {type(mistake).__name__} at {where}\n")


def _send(payload: bytes, out: BinaryIO) -> None:
    out.write(len(payload).to_bytes(LENGTH_BYTES, "big"))
    out.write(payload)
    out.flush()


def _allow(address_space: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (address_space, resource.RLIM_INFINITY))


def _address_space() -> int:
    """Bytes of virtual memory of this process."""
    with open("/proc/self/statm", "rb") as numbers:
        return int(numbers.read().split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
