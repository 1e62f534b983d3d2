"""Everything into one file, out of it again, and the proof that it works."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tarfile
from pathlib import Path

import psycopg
import pytest

from beistand.lib.postgres import launch
from beistand.site.keeping.programs import program
from postgres import SMALL

from .conftest import Kept

pytestmark = pytest.mark.slow


def test_a_whole_house_verifies(kept: Kept) -> None:
    found = kept.told("verify")
    assert (found["sealed"], found["files"], found["arrivals"], found["faults"]) == (6, 6, 6, [])


def test_a_backup_is_one_closed_file_with_manifest_dump_and_every_file(kept: Kept, backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
    assert names[:2] == ["manifest.json", "database.dump"]
    assert len([n for n in names if n.startswith("files/")]) == manifest["files"] == 6
    assert manifest["rows"]["desk_message"] == 6 and manifest["position"] == 6
    assert not list(kept.folder.glob(".*"))


def test_no_clear_key_lies_in_a_backup_and_the_operator_is_told(kept: Kept, backup: Path) -> None:
    secret = (kept.data / "secret.key").read_bytes()
    place = [(kept.home / name).read_bytes() for name in ("password", "master-password")]
    with tarfile.open(backup) as tar:
        inside = b"".join(tar.extractfile(m).read() for m in tar if m.isfile())  # type: ignore[union-attr]
    for key in (secret, *place):
        assert key not in inside and key not in gzip.decompress(backup.read_bytes())
    other = kept.folder / "other.backup"
    assert "The key of the installation is not in it. Keep" in kept.say("backup", str(other)).stdout


def test_a_backup_never_replaces_a_file(kept: Kept, backup: Path) -> None:
    before = backup.read_bytes()
    done = kept.say("backup", str(backup))
    assert (done.returncode, "is there already" in done.stderr, backup.read_bytes()) == (1, True, before)


def test_a_restored_house_is_whole_and_goes_on_where_it_was(kept: Kept, backup: Path) -> None:
    new = kept.folder / "restored"
    new.mkdir()
    shutil.copy(kept.data / "secret.key", new)
    kept.told("restore", str(backup), data=new)
    assert kept.told("verify", data=new)["faults"] == []
    with launch(new, tuning=SMALL) as running, psycopg.connect(running.url) as line:
        readable = (
            "SELECT count(*) FROM journal_entry WHERE transaction < pg_snapshot_xmin(pg_current_snapshot())"
        )
        assert line.execute(readable).fetchone() == (6,)
        next_place = "SELECT pg_current_xact_id() > max(transaction) FROM journal_entry"
        assert line.execute(next_place.encode()).fetchone() == (True,)


def test_nothing_is_restored_over_something(kept: Kept, backup: Path) -> None:
    done = kept.say("restore", str(backup))
    assert (done.returncode, "is not empty" in done.stderr) == (1, True)
    assert kept.told("verify")["faults"] == []


def test_a_restore_is_proved_in_a_house_that_is_thrown_away(kept: Kept, backup: Path) -> None:
    before = set(Path("/tmp").glob("beistand-prove-*"))
    proof = kept.told("restore", "--prove", str(backup))
    whats = {line["what"]: line["found"] for line in proof["lines"]}
    assert proof["holds"] and proof["has_key"]
    assert whats["files with their sha256"] == "6" and whats["a test mail"] == "Eine Probe."
    assert set(Path("/tmp").glob("beistand-prove-*")) == before
    assert kept.told("verify")["arrivals"] == 6


def test_a_proof_without_the_key_says_what_it_could_not_check(kept: Kept, backup: Path) -> None:
    nowhere = kept.folder / "nowhere"
    done = kept.say("restore", "--prove", str(backup), data=nowhere)
    assert done.returncode == 0, done.stderr
    assert "Without the key of the installation only the chain itself was checked" in done.stdout


@pytest.mark.parametrize("harm", ["cut", "bits", "text", "missing-file"])
def test_a_damaged_backup_is_named_and_nothing_half_restored_is_taken_for_whole(
    kept: Kept, backup: Path, harm: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.backup"
    _harm(backup, bad, harm)
    done = kept.say("restore", "--prove", str(bad))
    assert done.returncode == 1
    assert "is not a whole backup" in done.stderr


def _harm(backup: Path, bad: Path, harm: str) -> None:
    content = bytearray(backup.read_bytes())
    if harm == "cut":
        bad.write_bytes(content[: len(content) // 2])
    elif harm == "bits":
        content[len(content) // 2] ^= 0xFF
        bad.write_bytes(content)
    elif harm == "text":
        bad.write_text("this is no backup")
    else:
        with tarfile.open(backup) as whole, tarfile.open(bad, "w:gz") as less:
            members = [m for m in whole if m.isfile()]
            for member in members[:-1]:
                less.addfile(member, whole.extractfile(member))


def test_a_database_elsewhere_without_pg_dump_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from beistand.lib.refusal import Refused

    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with pytest.raises(Refused, match="needs PostgreSQL's pg_dump, which is not here"):
        program("pg_dump", tmp_path)


def test_verify_names_a_changed_file_a_missing_file_and_changed_bytes_of_an_arrival(kept: Kept) -> None:
    files = sorted(p for p in (kept.data / "files").glob("??/*") if len(p.name) == 64)
    files[0].write_bytes(b"something else")
    files[1].unlink()
    kept.edit(
        "UPDATE channels_rawarrival SET content = content || 'x' WHERE sha256 = (SELECT min(sha256) FROM channels_rawarrival)",
        "UPDATE channels_arrival SET state = 'kept', arrived_at = arrived_at - interval '1 hour', filed_at = NULL"
        " WHERE id = (SELECT max(id::text)::uuid FROM channels_arrival)",
        "ALTER TABLE journal_entry DISABLE TRIGGER USER",
        "DELETE FROM journal_entry WHERE id = (SELECT entry FROM journal_seal WHERE position = 2)",
        "ALTER TABLE journal_entry ENABLE TRIGGER USER",
    )
    done = kept.say("verify", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [f.split(" ")[0:2] for f in found["faults"]] == [
        ["journal", "entry-removed"],
        ["file", "damaged"],
        ["file", "missing"],
        ["arrival", "bytes-changed"],
    ]
    assert files[0].name in found["faults"][1] and files[1].name in found["faults"][2]
    assert len(found["waiting"]) == 1
