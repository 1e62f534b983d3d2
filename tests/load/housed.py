"""A whole house of its own for a measurement: `beistand up` on a data folder, on free ports, and what it costs."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
from tests.load.figures import ROOT

from beistand.lib.postgres.place import settle

PATIENCE = 120.0


@dataclass(frozen=True)
class Housed:
    """A running house. `ready_after` is the seconds from the start to the first 200 of /healthz."""

    data: Path
    process: subprocess.Popen[bytes]
    port: int
    smtp_port: int
    ready_after: float

    @property
    def pages(self) -> str:
        """Address of the pages."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def edge(self) -> str:
        """Address of the live edge."""
        return f"http://127.0.0.1:{self.port + 1}"

    def members(self) -> dict[str, list[psutil.Process]]:
        """Its processes by what they do: up, web, edge, work, door, reader (the parsing child), postgres."""
        found: dict[str, list[psutil.Process]] = {}
        top = psutil.Process(self.process.pid)
        for one in [top, *top.children(recursive=True)]:
            found.setdefault(_part(one, top), []).append(one)
        return found

    def cpu(self) -> dict[str, float]:
        """CPU seconds of each part so far, children that have ended included."""
        return {part: sum(map(_cpu, ones)) for part, ones in self.members().items()}

    def command(self, *words: str, text: str = "") -> str:
        """Run `beistand …` on this data folder; what it says."""
        argv = [sys.executable, "-m", "beistand.site", *words, "--data", str(self.data)]
        done = subprocess.run(argv, input=text, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    @property
    def database(self) -> str:
        """URL of its database."""
        return database_of(self.data)

    def python(self, code: str) -> str:
        """Run some Python in the house's own Django; what it prints."""
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "beistand.site.django_settings", "PYTHONPATH": str(ROOT / "src"),
               "BEISTAND_DATA": str(self.data), "DATABASE_URL": self.database}  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def cookie(self, mail: str) -> str:
        """A Cookie header with which this agent is signed in."""
        return self.python(_SIGN_IN.format(mail=mail))


_SIGN_IN = """
import django; django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from beistand.house.models import Agent
agent = Agent.objects.get(email={mail!r})
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(agent.id), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
session.save()
print(settings.SESSION_COOKIE_NAME + "=" + session.session_key)
"""


def database_of(
    data: Path, role: str = "beistand", password: str = "password", name: str = "beistand"
) -> str:
    """libpq URL of the database that belongs to a data folder."""
    place = settle(data.absolute())
    return f"postgresql://{role}:{place.password(password)}@/{name}?host={quote(str(place.run), safe='')}"


@contextmanager
def housed(data: Path, kind: str = "--test", env: dict[str, str] | None = None) -> Iterator[Housed]:
    """Start a house on this folder and stop it afterwards."""
    port, smtp_port = free_ports()
    data.mkdir(parents=True, exist_ok=True)
    argv = [sys.executable, "-m", "beistand.site", "up", "--data", str(data), "--empty", kind]
    argv += ["--port", str(port), "--smtp-port", str(smtp_port)]
    begun = time.monotonic()
    with (data / "load.log").open("ab") as log:
        process = subprocess.Popen(
            argv, stdout=log, stderr=log, cwd=ROOT, env={**os.environ, **(env or {})}, start_new_session=True
        )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", process)
        yield Housed(data, process, port, smtp_port, time.monotonic() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{address} did not answer; see load.log in the data folder")


def free_ports() -> tuple[int, int]:
    """A port with two free ones behind it, and another; below those that the system gives to anybody's connections."""
    while True:
        port = random.randrange(20_000, 32_000)
        if all(_is_free(port + n) for n in range(4)):
            return port, port + 3


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _part(one: psutil.Process, top: psutil.Process) -> str:
    words: Sequence[str] = one.cmdline()
    if one.pid == top.pid:
        return "up"
    if "postgres" in one.name():
        return "postgres"
    if any("parsing_child" in w for w in words):
        return "reader"
    known = [w for w in words if w in ("web", "edge", "work", "door")]
    if known:
        return known[0]
    parent = one.parent()
    return _part(parent, top) if parent is not None and parent.pid != top.pid else "other"


def _cpu(one: psutil.Process) -> float:
    times = one.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def pss_mb(one: psutil.Process) -> float:
    """Proportional set size in MB: shared pages are shared out among those who share them."""
    return float(one.memory_full_info().pss) / 1e6
