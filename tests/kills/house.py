"""A real house to be shot at: `beistand up` on free ports with a data folder of its own, and what it holds."""

from __future__ import annotations

import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from beistand.lib.postgres.place import NOTE, settle
from beistand.site.supervisor import read_run

CHILDREN = ("door", "work", "web", "edge", "postgres")
PLAIN = [sys.executable, "-m", "beistand.site"]


@dataclass
class House:
    """`command` is how it is started: `beistand`, or a variant of it with a guard taken off."""

    command: Sequence[str] = tuple(PLAIN)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="beistand-kills-")))
    process: subprocess.Popen[bytes] | None = None
    others: list[subprocess.Popen[bytes]] = field(default_factory=list)
    starts: int = 0
    token: str = ""

    def __post_init__(self) -> None:
        self.folder.chmod(0o711)
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o711)
        self.port, self.smtp_port = _free_ports()

    @property
    def environment(self) -> dict[str, str]:
        """Ours without what the tests set for themselves."""
        mine = {
            k: v for k, v in os.environ.items() if not k.startswith(("BEISTAND_", "DATABASE_", "DJANGO_"))
        }
        return {**mine, "LC_ALL": "C.UTF-8", "BEISTAND_SHARED_BUFFERS": "64MB"}

    @property
    def url(self) -> str:
        """Where its database is while it runs."""
        place = settle(self.data)
        return f"postgresql://beistand:{place.password()}@/beistand?host={quote(str(place.run), safe='')}"

    def start(self, patience: float = 120) -> None:
        """Start the supervisor and wait until everything is ready."""
        argv = [*self.command, "up", "--data", str(self.data), "--empty", "--test"]
        argv += ["--port", str(self.port), "--smtp-port", str(self.smtp_port)]
        with (self.folder / "screen").open("ab") as screen:
            self.process = subprocess.Popen(
                argv, stdout=screen, stderr=subprocess.STDOUT, env=self.environment, cwd=self.folder
            )
        self.starts += 1
        self.wait_ready(patience)

    def wait_ready(self, patience: float = 120) -> None:
        """Wait until all children are ready."""
        until = time.monotonic() + patience
        while not read_run(self.data).get("ready"):
            assert self.process is not None and self.process.poll() is None, self.screen
            assert time.monotonic() < until, f"not ready in {patience} s\n{self.screen}"
            time.sleep(0.05)

    @property
    def screen(self) -> str:
        return (self.folder / "screen").read_text(errors="replace")[-4000:]

    def say(self, *words: str) -> Any:
        """One command of the house; its answer."""
        argv = [*PLAIN, *words, "--data", str(self.data), "--json"]
        done = subprocess.run(argv, capture_output=True, env=self.environment, cwd=self.folder, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout or b"null")

    def begin_beside(self, script: Path, *words: str) -> subprocess.Popen[bytes]:
        """A program that works with the same database and is never shot at."""
        env = {
            **self.environment,
            "BEISTAND_DATA": str(self.data),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "beistand.site.django_settings",
        }
        with (self.folder / f"{script.stem}.screen").open("ab") as screen:
            beside = subprocess.Popen(
                [sys.executable, str(script), *words], stdout=screen, stderr=subprocess.STDOUT, env=env
            )
        self.others.append(beside)
        return beside

    def kill(self, name: str) -> bool:
        """SIGKILL by the pid in run.json; a killed supervisor is started again. False when nobody was there."""
        run = read_run(self.data)
        if name == "supervisor":
            assert self.process is not None
            os.kill(run["supervisor"], signal.SIGKILL)
            self.process.wait()
            self.start()
            return True
        pid = run.get("children", {}).get(name, {}).get("pid", 0)
        if not pid:
            return False
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def kill_some(self, times: int, dice: random.Random, names: Sequence[str]) -> list[str]:
        """Kill one every 0.5 to 3 s, everybody about equally often, in random order; who it was."""
        killed: list[str] = []
        deck: list[str] = []
        while len(killed) < times:
            deck = deck or dice.sample(names, len(names))
            time.sleep(dice.uniform(0.5, 3.0))
            if self.kill(deck[0]):
                killed.append(deck.pop(0))
        return killed

    def ask(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        """Rows from its database."""
        with psycopg.connect(self.url, connect_timeout=5) as line:
            return line.execute(sql, params).fetchall()

    def messages(self) -> Iterator[dict[str, Any]]:
        """Everything that was said to us, as the API tells it."""
        page: dict[str, Any] = {"next": ""}
        while page["next"] is not None:
            after = f"?cursor={page['next']}" if page["next"] else ""
            page = json.loads(self.fetch(f"/api/v1/messages{after}"))
            yield from (item for item in page["items"] if item["direction"] == "in")

    def fetch(self, path: str) -> bytes:
        """GET with a token."""
        self.token = self.token or self.say("token", "kills", "--scopes", "read")["token"]
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", path, headers={"Authorization": f"Bearer {self.token}"})
        answer = line.getresponse()
        body = answer.read()
        line.close()
        assert answer.status == 200, body
        return body

    def settle(self, sql: str, patience: float) -> None:
        """Wait until a query that counts what is still under way gives 0."""
        until = time.monotonic() + patience
        left = -1
        while left:
            assert time.monotonic() < until, f"{left} still under way after {patience} s\n{self.screen}"
            time.sleep(0.2)
            try:
                left = self.ask(sql)[0][0]
            except psycopg.OperationalError:
                continue

    def close(self) -> None:
        """End everything that was started here and remove its folders."""
        for process in [*self.others, self.process]:
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(30)
        note = self.data / NOTE
        if note.exists():
            shutil.rmtree(note.read_text(encoding="utf-8").strip())
        shutil.rmtree(self.folder)


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _free_ports() -> tuple[int, int]:
    """The first of three ports in a row (pages, edge, files), and one for the door."""
    while True:
        port, smtp = free_port(), free_port()
        if port < 65_000 and smtp not in (port, port + 1, port + 2) and _are_free(port + 1, port + 2):
            return port, smtp


def _are_free(*ports: int) -> bool:
    for port in ports:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return False
    return True
