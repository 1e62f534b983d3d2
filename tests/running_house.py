"""A real house for the stories: `beistand up` on free ports with a data folder of its own, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 300.0


@dataclass
class House:
    """A running house. `port` is the pages', the edge's and the files' follow; `smtp` is the mail door."""

    data: Path
    port: int
    smtp: int
    process: subprocess.Popen[bytes]
    env: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str, given: str = "") -> Any:
        """Run `beistand …` on this house and give its JSON."""
        argv = [sys.executable, "-m", "beistand.site", *words, "--data", str(self.data), "--json"]
        done = subprocess.run(argv, input=given, capture_output=True, text=True, env=self.env, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def get(self, path: str, token: str) -> Any:
        """GET an API address."""
        asked = urllib.request.Request(f"{self.url}{path}", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.loads(answer.read())

    def send(self, raw: bytes, *, to: str, sender: str = "emre@kunde.example") -> str:
        """Send a mail to the door; the id under which it is kept."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=20) as line:
            line.ehlo("kunde.example")
            line.mail(sender)
            line.rcpt(to)
            code, words = line.data(raw)
        assert code == 250, words
        return words.decode().rpartition("kept as ")[2].strip()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.data.parent, ignore_errors=True)


def start_house(*options: str) -> House:
    """Start a house and wait until it is ready."""
    data = Path(tempfile.mkdtemp(prefix="beistand-house-"))
    data.chmod(0o711)
    port, smtp = free_ports()
    drop = ("BEISTAND_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_")
    env = {k: v for k, v in os.environ.items() if not k.startswith(drop)}
    argv = [sys.executable, "-m", "beistand.site", "up", "--data", str(data / "d"), *options]
    log = (data / "up.log").open("wb")
    process = subprocess.Popen(
        [*argv, "--port", str(port), "--smtp-port", str(smtp)], stdout=log, stderr=log, env=env
    )
    house = House(data / "d", port, smtp, process, env)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, (data / "up.log").read_text()
        run = house.data / "run.json"
        if run.exists() and json.loads(run.read_text() or "{}").get("ready"):
            return house
        time.sleep(0.2)
    house.stop()
    raise AssertionError((data / "up.log").read_text())


def free_ports() -> tuple[int, int]:
    """Three free ports in a row for the pages, edge and files, and one for the door."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
        if port < 60000 and all(_is_free(port + step) for step in (0, 1, 2, 3)):
            return port, port + 3


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
