"""What the children say: to the reader with the name in front, and to data/log/<child>.log without limit of time
but of size.

Nothing here may ever make a child wait. A reader who does not read loses lines on the screen, a full disk
loses lines in the file; the child goes on.
"""

from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path
from typing import IO

FULL = 10_000_000
LONGEST = 64_000
WIDTH = 8
COLOURS = ("36", "35", "33", "32", "34", "31")


class Voices:
    """All voices of one start. `screen` is a file descriptor, standard output by default."""

    def __init__(self, folder: Path, screen: int | None = None) -> None:
        self.folder = folder
        self.screen = sys.stdout.fileno() if screen is None else screen
        self.is_coloured = os.isatty(self.screen) and not os.environ.get("NO_COLOR")
        self.files: dict[str, IO[bytes]] = {}
        self.begun: dict[str, bytes] = {}
        self.names: list[str] = []

    def heard(self, name: str, said: bytes) -> None:
        """Take what was read from a child's pipe; whole lines go out at once, an empty read ends the last."""
        lines = (self.begun.pop(name, b"") + said).split(b"\n")
        rest = lines.pop()
        if rest and (not said or len(rest) > LONGEST):
            lines.append(rest)
        elif rest:
            self.begun[name] = rest
        for line in lines:
            self._to_file(name, line)
            self._to_screen(name, line)

    def say(self, sentence: str) -> None:
        """Say something ourselves."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        for line in sentence.splitlines():
            self._to_file("up", f"{stamp} {line}".encode())
            self._to_screen("beistand", line.encode())

    def log_of(self, name: str) -> Path:
        """Where a child's words are kept."""
        return self.folder / f"{name}.log"

    def close(self) -> None:
        """Close the files."""
        for file in self.files.values():
            file.close()
        self.files.clear()

    def _to_file(self, name: str, line: bytes) -> None:
        try:
            file = self.files.get(name) or self.log_of(name).open("ab", buffering=0)
            self.files[name] = file
            file.write(line + b"\n")
            if file.tell() > FULL:
                file.close()
                del self.files[name]
                self.log_of(name).rename(self.folder / f"{name}.log.1")
        except OSError:
            return

    def _to_screen(self, name: str, line: bytes) -> None:
        if name not in self.names:
            self.names.append(name)
        front = f"{name:<{WIDTH}} | "
        if self.is_coloured:
            front = f"\x1b[{COLOURS[self.names.index(name) % len(COLOURS)]}m{front}\x1b[0m"
        text = front.encode() + line + b"\n"
        try:
            for start in range(0, len(text), select.PIPE_BUF):
                if not select.select([], [self.screen], [], 0)[1]:
                    return
                os.write(self.screen, text[start : start + select.PIPE_BUF])
        except (OSError, ValueError):
            return
