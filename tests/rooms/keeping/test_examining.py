"""One mail read and shown as the API would, with nothing stored and nothing needed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from beistand.desk.models import Message
from cast import Arrive, Auenfeld, mail

RAW = mail("Guten Tag,\n\n<b>zweimal</b> 489 Euro.\n", headers={"Cc": "buero@kunde.example"})
OURS = {"id", "brand", "conversation", "customer", "arrival", "recipient", "arrived_at", "filed_at", "proof"}


def _examine(folder: Path, raw: bytes, *words: str) -> dict[str, Any]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BEISTAND_", "DATABASE_", "DJANGO_"))}
    env |= {"BEISTAND_DNS": "127.0.0.1:9", "LC_ALL": "C.UTF-8"}
    argv = [sys.executable, "-m", "beistand.site", "mail", "examine", "-", "--json", *words]
    done = subprocess.run(argv, input=raw, capture_output=True, env=env, cwd=folder, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_mail_is_shown_without_a_house_and_nothing_is_left_behind(tmp_path: Path) -> None:
    told = _examine(tmp_path, RAW, "--mail-from", "emre@kunde.example", "--ip", "192.0.2.7")
    assert told["subject"] == "Wallbox doppelt abgebucht"
    assert told["from"] == {"address": "emre@kunde.example", "name": "Emre Yıldız"}
    assert told["raw_sha256"] == hashlib.sha256(RAW).hexdigest()
    assert told["quarantined"] is None and told["delivery_key"]
    assert list(tmp_path.iterdir()) == []


def test_a_mail_that_nobody_can_read_is_shown_with_its_reason(tmp_path: Path) -> None:
    told = _examine(tmp_path, b"A: b\r\n" * 5_000 + b"\r\nText")
    assert told["quarantined"] and told["text"] == ""


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "beistand.site", "mail", "examine", "nowhere.eml"]
    done = subprocess.run(argv, capture_output=True, cwd=tmp_path, text=True, timeout=60)
    assert (done.returncode, "nowhere.eml" in done.stderr) == (1, True)


@pytest.mark.django_db
def test_it_is_what_the_api_shows_of_the_same_mail(
    auenfeld: Auenfeld, arrive: Arrive, tmp_path: Path
) -> None:
    from beistand.site.api.items import items

    arrive(RAW)
    kept = json.loads(json.dumps(items([Message.objects.get()])[0], default=str))
    told = _examine(tmp_path, RAW, "--mail-from", "emre@kunde.example", "--ip", "127.0.0.1")
    assert set(kept) == set(told) - {"delivery_key", "remarks"}
    differing = {k for k in kept if kept[k] != told[k]} - OURS
    assert differing == set()
