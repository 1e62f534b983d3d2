"""Launch PostgreSQL and wait until it answers: for tests, and for commands that need it for a moment."""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from beistand.lib.postgres import postmaster
from beistand.lib.postgres.cluster import Cluster, prepare
from beistand.lib.postgres.conf import Tuning
from beistand.lib.postgres.words import NOT_STARTED
from beistand.lib.sentence import refuse

RETRY_FOR = 15.0  # while sessions of a killed predecessor hold its shared memory
RECOVER_FOR = 600.0  # replaying the log after a power cut may take minutes


@dataclass
class Running:
    """A PostgreSQL that runs as our child. Use it as a context manager, or call `stop`."""

    cluster: Cluster
    process: subprocess.Popen[bytes]
    url: str
    version: str

    def stop(self) -> None:
        """Stop it cleanly, within 25 s at worst, and let others use the cluster."""
        stop(self.process)
        self.cluster.close()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()


def launch(
    data: Path, *, bindir: str = "", tuning: Tuning | None = None, home: Path | None = None
) -> Running:
    """Prepare and start the PostgreSQL of this data folder; returns when it accepts connections.

    Call it from a thread that stays: PostgreSQL ends with the thread that started it (see lib/child).
    `home` puts the cluster elsewhere than usual (tests). Raises `Refused`.
    """
    cluster = prepare(data.absolute(), bindir=bindir, tuning=tuning, home=home)
    try:
        url = cluster.url
        return Running(cluster, start(cluster), url, cluster.found.version)
    except BaseException:
        cluster.close()
        raise


def start(cluster: Cluster) -> subprocess.Popen[bytes]:
    """Start a prepared cluster and wait until it accepts connections; tries again for 15 s."""
    begun = time.monotonic()
    while True:
        process = cluster.start()
        if _is_up(cluster, process):
            return process
        if time.monotonic() - begun > RETRY_FOR:
            raise refuse(NOT_STARTED, why=last_words(cluster.place.log), log=cluster.place.log)
        time.sleep(0.2)


def _is_up(cluster: Cluster, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + RECOVER_FOR
    while process.poll() is None and time.monotonic() < until:
        if postmaster.is_ready(cluster.place.cluster, process.pid):
            return True
        time.sleep(0.01)
    stop(process)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; after 20 s immediate shutdown; after 5 more SIGKILL."""
    for what, patience in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, None)):
        if process.poll() is None:
            process.send_signal(what)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        return


def last_words(log: Path, lines: int = 4) -> str:
    """The end of a log, for a sentence."""
    try:
        return " ".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])[-600:]
    except FileNotFoundError:
        return ""
