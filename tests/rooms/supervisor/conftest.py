"""A supervisor to push about, with small children and a real PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from beistand.lib.child import is_alive

WEB = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""
WORK = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(print("work was asked to stop")))
print("work begins")
time.sleep(600)
"""
UP = """
import json, sys
sys.path[:0] = {path!r}
from pathlib import Path
from beistand.lib.postgres import Tuning
from beistand.lib.refusal import Refused
from beistand.site.supervisor import Child, Plan, Port, Step, http_ready, supervise
asked = json.loads(sys.argv[1])
data, port = Path(asked["data"]), asked["port"]
children = [Child("web", [sys.executable, "-c", asked["web"], str(port)], is_ready=http_ready("127.0.0.1", port))]
children += [Child("work", [sys.executable, "-c", asked["work"]])]
plan = Plan(
    data, children,
    before=[Step("migrate", [sys.executable, "-c", asked["step"]])],
    ports=[Port("127.0.0.1", port, "the pages", "--port")],
    database_url=asked["url"], tuning=Tuning("32MB", "64MB", 20), home=data / "home",
    on_ready=lambda: "come in",
)
try:
    sys.exit(supervise(plan))
except Refused as refused:
    print(refused.sentence, refused.way_on, file=sys.stderr)
    sys.exit(1)
"""


@dataclass
class Up:
    """`beistand up` on a folder of its own; say `start()` and look."""

    data: Path
    port: int
    url: str = "postgresql://elsewhere"
    web: str = WEB
    work: str = WORK
    step: str = "print('migrated')"
    language: str = "C.UTF-8"
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> subprocess.Popen[bytes]:
        asked = {k: getattr(self, k) for k in ("port", "url", "web", "work", "step")} | {
            "data": str(self.data)
        }
        screen = self.data.with_suffix(".screen").open("ab")
        process = subprocess.Popen(
            [sys.executable, "-c", UP.format(path=sys.path), json.dumps(asked)],
            stdout=screen,
            stderr=subprocess.STDOUT,
            env={**os.environ, "LC_ALL": self.language},
        )
        screen.close()
        self.processes.append(process)
        return process

    def start_and_wait(self) -> subprocess.Popen[bytes]:
        process = self.start()
        wait_until(lambda: self.run().get("ready", False) or process.poll() is not None, 30)
        assert process.poll() is None, self.screen
        return process

    def run(self) -> dict[str, Any]:
        try:
            told: dict[str, Any] = json.loads((self.data / "run.json").read_text())
        except FileNotFoundError:
            return {}
        return told

    def pids(self) -> dict[str, int]:
        return {name: child["pid"] for name, child in self.run()["children"].items()}

    @property
    def screen(self) -> str:
        return self.data.with_suffix(".screen").read_text()


def wait_until(is_so: Callable[[], object], patience: float = 10.0) -> None:
    until = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def all_gone(pids: dict[str, int]) -> bool:
    return not any(is_alive(pid) for pid in pids.values())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def up() -> Iterator[Up]:
    """Without PostgreSQL (its address is only handed on); set `url` to "" to have one."""
    folder = Path(tempfile.mkdtemp(prefix="beistand-test-"))
    folder.chmod(0o711)
    (folder / "data").mkdir(mode=0o711)
    up = Up(folder / "data", free_port())
    yield up
    for process in up.processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
    shutil.rmtree(folder)


@pytest.fixture
def up_with_postgres(up: Up) -> Up:
    up.url = ""
    return up
