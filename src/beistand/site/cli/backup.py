"""`beistand backup`, `beistand restore`, `beistand verify`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from beistand.lib.sentence import say
from beistand.site.keeping import words
from beistand.site.keeping.archive import Manifest
from beistand.site.keeping.proving import Proof, prove
from beistand.site.keeping.restoring import restore as restore_into
from beistand.site.settings import Settings

FAULTY = 1


def backup(settings: Settings, args: argparse.Namespace) -> Any:
    """Write everything but the key into one file."""
    from beistand.site.keeping.backing_up import back_up

    file = Path(args.file).absolute()
    manifest = back_up(file, settings, os.environ["DATABASE_URL"])
    if args.json:
        return {"file": str(file), "bytes": file.stat().st_size, **asdict(manifest)}
    size = file.stat().st_size / 1_000_000
    key = settings.data_folder / "secret.key"
    return f"{say(words.WRITTEN, file=file, megabytes=size, **_counts(manifest))}\n{say(words.KEEP_KEY, key=key)}"


def restore(settings: Settings, args: argparse.Namespace) -> Any:
    """Restore into an empty data folder, or prove that it can be done."""
    file = Path(args.file).absolute()
    if args.prove:
        return _tell_proof(prove(file, settings), args)
    manifest = restore_into(file, settings.data_folder)
    if args.json:
        return {"data": str(settings.data_folder), **asdict(manifest)}
    key = settings.data_folder / "secret.key"
    said = say(words.RESTORED, data=settings.data_folder, **_counts(manifest))
    return said if key.exists() or settings.secret_key else f"{said}\n{say(words.PUT_KEY, key=key)}"


def verify(settings: Settings, args: argparse.Namespace) -> int:
    """Check journal chain, files and arrivals; 1 when something is not as it was kept."""
    from beistand.site.keeping.checking import check_house

    found = check_house()
    chain = found.chain
    if args.json:
        told = {
            "sealed": chain.sealed,
            "tail": chain.tail,
            "closed": chain.closed,
            "swept": chain.swept,
            "head": {"position": chain.head.position, "hash": chain.head.hash.hex()},
            "files": found.files,
            "arrivals": found.arrivals,
            "waiting": found.waiting,
            "faults": found.faults,
        }
        _print(json.dumps(told, indent=1, default=str))
    else:
        counts = {"sealed": chain.sealed, "tail": chain.tail, "closed": chain.closed, "swept": chain.swept}
        head = chain.head.hash.hex()[:16]
        _print(say(words.CHAIN, position=chain.head.position, head=head, **counts))
        _print(say(words.FILES, count=found.files))
        _print(say(words.ARRIVALS, count=found.arrivals, waiting=len(found.waiting)))
        for arrival in found.waiting:
            _print(f"  {arrival}")
        for fault in found.faults:
            _print(fault)
        _print(say(words.NOT_WELL, count=len(found.faults)) if found.faults else say(words.ALL_WELL))
    return FAULTY if found.faults else 0


def _tell_proof(proof: Proof, args: argparse.Namespace) -> int:
    if args.json:
        _print(json.dumps({"holds": proof.holds, **asdict(proof)}, ensure_ascii=False, indent=1))
        return 0 if proof.holds else FAULTY
    width = max(len(line.what) for line in proof.lines)
    for line in proof.lines:
        _print(f"{'=' if line.holds else '≠'} {line.what:<{width}}  {line.told}  ·  {line.found}")
    if not proof.has_key:
        _print(say(words.CANT_OPEN))
    _print(say(words.PROVED if proof.holds else words.NOT_PROVED))
    return 0 if proof.holds else FAULTY


def _counts(manifest: Manifest) -> dict[str, int]:
    return {"rows": sum(manifest.rows.values()), "files": manifest.files, "position": manifest.position}


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
